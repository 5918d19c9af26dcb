// The weights of one moment: a row of buttons or a matrix for each layer, bars for their shares, and all as a file.

const weights = (() => {
  const { data, state, first, methods, weightOf, text } = view, { theme } = pens;
  const isShallow = data.layers.length === 1 && first.columns <= 100; // then each weight is a button with its number
  const layerOf = (place) => data.layers.findLastIndex((layer) => place >= layer.W);
  const most = (numbers, least) => numbers.reduce((largest, number) => Math.max(largest, number), least);
  const largest = data.layers.map(({ W, b, rows }) => Math.max(...data.methods.map(({ thetas }) =>
    most(thetas.filter((_, i) => i % view.nWeights >= W && i % view.nWeights < b + rows).map(Math.abs), 1e-300))));
  const shareKeys = { bare: "shares", spread: "spread_shares" };
  const highestShare = Object.fromEntries(Object.entries(shareKeys).map(([share, key]) =>
    [share, 1.05 * Math.max(...data.methods.map((method) => most(method[key] ?? [], 0)))]));

  // W[0] and W[1] of the notebook's network have colours of their own; other weights have the names of their features.
  const faint = (i) => (data.names[0] === "W[0]" && [theme.w0, theme.w1][i]) || theme.soft;

  // The curves of the chosen weight's layer, and above them the chosen one. In a crowd curves are paler, and of a second
  // method there is the chosen weight alone.
  function lines() {
    const layer = data.layers[layerOf(state.weight)], isCrowd = layer.rows * layer.columns > 40;
    const curve = (method, second, place, look) => ({ at: (i) => weightOf(method, place, i), key: place,
      name: second ? undefined : data.names[place], ...look });
    const thin = (place, second) =>
      ({ colour: faint(place - layer.W) + (isCrowd ? "70" : ""), width: 1.1, dash: second ? [5, 4] : undefined });
    const thick = (second) => ({ colour: theme.ink, width: 3, dash: second ? [7, 5] : undefined });
    const places = Array.from({ length: layer.b + layer.rows - layer.W }, (_, i) => layer.W + i);
    const others = places.filter((place) => place !== state.weight);
    return [
      ...methods().slice(0, isCrowd ? 1 : 2).flatMap((method, second) =>
        others.map((place) => curve(method, second, place, thin(place, second)))),
      ...methods().map((method, second) => curve(method, second, state.weight, thick(second))),
    ];
  }

  // ---- one layer: buttons with numbers

  let cells = [], nRows = 0;
  // Buttons stay what they are as long as there are as many rows, so that a button keeps the focus.
  function layOut() {
    byId("matrices").hidden = isShallow;
    if (!isShallow) return layOutMatrices();
    if (nRows === methods().length) return;
    cells = [];
    nRows = methods().length;
    const isPicture = data.picture && data.picture[0] * data.picture[1] === first.columns;
    const rows = methods().map((_, second) => {
      const buttons = data.names.map((name, place) => {
        const number = make("span"), attributes = { type: "button", "data-weight": data.slugs[place], title: name };
        const button = make("button", attributes, make("small", {}, name), number);
        cells.push({ button, number, place, second, digits: isPicture ? 2 : 3 });
        return button;
      });
      const row = make("div", { class: isPicture ? "row picture" : "row" }, ...buttons);
      if (isPicture) row.style.setProperty("--columns", data.picture[1]);
      return make("div", {}, make("p"), row);
    });
    byId("weights").replaceChildren(...rows);
  }

  function show() {
    const shown = methods();
    if (isShallow) showButtons(shown);
    else showMatrices();
    byId("weight").value = state.weight;
    byId("value").textContent = shown.map((method) => text(weightOf(method, state.weight), 6)).join(" · ");
  }

  function showButtons(shown) {
    [...byId("weights").children].forEach(({ firstChild }, second) => {
      firstChild.textContent = shown.length > 1 ? shown[second].title : "";
    });
    for (const { button, number, place, second, digits } of cells) {
      const value = weightOf(shown[second], place), mix = pens.mixed(value / largest[0]);
      number.textContent = text(value, digits);
      button.style.background = `rgb(${mix})`;
      button.style.color = pens.onto(mix);
      button.setAttribute("aria-pressed", place === state.weight);
    }
  }

  // ---- several layers: matrices

  // Where each weight's cell stands: [{ method, l, place, x, y, w, h }], and the names of the matrices: [[name, y]].
  let matrixCells = [], matrixNames = [];
  function layOutMatrices() {
    const width = byId("matrices").clientWidth;
    [matrixCells, matrixNames] = [[], []];
    let top = 0;
    for (const method of methods()) {
      data.layers.forEach((layer, l) => {
        const of = state.second === null ? "" : `${method.title}: `;
        matrixNames.push([`${of}W_${l + 1}, ${layer.rows} × ${layer.columns}, and b_${l + 1}`, top + 10]);
        top = layOutLayer(method, l, top + 20, width) + 8;
      });
    }
    byId("matrices").style.height = `${top}px`;
  }

  // A node that looks at pictures is a picture itself. Returns where the layer ends.
  function layOutLayer(method, l, top, width) {
    const layer = data.layers[l], picture = l === 0 && data.picture, pixel = width > 700 ? 16 : 10;
    const [high, broad] = picture || [1, layer.columns]; // cells of a node
    const w = picture ? pixel : Math.max(3, Math.min(width / (broad + 1), 34));
    const h = picture ? pixel : Math.max(3, Math.min(w, 18)), gap = picture ? 10 : 0;
    const beside = picture ? Math.max(1, Math.floor(width / (broad * w + gap))) : 1; // nodes
    for (let i = 0; i < layer.rows; i++) {
      const left = (i % beside) * (broad * w + gap), y = top + Math.floor(i / beside) * (high * h + gap);
      for (let j = 0; j < layer.columns; j++) {
        const cell = { x: left + (j % broad) * w, y: y + Math.floor(j / broad) * h, w, h };
        matrixCells.push({ method, l, place: layer.W + i * layer.columns + j, ...cell });
      }
      const bias = { x: left + broad * w + (picture ? 2 : 3), y, w: picture ? 5 : w - 3, h };
      matrixCells.push({ method, l, place: layer.b + i, ...bias });
    }
    return top + Math.ceil(layer.rows / beside) * (high * h + gap);
  }

  function showMatrices() {
    const { pen } = pens.of(byId("matrices"));
    Object.assign(pen, { fillStyle: theme.soft, textBaseline: "middle", textAlign: "left" });
    for (const [name, y] of matrixNames) pen.fillText(name, 0, y);
    for (const { method, l, place, x, y, w, h } of matrixCells) {
      const value = weightOf(method, place), mix = pens.mixed(value / largest[l]);
      pen.fillStyle = `rgb(${mix})`;
      pen.fillRect(x, y, w, h);
      Object.assign(pen, { strokeStyle: theme.line, lineWidth: 1 });
      if (w > 8) pen.strokeRect(x + 0.5, y + 0.5, w - 1, h - 1);
      if (w < 28) continue; // no room for a number
      Object.assign(pen, { fillStyle: pens.onto(mix), textAlign: "center", font: pens.SMALL_FONT });
      pen.fillText(text(value, 1), x + w / 2, y + h / 2);
    }
    Object.assign(pen, { strokeStyle: theme.ink, lineWidth: 2 });
    for (const { place, x, y, w, h } of matrixCells) if (place === state.weight) pen.strokeRect(x, y, w, h);
  }

  // The place of the weight whose button or cell was pressed; -1 beside them.
  function pressed({ target, offsetX, offsetY }) {
    if (target !== byId("matrices")) return data.slugs.indexOf(target.closest("[data-weight]")?.dataset.weight);
    const isThere = ({ x, y, w, h }) => offsetX >= x && offsetX < x + w && offsetY >= y && offsetY < y + h;
    return matrixCells.find(isThere)?.place ?? -1;
  }

  // ---- shares, and files

  function showShares() {
    const n = first.rows * first.columns, chosen = state.weight < n ? state.weight : -1;
    const key = shareKeys[state.share], colours = (i) => (i === chosen ? theme.ink : faint(i));
    const rows = methods().map((method) => ({ values: (i) => method[key][state.frame * n + i], colours }));
    charts.bars(byId("shares"), rows, n, highestShare[state.share], chosen);
  }

  // [["low", of each weight's feature], ["high", ...], ...], if features were scaled; a feature's belong to the first
  // layer.
  const scales = Object.entries(data.scales).map(([name, values]) => [name,
    ...data.names.map((_, place) => (place < first.b ? values[place % first.columns] : ""))]);

  // A number to its last bit; one of 32 bits has no more than nine digits.
  const exact = (method, place, frame) => {
    const value = weightOf(method, place, frame);
    return method.thetas instanceof Float32Array ? Number(value.toPrecision(9)) : value;
  };

  function save(name, rows) {
    const field = (one) => (/[",\n]/.test(one) ? `"${String(one).replaceAll('"', '""')}"` : one);
    const content = rows.map((row) => row.map(field).join(",")).join("\n");
    const href = URL.createObjectURL(new Blob([`${content}\n`], { type: "text/csv" }));
    make("a", { href, download: `${methods().map(({ slug }) => slug).join("+")}${name}.csv` }).click();
    URL.revokeObjectURL(href);
  }

  function saveMoment() {
    const shown = methods(), columns = shown.length > 1 ? shown.map(({ title }) => title) : ["value"];
    const rows = data.names.map((name, place) => [name, ...shown.map((method) => exact(method, place, state.frame)),
      ...scales.map((values) => values[place + 1])]);
    save(`-${data.iterations[state.frame]}`, [["weight", ...columns, ...scales.map(([name]) => name)], ...rows]);
  }

  function saveAll() {
    const shown = methods(), of = (method) => (shown.length > 1 ? `${method.title}: ` : "");
    const each = (one) => shown.flatMap((method) => data.names.map((name, place) => one(method, name, place)));
    const head = ["iteration", ...each((method, name) => of(method) + name)];
    const at = (frame) => each((method, _, place) => exact(method, place, frame));
    const rows = Array.from(data.iterations, (iteration, frame) => [iteration, ...at(frame)]);
    const scaled = scales.map(([name, ...values]) => [name, ...each((_method, _name, place) => values[place])]);
    save("", [head, ...scaled, ...rows]);
  }

  return { lines, faint, layOut, show, showShares, pressed, saveMoment, saveAll, matrixCells: () => matrixCells };
})();
