// A network as a graph: on its nodes the numbers of one sample, on its edges the weights, beneath each its derivative.

const graph = (() => {
  const RADIUS = 29, MOST = 12; // numbers between two layers that have room; of more, only those that take part

  // space : pixels there are    sizes : nodes of each layer    tables : name -> table, Z_1 and so on
  // lit : Set of "Z_1 2,0", what takes part in the chosen entry
  function picture(space, sizes, tables, lit, sample) {
    const at = layout(space, sizes), numbers = reader(tables, lit);
    const circles = nodes(at, numbers, sample), lines = edges(at, numbers), texts = weights(at, numbers);
    return draw("svg", { viewBox: `0 0 ${at.width} ${at.height}`, width: at.width, height: at.height, role: "img",
      "aria-label": `The network with the numbers of sample ${sample}` },
      ...lines, ...circles, ...heads(at, numbers, sample), ...texts);
  }

  // Where the nodes stand.
  function layout(space, sizes) {
    const layers = sizes.length, most = Math.max(...sizes), step = most > 4 ? 78 : 92;
    const width = Math.max(space, 105 * layers), height = most * step + 62;
    const x = (layer) => 44 + (layer * (width - 96)) / (layers - 1);
    const y = (layer, i) => 44 + (most * step) / 2 + (i - (sizes[layer] - 1) / 2) * step;
    return { sizes, layers, width, height, x, y };
  }

  // What the tables say of an entry, and whether it takes part.
  const reader = (tables, lit) => ({
    has: (name) => tables.has(name),
    table: (name) => tables.get(name),
    text(name, index) {
      const table = tables.get(name);
      return table ? table.texts[flatOf(index, table.values.shape)] : null;
    },
    isLit: (name, index) => lit.has(`${name} ${index}`),
    isNodeLit: (names, i) => [...lit].some((one) => names.some((name) => one.startsWith(`${name} ${i},`))),
    largest: Math.max(...[...tables.values()].filter((table) => table.place[0] === "W")
      .flatMap((table) => [...table.values].map(Math.abs))) || 1,
  });

  // Every weight: act({layer, index, flat, from, to, table}), from and to being points.
  function everyEdge({ sizes, layers, x, y }, numbers, act) {
    for (let layer = 1; layer < layers; layer++) {
      const table = numbers.table(`W_${layer}`);
      for (let i = 0; i < sizes[layer]; i++) {
        for (let j = 0; j < sizes[layer - 1]; j++) {
          const index = [i, j], flat = flatOf(index, table.values.shape);
          act({ layer, index, flat, table, from: [x(layer - 1), y(layer - 1, j)], to: [x(layer), y(layer, i)] });
        }
      }
    }
  }

  function edges(at, numbers) {
    const lines = [];
    everyEdge(at, numbers, ({ layer, index, flat, table, from, to }) => {
      const value = table.values[flat], kinds = ["edge"];
      if (numbers.isLit(`W_${layer}`, index)) kinds.push("lit");
      if (numbers.isLit(`dW_${layer}`, index)) kinds.push("derivative");
      if (value < 0) kinds.push("negative");
      lines.push(draw("line", { x1: from[0], y1: from[1], x2: to[0], y2: to[1], class: kinds.join(" "),
        "stroke-width": (1 + (3 * Math.abs(value)) / numbers.largest).toFixed(2) }));
    });
    return lines;
  }

  // The numbers on the edges. One that would cover a node or another number is left out, unless it takes part.
  function weights(at, numbers) {
    const labels = [], taken = [], waiting = [];
    for (let layer = 0; layer < at.layers; layer++) {
      for (let i = 0; i < at.sizes[layer]; i++) {
        taken.push({ x: at.x(layer), y: at.y(layer, i) + 8, w: 2 * RADIUS + 6, h: 2 * RADIUS + 20 });
      }
    }
    everyEdge(at, numbers, (edge) => {
      const isLit = ["W", "dW"].some((letter) => numbers.isLit(`${letter}_${edge.layer}`, edge.index));
      const isCrowded = at.sizes[edge.layer] * at.sizes[edge.layer - 1] > MOST;
      if (isLit || !isCrowded) waiting[isLit ? "unshift" : "push"]({ ...edge, isLit });
    });
    for (const edge of waiting) {
      const number = edge.table.texts[edge.flat], below = numbers.text(`dW_${edge.layer}`, edge.index);
      const width = Math.max(number.length, (below ?? "").length) * 7;
      const spot = free(edge, width, below ? 27 : 14, taken);
      if (spot) labels.push(weight(edge, spot, number, below, numbers.isLit(`W_${edge.layer}`, edge.index)));
    }
    return labels;
  }

  function weight({ layer, index }, spot, number, below, isLit) {
    return draw("g", { class: `weight ${isLit ? "lit" : ""}`, transform: `translate(${spot.x} ${spot.y})` },
      draw("title", {}, `W_${layer}[${index.join(", ")}]`),
      draw("text", { y: below ? -2 : 5, "data-name": `W_${layer}[${index}]` }, number),
      below && draw("text", { y: 12, class: "derivative", "data-name": `dW_${layer}[${index}]` }, below));
  }

  // A place on an edge where a label covers nothing; if there is none, the best for what takes part, else null.
  function free({ from, to, isLit }, width, height, taken) {
    const covers = (a, b) => Math.abs(a.x - b.x) < (a.w + b.w) / 2 && Math.abs(a.y - b.y) < (a.h + b.h) / 2;
    let best = null;
    for (const t of [0.5, 0.42, 0.58, 0.35, 0.65, 0.3, 0.7]) {
      const spot = { x: from[0] + t * (to[0] - from[0]), y: from[1] + t * (to[1] - from[1]), w: width + 4, h: height };
      const overlaps = taken.filter((other) => covers(spot, other)).length;
      if (best === null || overlaps < best.overlaps) best = { spot, overlaps };
      if (overlaps === 0) break;
    }
    if (best.overlaps && !isLit) return null;
    taken.push(best.spot);
    return { x: best.spot.x.toFixed(1), y: best.spot.y.toFixed(1) };
  }

  const outputOf = (numbers, layer) => (numbers.has(`A_${layer}`) ? `A_${layer}` : `Z_${layer}`);
  const errorOf = (numbers, layer) => (numbers.has(`dZ_${layer}`) ? `dZ_${layer}` : `dA_${layer}`);

  // What stands above each layer, and the label beside the last.
  function heads({ layers, x, y }, numbers, sample) {
    const labels = [];
    for (let layer = 0; layer < layers; layer++) {
      const output = outputOf(numbers, layer), error = errorOf(numbers, layer);
      const head = layer === 0 ? "X = A_0" : numbers.has(output) ? output : `layer ${layer}`;
      labels.push(draw("text", { x: x(layer), y: 16, class: "head" }, head));
      if (numbers.has(error)) labels.push(draw("text", { x: x(layer), y: 33, class: "head derivative" }, error));
    }
    const above = { x: x(layers - 1), y: y(layers - 1, 0) - RADIUS - 8, class: "target" };
    return [...labels, draw("text", above, `label ${numbers.text("Y_0", [0, sample])}`)];
  }

  function nodes({ sizes, layers, x, y }, numbers, sample) {
    const circles = [];
    for (let layer = 0; layer < layers; layer++) {
      for (let i = 0; i < sizes[layer]; i++) {
        circles.push(node(layer, i, [x(layer), y(layer, i)], numbers, sample));
      }
    }
    return circles;
  }

  function node(layer, i, [x, y], numbers, sample) {
    const output = outputOf(numbers, layer), error = errorOf(numbers, layer), index = [i, sample], kinds = ["node"];
    if (numbers.isNodeLit([`A_${layer}`, `Z_${layer}`], i)) kinds.push("lit");
    if (numbers.isNodeLit([`dA_${layer}`, `dZ_${layer}`], i)) kinds.push("derivative");
    const value = numbers.text(output, index), below = numbers.text(error, index);
    return draw("g", { transform: `translate(${x} ${y})`, class: kinds.join(" ") },
      draw("title", {}, `${output}[${index.join(", ")}]`),
      draw("circle", { r: RADIUS }),
      value && draw("text", { y: below === null ? 5 : -3, "data-name": `${output}[${index}]` }, value),
      below && draw("text", { y: 13, class: "derivative", "data-name": `${error}[${index}]` }, below),
      bias(layer, i, numbers));
  }

  function bias(layer, i, numbers) {
    const value = numbers.text(`b_${layer}`, [i, 0]), below = numbers.text(`db_${layer}`, [i, 0]);
    if (value === null) return null;
    const kind = numbers.isLit(`b_${layer}`, [i, 0]) ? "bias lit" : "bias";
    return draw("text", { y: RADIUS + 14, class: kind }, `b ${value}`,
      below && draw("tspan", { class: "derivative" }, `  ${below}`));
  }

  return { picture };
})();
