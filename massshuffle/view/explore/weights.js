// The weights of one moment: a row of buttons or a matrix for each layer, bars for their shares, and all as a file.

const shallow = data.layers.length === 1 && first.columns <= 100; // then each weight is a button with its number
const layerOf = (place) => data.layers.findLastIndex((layer) => place >= layer.W);
const largest = data.layers.map(({ W, b, rows }) => Math.max(...data.methods.map(({ thetas }) =>
  most(thetas.filter((_, i) => i % P >= W && i % P < b + rows).map(Math.abs), 1e-300))));
const shareKeys = { bare: "shares", spread: "spread_shares" };
const highestShare = Object.fromEntries(Object.entries(shareKeys).map(([share, key]) =>
  [share, 1.05 * Math.max(...data.methods.map((method) => most(method[key] ?? [], 0)))]));

// W[0] and W[1] of the notebook's network have colours of their own; other weights have the names of their features.
const faint = (i) => (data.names[0] === "W[0]" && [theme.w0, theme.w1][i]) || theme.soft;

function weightLines() {
  const layer = data.layers[layerOf(state.weight)], paler = layer.rows * layer.columns > 40 ? "70" : "";
  const places = Array.from({ length: layer.b + layer.rows - layer.W }, (_, i) => layer.W + i);
  const curves = (places, look, dash) => shownMethods().flatMap((method, second) => places.map((place) =>
    ({ at: (i) => weightOf(method, place, i), dash: second ? dash : undefined, key: place,
      name: second ? undefined : data.names[place], ...look(place) })));
  const thin = (place) => ({ colour: faint(place - layer.W) + paler, width: 1.1 });
  return [...curves(places.filter((place) => place !== state.weight), thin, [5, 4]),
    ...curves([state.weight], () => ({ colour: theme.ink, width: 3 }), [7, 5])];
}

let cells = [], nRows = 0;
// Buttons stay what they are as long as there are as many rows, so that a button keeps the focus.
function layOutWeights() {
  byId("matrices").hidden = shallow;
  if (!shallow || nRows === shownMethods().length) return;
  cells = [];
  nRows = shownMethods().length;
  const isPicture = data.picture && data.picture[0] * data.picture[1] === first.columns;
  const rows = shownMethods().map((_, second) => {
    const buttons = data.names.map((name, place) => {
      const number = make("span"), attributes = { type: "button", "data-weight": data.slugs[place], title: name };
      const button = make("button", attributes, make("small", {}, name), number);
      button.addEventListener("click", () => choose({ weight: place }));
      cells.push({ button, number, place, second, digits: isPicture ? 2 : 3 });
      return button;
    });
    const row = make("div", { class: isPicture ? "row picture" : "row" }, ...buttons);
    if (isPicture) row.style.setProperty("--columns", data.picture[1]);
    return make("div", {}, make("p"), row);
  });
  byId("weights").replaceChildren(...rows);
}

function showWeights() {
  const methods = shownMethods();
  if (shallow) [...byId("weights").children].forEach(({ firstChild }, second) => {
    firstChild.textContent = methods.length > 1 ? methods[second].title : "";
  });
  for (const { button, number, place, second, digits } of cells) {
    const value = weightOf(methods[second], place), mix = mixed(value / largest[0]);
    number.textContent = text(value, digits);
    button.style.background = `rgb(${mix})`;
    button.style.color = onto(mix);
    button.setAttribute("aria-pressed", place === state.weight);
  }
  if (!shallow) showMatrices();
  byId("weight").value = state.weight;
  byId("value").textContent = methods.map((method) => text(weightOf(method, state.weight), 6)).join(" · ");
}

// ---- matrices

// Where each weight's cell stands: [{ place, x, y, w, h }]. A node that looks at pictures is a picture itself.
let matrixCells = [], matrixNames = [];
function layOutMatrices() {
  if (shallow) return;
  const width = byId("matrices").clientWidth, pixel = width > 700 ? 16 : 10;
  [matrixCells, matrixNames] = [[], []];
  let top = 0;
  for (const method of shownMethods()) {
    data.layers.forEach((layer, l) => {
      const of = state.second === null ? "" : `${method.title}: `;
      matrixNames.push([`${of}W_${l + 1}, ${layer.rows} × ${layer.columns}, and b_${l + 1}`, top + 10]);
      top += 20;
      const picture = l === 0 && data.picture, [high, broad] = picture || [1, layer.columns]; // cells of a node
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
      top += Math.ceil(layer.rows / beside) * (high * h + gap) + 8;
    });
  }
  byId("matrices").style.height = `${top}px`;
}

function showMatrices() {
  const { pen } = penOf(byId("matrices"));
  Object.assign(pen, { fillStyle: theme.soft, textBaseline: "middle", textAlign: "left" });
  for (const [name, y] of matrixNames) pen.fillText(name, 0, y);
  for (const { method, l, place, x, y, w, h } of matrixCells) {
    const value = weightOf(method, place), mix = mixed(value / largest[l]);
    pen.fillStyle = `rgb(${mix})`;
    pen.fillRect(x, y, w, h);
    if (w > 8) Object.assign(pen, { strokeStyle: theme.line, lineWidth: 1 }).strokeRect(x + 0.5, y + 0.5, w - 1, h - 1);
    if (w < 28) continue; // no room for a number
    Object.assign(pen, { fillStyle: onto(mix), textAlign: "center", font: SMALL_FONT });
    pen.fillText(text(value, 1), x + w / 2, y + h / 2);
  }
  Object.assign(pen, { strokeStyle: theme.ink, lineWidth: 2 });
  for (const { place, x, y, w, h } of matrixCells) if (place === state.weight) pen.strokeRect(x, y, w, h);
}

on("matrices", "click", ({ offsetX, offsetY }) => {
  const isThere = ({ x, y, w, h }) => offsetX >= x && offsetX < x + w && offsetY >= y && offsetY < y + h;
  const found = matrixCells.find(isThere);
  if (found) choose({ weight: found.place });
});

// ---- shares, and files

function showShares() {
  const n = first.rows * first.columns, chosen = state.weight < n ? state.weight : -1;
  const key = shareKeys[state.share], colours = (i) => (i === chosen ? theme.ink : faint(i));
  const rows = shownMethods().map((method) => ({ values: (i) => method[key][state.frame * n + i], colours }));
  bars(byId("shares"), rows, n, highestShare[state.share], chosen);
}

function save(name, rows) {
  const field = (one) => (/[",\n]/.test(one) ? `"${String(one).replaceAll('"', '""')}"` : one);
  const content = rows.map((row) => row.map(field).join(",")).join("\n");
  const href = URL.createObjectURL(new Blob([`${content}\n`], { type: "text/csv" }));
  make("a", { href, download: name }).click();
  URL.revokeObjectURL(href);
}

// [["low", of each weight's feature], ["high", ...], ...], if features were scaled; a feature's belong to the first layer.
const scales = Object.entries(data.scales).map(([name, values]) => [name,
  ...data.names.map((_, place) => (place < first.b ? values[place % first.columns] : ""))]);

on("csv-moment", "click", () => {
  const [method] = shownMethods(), head = ["weight", "value", ...scales.map(([name]) => name)];
  const rows = data.names.map((name, place) =>
    [name, weightOf(method, place), ...scales.map((values) => values[place + 1])]);
  save(`${method.slug}-${data.iterations[state.frame]}.csv`, [head, ...rows]);
});
on("csv-all", "click", () => {
  const [method] = shownMethods();
  const at = (frame) => data.names.map((_, place) => weightOf(method, place, frame));
  const rows = Array.from(data.iterations, (i, frame) => [i, ...at(frame)]);
  save(`${method.slug}.csv`, [["iteration", ...data.names], ...scales, ...rows]);
});
