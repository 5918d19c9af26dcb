// One step of backpropagation, statement by statement: lays out and lights what Python computed, and computes nothing.

const data = read("data");
const last = data.moments.length; // moment 0 is before the first statement, moment n after the n-th
const state = { moment: 0, sample: 0, table: 0, entry: 0, predict: false, answered: new Set(), verdict: null };
const byId = (identity) => document.getElementById(identity);
const onBack = ["dZ", "dA", "dW", "db"];

// ---- what is known at a moment

const now = () => data.moments[state.moment - 1];
const isHidden = () => state.predict && now() && now().made.length > 0 && !state.answered.has(state.moment);
const isBlame = (table) => Boolean(table.place) && onBack.includes(table.place[0]);
const nameOf = (place) => `${place[0]}_${place[1]}`;

// {"dZ_1": the table made last, ...}; what the reader is to predict is there without its numbers.
function known() {
  const found = new Map(data.start.map((table) => [nameOf(table.place), table]));
  data.moments.slice(0, state.moment).forEach((moment, n) => {
    const hidden = isHidden() && n === state.moment - 1;
    for (const table of moment.made) if (table.place) found.set(nameOf(table.place), hidden ? covered(table) : table);
  });
  if (state.moment === last) {
    for (const table of data.end) found.set(nameOf(table.place), isHidden() ? covered(table) : table);
  }
  return found;
}

const covered = (table) => ({ ...table, texts: table.texts.map(() => "?"), slopes: undefined });

function indexOf(flat, shape) {
  const index = shape.map(() => 0);
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    index[axis] = flat % shape[axis];
    flat = Math.floor(flat / shape[axis]);
  }
  return index;
}

const flatOf = (index, shape) => index.reduce((flat, i, axis) => flat * shape[axis] + i, 0);
const isSamples = (table) => table.place && ["Z", "A", "dZ", "dA"].includes(table.place[0]);

// dZ[2, 0]; an entry of a vector as long as theta has its parameter's name as well.
function entryName(table, flat) {
  const shape = table.values.shape;
  return shape.length ? `${table.name}[${indexOf(flat, shape).join(", ")}]` : table.name;
}

const parameterOf = (table, flat) =>
  table.values.shape.length === 1 && table.values.length === data.parameters.length ? data.parameters[flat] : null;

const chosen = () => (now() && now().made.length ? now().made[state.table] : null);
const chosenSum = () => chosen()?.sums[state.entry];

// The cells that take part in the chosen entry: Set of "part flat", and of "letter layer index" for the graph.
function taking() {
  const cells = new Set(), places = new Set();
  if (!chosen()) return { cells, places };
  const light = (table, flat, turned) => {
    if (!table.place) return;
    const index = indexOf(flat, table.values.shape);
    places.add(`${nameOf(table.place)} ${turned ? index.reverse() : index}`);
  };
  for (const [part, flat] of chosenSum()?.cells ?? []) {
    cells.add(`${part} ${flat}`);
    light(now().parts[part], flat, now().parts[part].turned);
  }
  light(chosen(), state.entry, false);
  return { cells, places };
}

// ---- going from moment to moment

function go(moment) {
  state.moment = Math.max(0, Math.min(last, moment));
  state.table = 0;
  state.verdict = null;
  const table = chosen();
  state.entry = table && isSamples(table) ? Math.min(state.sample, table.values.length - 1) : 0;
  if (location.hash !== `#${state.moment}`) history.replaceState(null, "", `#${state.moment}`);
  show();
}

function choose(table, entry) {
  state.table = table;
  state.entry = entry;
  if (isSamples(chosen())) {
    state.sample = entry % chosen().values.shape[1];
    byId("sample").value = state.sample;
  }
  state.verdict = null;
  show();
  byId("now").querySelector('[aria-pressed="true"]')?.focus({ preventScroll: true });
}

function chooseSample(sample) {
  state.sample = sample;
  const table = chosen();
  if (table && isSamples(table)) {
    const columns = table.values.shape[1];
    state.entry = state.entry - (state.entry % columns) + sample;
    state.verdict = null;
  }
  show();
}

function show() {
  const moment = now();
  byId("moment").value = state.moment;
  byId("moment").setAttribute("aria-valuetext", `statement ${state.moment} of ${last}`);
  byId("count").value = `${state.moment} / ${last}`;
  byId("back").disabled = state.moment === 0;
  byId("next").disabled = state.moment === last;
  byId("said").textContent = moment ? (isHidden() ? moment.asked : moment.said) : data.opening;
  showSource(moment);
  showNow(moment);
  showGraph();
  showArrays();
}

// ---- the source

function showSource(moment) {
  const place = moment ? moment.function : 0;
  document.querySelectorAll(".listing").forEach((listing, n) => {
    listing.hidden = n !== place;
    for (const line of listing.querySelectorAll("li")) {
      const isLit = moment && n === place && line.dataset.line >= moment.lines[0] && line.dataset.line <= moment.lines[1];
      line.classList.toggle("lit", Boolean(isLit));
      if (isLit && Number(line.dataset.line) === moment.lines[0]) {
        line.setAttribute("aria-current", "step");
        const list = line.parentElement;
        const above = line.offsetTop;
        if (above < list.scrollTop || above + line.offsetHeight > list.scrollTop + list.clientHeight) {
          list.scrollTop = above - list.clientHeight / 2;
        }
      } else line.removeAttribute("aria-current");
    }
  });
}

// ---- this statement: the sum behind the chosen entry, its parts and what it made

function showNow(moment) {
  byId("why").replaceChildren(...(chosen() ? [isHidden() ? asking() : sumBox()] : []));
  const room = byId("now");
  if (!moment) return room.replaceChildren();
  const lit = taking().cells;
  const tables = [];
  const vectors = [...moment.parts, ...moment.made].filter((one) => one.values.shape.length === 1);
  const numbers = moment.parts.filter((one) => one.values.shape.length === 0);
  if (numbers.length) tables.push(make("ul", { class: "numbers" }, ...numbers.map((one) => singleNumber(moment, one, lit))));
  if (vectors.length) tables.push(vectorTable(moment, lit));
  moment.parts.forEach((part, n) => {
    if (part.values.shape.length > 1) tables.push(scrolling(matrix(part, { lit: (flat) => lit.has(`${n} ${flat}`) }), part.name));
  });
  const made = moment.made.filter((one) => one.values.shape.length > 1);
  if (tables.length && made.length) tables.push(make("span", { class: "arrow", "aria-hidden": "true" }));
  moment.made.forEach((table, n) => {
    if (table.values.shape.length === 0) tables.push(madeNumber(table, n));
    if (table.values.shape.length < 2) return;
    const shown = isHidden() ? covered(table) : table;
    tables.push(scrolling(matrix(shown, { made: n, lit: (flat) => n === state.table && flat === state.entry }), table.name));
    if (shown.slopes) tables.push(scrolling(measuredMatrix(table, n), "measured"));
  });
  room.replaceChildren(
    make("h2", {}, make("code", {}, moment.source)),
    ...(moment.named.length ? [make("p", { class: "named" }, moment.named.join(", "))] : []),
    make("div", { class: "tables" }, ...tables),
  );
}

// What may be broader than a phone scrolls by itself.
const scrolling = (table, label) => make("div", { class: "wide", role: "group", tabindex: "0", "aria-label": label }, table);

const cellButton = (text, table, flat) =>
  make("button", { type: "button", "aria-pressed": String(table === state.table && flat === state.entry),
    "aria-label": `${entryName(now().made[table], flat)} is ${text}`, "data-table": table, "data-entry": flat }, text);

function caption(table, words) {
  const place = table.place && nameOf(table.place) !== table.name ? `, ${nameOf(table.place)}${table.turned ? " turned" : ""}` : "";
  return make("caption", { class: isBlame(table) ? "blame" : null },
    make("strong", {}, words ?? table.name), ` (${table.values.shape.join(", ")})${place}`);
}

// An array of rows and columns; { made: which of the made tables, lit: flat -> is it lit }
function matrix(table, { made, lit = () => false }) {
  const [rows, columns] = table.values.shape;
  const head = make("tr", {}, make("th"), ...Array.from({ length: columns }, (_, j) => make("th", { scope: "col" }, String(j))));
  const body = Array.from({ length: rows }, (_, i) => make("tr", {}, make("th", { scope: "row" }, String(i)),
    ...Array.from({ length: columns }, (_, j) => {
      const flat = i * columns + j;
      const text = table.texts[flat];
      return make("td", { class: lit(flat) ? "lit" : null }, made === undefined ? text : cellButton(text, made, flat));
    })));
  const attributes = { class: made === undefined ? "" : "made", "data-name": table.name };
  return make("table", attributes, caption(table), make("thead", {}, head), make("tbody", {}, ...body));
}

function measuredMatrix(table, n) {
  const values = Object.assign([], { shape: table.slopes_shape });
  const drawn = matrix({ name: "measured", values, texts: table.slopes },
    { lit: (flat) => n === state.table && flat === state.entry });
  drawn.classList.add("measured");
  const of = nameOf([table.place[0].slice(1), table.place[1]]);
  drawn.caption.replaceChildren(make("strong", {}, "measured"), ` slopes of ${of}`);
  drawn.append(make("tfoot", {}, make("tr", {}, make("td", { colspan: values.shape[1] + 1, class: table.wrong ? "wrong" : "right" },
    `${table.wrong ? "✗" : "✓"} largest difference ${table.off}`))));
  return drawn;
}

// Vectors as long as theta stand side by side, one parameter a row.
function vectorTable(moment, lit) {
  const columns = [
    ...moment.parts.map((table, n) => ({ table, part: n })),
    ...moment.made.map((table, n) => ({ table: isHidden() ? covered(table) : table, made: n })),
  ].filter((column) => column.table.values.shape.length === 1);
  const rows = columns[0].table.texts.map((_, flat) => make("tr", {},
    make("th", { scope: "row" }, parameterOf(columns[0].table, flat) ?? String(flat)),
    ...columns.map(({ table, part, made }) => made === undefined
      ? make("td", { class: lit.has(`${part} ${flat}`) ? "lit" : null }, table.texts[flat])
      : make("td", { class: made === state.table && flat === state.entry ? "lit made" : "made" },
        cellButton(table.texts[flat], made, flat)))));
  const head = make("tr", {}, make("th"), ...columns.map(({ table, made }) =>
    make("th", { scope: "col", class: made === undefined ? null : "made" }, table.name)));
  const table = make("table", { class: "vectors" }, make("thead", {}, head), make("tbody", {}, ...rows));
  return scrolling(table, "Vectors as long as theta");
}

const singleNumber = (moment, part, lit) =>
  make("li", { class: lit.has(`${moment.parts.indexOf(part)} 0`) ? "lit" : null, "data-name": part.name },
    make("code", {}, part.name), " ", part.texts[0]);

const madeNumber = (table, n) => make("p", { class: "one made", "data-name": table.name },
  make("strong", {}, table.name), " = ", cellButton(isHidden() ? "?" : table.texts[0], n, 0));

// A sum is broken into lines between its terms only.
const unbroken = (text) => text.replaceAll(" * ", "\u00a0*\u00a0").replaceAll(", ", ",\u00a0");

function sumBox() {
  const table = chosen(), sum = chosenSum(), name = entryName(table, state.entry);
  const parameter = parameterOf(table, state.entry);
  const lines = [];
  if (sum) {
    lines.push(make("dt", {}, name), make("dd", {}, `= ${unbroken(sum.letters)}`));
    if (sum.figures !== table.texts[state.entry]) lines.push(make("dd", { class: "figures" }, `= ${unbroken(sum.figures)}`));
  } else lines.push(make("dt", {}, name));
  const full = String(table.values[state.entry]);
  lines.push(make("dd", { class: "result" }, `= ${table.texts[state.entry]}`,
    full === table.texts[state.entry] ? null : make("small", {}, ` in full ${full}`)));
  if (table.slopes) {
    const words = `measured: ${table.slopes[state.entry]}, by moving ${nameOf([table.place[0].slice(1), table.place[1]])}` +
      `[${indexOf(state.entry, table.values.shape).join(", ")}] alone and running the rest forward`;
    lines.push(make("dd", { class: table.wrong ? "wrong" : "right" }, words));
  }
  const notes = [...(parameter ? [`this entry belongs to ${parameter}`] : []), ...(sum?.notes ?? [])];
  return make("div", { class: `sum ${isBlame(table) ? "blame" : ""}`, id: "sum" },
    ...(state.verdict ? [make("p", { class: `verdict ${state.verdict.kind}`, role: "alert" }, state.verdict.words)] : []),
    make("dl", {}, ...lines), ...notes.map((note) => make("p", { class: "note" }, note)),
    ...(state.moment === last ? [make("p", { class: "ending" }, data.ending)] : []));
}

// ---- predict first

function asking() {
  const table = chosen(), sum = chosenSum(), name = entryName(table, state.entry);
  const input = make("input", { id: "answer", inputmode: "text", autocomplete: "off", size: "8", "aria-describedby": "hint" });
  const form = make("form", { class: `sum ${isBlame(table) ? "blame" : ""}`, id: "asking" },
    make("p", { id: "hint" }, sum ? `${name} = ${unbroken(sum.letters)}` : `What is ${name}?`),
    make("div", { class: "controls" }, make("label", {}, `Your number for ${name} `, input), make("button", {}, "Check")),
    ...(state.verdict ? [make("p", { class: "verdict", role: "alert" }, state.verdict.words)] : []));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    answer(input.value.trim().replace(",", ".").replace("−", "-"));
  });
  return form;
}

function answer(typed) {
  const table = chosen(), name = entryName(table, state.entry);
  const number = typed === "" ? NaN : Number(typed);
  if (Number.isNaN(number)) {
    state.verdict = { words: "That is not a number. Type one like -0.014." };
    show();
    return byId("answer").focus();
  }
  const isRight = Math.abs(number - table.values[state.entry]) <= (chosenSum()?.tolerance ?? 0.0005);
  state.answered.add(state.moment);
  state.verdict = { kind: isRight ? "right" : "wrong", words: isRight ? `✓ Right: ${name} is ${table.texts[state.entry]}.`
    : `✗ Not ${typed}: ${name} is ${table.texts[state.entry]}.` };
  show();
}

// ---- all arrays so far

function showArrays() {
  const lit = taking().places;
  const tables = [...known().values()].map((table) => {
    const name = nameOf(table.place);
    const letters = { A_0: "X = A_0", Y_0: "Y" }[name] ?? name;
    const drawn = matrix(table, { lit: (flat) => lit.has(`${name} ${indexOf(flat, table.values.shape)}`) });
    drawn.caption.firstChild.textContent = letters;
    drawn.caption.lastChild.textContent = ` (${table.values.shape.join(", ")})`;
    drawn.dataset.name = letters;
    return scrolling(drawn, letters);
  });
  byId("arrays").replaceChildren(...tables);
}

// ---- the network as a graph

function showGraph() {
  const room = byId("graph"), layers = data.nodes.length, most = Math.max(...data.nodes);
  const width = Math.max(room.clientWidth, 105 * layers), step = most > 4 ? 78 : 92, height = most * step + 62;
  const x = (layer) => 44 + (layer * (width - 96)) / (layers - 1);
  const y = (layer, i) => 52 + (most * step) / 2 + (i - (data.nodes[layer] - 1) / 2) * step - 8;
  const found = known(), lit = taking().places;
  const text = (name, index) => {
    const table = found.get(name);
    return table ? table.texts[flatOf(index, table.values.shape)] : null;
  };
  const isLit = (name, index) => lit.has(`${name} ${index}`);
  const isNodeLit = (name, i) => [...lit].some((one) => one.startsWith(`${name} ${i},`));
  const lines = [], labels = [], nodes = [], taken = [];

  for (let layer = 1; layer < layers; layer++) {
    const table = found.get(`W_${layer}`), crowded = data.nodes[layer] * data.nodes[layer - 1] > 12;
    const largest = Math.max(...data.start.filter((one) => one.place[0] === "W").map((one) => Math.max(...one.values.map(Math.abs))));
    for (let i = 0; i < data.nodes[layer]; i++) {
      for (let j = 0; j < data.nodes[layer - 1]; j++) {
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
    labels.push(draw("text", { x: x(layer), y: 16, class: "head" }, layer === 0 ? "X = A_0" : found.has(ahead) ? ahead : `layer ${layer}`));
    if (found.has(back)) labels.push(draw("text", { x: x(layer), y: 33, class: "head blame" }, back));
    for (let i = 0; i < data.nodes[layer]; i++) {
      const index = [i, state.sample], value = text(ahead, index), slope = text(back, index);
      const forward = [`A_${layer}`, `Z_${layer}`].some((name) => isNodeLit(name, i));
      const blame = [`dA_${layer}`, `dZ_${layer}`].some((name) => isNodeLit(name, i));
      const bias = text(`b_${layer}`, [i, 0]), slopeOfBias = text(`db_${layer}`, [i, 0]);
      nodes.push(draw("g", { transform: `translate(${x(layer)} ${y(layer, i)})`,
        class: `node ${forward ? "lit" : ""} ${blame ? "blame" : ""}` },
        draw("title", {}, `${ahead}[${index.join(", ")}]`),
        draw("circle", { r: 27 }),
        value === null ? null : draw("text", { y: slope === null ? 5 : -3, "data-name": `${ahead}[${index}]` }, value),
        slope === null ? null : draw("text", { y: 13, class: "blame", "data-name": `${back}[${index}]` }, slope),
        bias === null ? null : draw("text", { y: 41, class: isLit(`b_${layer}`, [i, 0]) ? "bias lit" : "bias" }, `b ${bias}`,
          slopeOfBias === null ? null : draw("tspan", { class: isLit(`db_${layer}`, [i, 0]) ? "blame lit" : "blame" }, `  ${slopeOfBias}`))));
    }
  }
  const target = data.start.find((table) => table.place[0] === "Y").texts[state.sample];
  labels.push(draw("text", { x: x(layers - 1), y: y(layers - 1, 0) - 35, class: "target" }, `label ${target}`));
  room.replaceChildren(draw("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "img",
    "aria-label": `The network with the numbers of sample ${state.sample}` }, ...lines, ...nodes, ...labels));
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

// ---- keys, buttons, slider, touch, the address

byId("back").addEventListener("click", () => go(state.moment - 1));
byId("next").addEventListener("click", () => go(state.moment + 1));
byId("moment").addEventListener("input", (event) => go(Number(event.target.value)));
byId("sample").addEventListener("change", (event) => chooseSample(Number(event.target.value)));
byId("predict").addEventListener("change", (event) => {
  state.predict = event.target.checked;
  state.answered.clear();
  state.verdict = null;
  show();
});
byId("now").addEventListener("click", (event) => {
  const cell = event.target.closest("[data-entry]");
  if (cell) choose(Number(cell.dataset.table), Number(cell.dataset.entry));
});
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.target.matches("input, select")) return;
  if (event.key === "ArrowRight") go(state.moment + 1);
  else if (event.key === "ArrowLeft") go(state.moment - 1);
  else return;
  event.preventDefault();
});
const fromAddress = () => go(Number.parseInt(location.hash.slice(1), 10) || 0);
window.addEventListener("hashchange", fromAddress);
window.addEventListener("resize", showGraph);
fromAddress();
