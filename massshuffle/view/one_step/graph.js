// A network as a graph: on its nodes the numbers of one sample, on its edges the weights, beneath each what came back.

// space : pixels there are    sizes : nodes of each layer    found : name -> table, Z_1 and so on
// lit : Set of "Z_1 2,0", what takes part in the chosen entry
function network(space, sizes, found, lit, sample) {
  const layers = sizes.length, most = Math.max(...sizes), step = most > 4 ? 78 : 92;
  const width = Math.max(space, 105 * layers), height = most * step + 62;
  const x = (layer) => 44 + (layer * (width - 96)) / (layers - 1);
  const y = (layer, i) => 44 + (most * step) / 2 + (i - (sizes[layer] - 1) / 2) * step;
  const text = (name, index) => {
    const table = found.get(name);
    return table ? table.texts[flatOf(index, table.values.shape)] : null;
  };
  const isLit = (name, index) => lit.has(`${name} ${index}`);
  const isNodeLit = (name, i) => [...lit].some((one) => one.startsWith(`${name} ${i},`));
  const weights = [...found.values()].filter((one) => one.place[0] === "W").flatMap((one) => [...one.values]);
  const largest = Math.max(...weights.map(Math.abs)) || 1;
  const lines = [], labels = [], nodes = [], taken = [];

  for (let layer = 1; layer < layers; layer++) {
    const table = found.get(`W_${layer}`), crowded = sizes[layer] * sizes[layer - 1] > 12;
    for (let i = 0; i < sizes[layer]; i++) {
      for (let j = 0; j < sizes[layer - 1]; j++) {
        const index = [i, j], flat = flatOf(index, table.values.shape);
        const forward = isLit(`W_${layer}`, index), blame = isLit(`dW_${layer}`, index);
        const from = [x(layer - 1), y(layer - 1, j)], to = [x(layer), y(layer, i)];
        lines.push(draw("line", { x1: from[0], y1: from[1], x2: to[0], y2: to[1],
          class: `edge ${forward ? "lit" : ""} ${blame ? "blame" : ""} ${table.values[flat] < 0 ? "negative" : ""}`,
          "stroke-width": (1 + (3 * Math.abs(table.values[flat])) / largest).toFixed(2) }));
        if (crowded && !forward && !blame) continue;
        const slope = text(`dW_${layer}`, index);
        const at = free(from, to, Math.max(table.texts[flat].length, (slope ?? "").length) * 7, slope ? 27 : 14, taken);
        labels.push(draw("g", { class: `weight ${forward ? "lit" : ""}`, transform: `translate(${at})` },
          draw("title", {}, `W_${layer}[${index.join(", ")}]`),
          draw("text", { y: slope ? -2 : 5, "data-name": `W_${layer}[${index}]` }, table.texts[flat]),
          slope ? draw("text", { y: 12, class: "blame", "data-name": `dW_${layer}[${index}]` }, slope) : null));
      }
    }
  }
  for (let layer = 0; layer < layers; layer++) {
    const ahead = found.has(`A_${layer}`) ? `A_${layer}` : `Z_${layer}`;
    const back = found.has(`dZ_${layer}`) ? `dZ_${layer}` : `dA_${layer}`;
    const head = layer === 0 ? "X = A_0" : found.has(ahead) ? ahead : `layer ${layer}`;
    labels.push(draw("text", { x: x(layer), y: 16, class: "head" }, head));
    if (found.has(back)) labels.push(draw("text", { x: x(layer), y: 33, class: "head blame" }, back));
    for (let i = 0; i < sizes[layer]; i++) {
      const index = [i, sample], value = text(ahead, index), slope = text(back, index);
      const forward = [`A_${layer}`, `Z_${layer}`].some((name) => isNodeLit(name, i));
      const blame = [`dA_${layer}`, `dZ_${layer}`].some((name) => isNodeLit(name, i));
      const bias = text(`b_${layer}`, [i, 0]), slopeOfBias = text(`db_${layer}`, [i, 0]);
      nodes.push(draw("g", { transform: `translate(${x(layer)} ${y(layer, i)})`,
        class: `node ${forward ? "lit" : ""} ${blame ? "blame" : ""}` },
        draw("title", {}, `${ahead}[${index.join(", ")}]`),
        draw("circle", { r: 27 }),
        value === null ? null : draw("text", { y: slope === null ? 5 : -3, "data-name": `${ahead}[${index}]` }, value),
        slope === null ? null : draw("text", { y: 13, class: "blame", "data-name": `${back}[${index}]` }, slope),
        bias === null ? null : draw("text", { y: 41, class: `bias ${isLit(`b_${layer}`, [i, 0]) ? "lit" : ""}` },
          `b ${bias}`, slopeOfBias === null ? null : draw("tspan", { class: "blame" }, `  ${slopeOfBias}`))));
    }
  }
  const target = `label ${text("Y_0", [0, sample])}`;
  labels.push(draw("text", { x: x(layers - 1), y: y(layers - 1, 0) - 35, class: "target" }, target));
  return draw("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "img",
    "aria-label": `The network with the numbers of sample ${sample}` }, ...lines, ...nodes, ...labels);
}

// A place on an edge where a label covers no other.
function free(from, to, width, height, taken) {
  const covers = (a, b) => Math.abs(a.x - b.x) < (a.w + b.w) / 2 && Math.abs(a.y - b.y) < (a.h + b.h) / 2;
  let best = null;
  for (const t of [0.5, 0.42, 0.58, 0.35, 0.65, 0.3, 0.7]) {
    const spot = { x: from[0] + t * (to[0] - from[0]), y: from[1] + t * (to[1] - from[1]), w: width + 4, h: height };
    const overlaps = taken.filter((other) => covers(spot, other)).length;
    if (best === null || overlaps < best.overlaps) best = { spot, overlaps };
    if (overlaps === 0) break;
  }
  taken.push(best.spot);
  return `${best.spot.x.toFixed(1)} ${best.spot.y.toFixed(1)}`;
}
