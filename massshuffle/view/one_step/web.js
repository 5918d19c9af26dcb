// One step of backpropagation, statement by statement: lays out and lights what Python computed, and computes nothing.

const data = read("data");
const last = data.moments.length; // moment 0 is before the first statement, moment n after the n-th
const state = { moment: 0, sample: 0, table: 0, entry: 0, predict: false, answered: new Set(), verdict: null };
const byId = (identity) => document.getElementById(identity);
const onBack = ["dZ", "dA", "dW", "db"];

// ---- what is known at a moment

const now = () => data.moments[state.moment - 1];
const isHidden = () => state.predict && now() && now().made.length > 0 && !state.answered.has(state.moment);
const slopeOf = (table) => nameOf([table.place[0].slice(1), table.place[1]]); // dZ_2 is for Z_2
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

function covered(table) {
  const values = Object.assign(new Float64Array(table.values.length), { shape: table.values.shape });
  return { ...table, values, texts: table.texts.map(() => "?"), slopes: undefined };
}

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
  showNetwork();
  showArrays();
}

function showNetwork() {
  const room = byId("graph");
  room.replaceChildren(network(room.clientWidth, data.nodes, known(), taking().places, state.sample));
}

// ---- the source

function showSource(moment) {
  const place = moment ? moment.function : 0;
  document.querySelectorAll(".listing").forEach((listing, n) => {
    listing.hidden = n !== place;
    for (const line of listing.querySelectorAll("li")) {
      const number = Number(line.dataset.line);
      const isLit = Boolean(moment) && n === place && number >= moment.lines[0] && number <= moment.lines[1];
      line.classList.toggle("lit", isLit);
      if (isLit && number === moment.lines[0]) {
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
  if (numbers.length) {
    tables.push(make("ul", { class: "numbers" }, ...numbers.map((one) => singleNumber(moment, one, lit))));
  }
  if (vectors.length) tables.push(vectorTable(moment, lit));
  moment.parts.forEach((part, n) => {
    if (part.values.shape.length > 1) tables.push(scrolling(matrix(part, { lit: (flat) => lit.has(`${n} ${flat}`) })));
  });
  const made = moment.made.filter((one) => one.values.shape.length > 1);
  if (tables.length && made.length) tables.push(make("span", { class: "arrow", "aria-hidden": "true" }));
  moment.made.forEach((table, n) => {
    if (table.values.shape.length === 0) tables.push(madeNumber(table, n));
    if (table.values.shape.length < 2) return;
    const shown = isHidden() ? covered(table) : table;
    tables.push(scrolling(matrix(shown, { made: n, lit: (flat) => n === state.table && flat === state.entry })));
    if (shown.slopes) tables.push(scrolling(measuredMatrix(table, n)));
  });
  room.replaceChildren(
    make("h2", {}, make("code", {}, moment.source)),
    ...(moment.named.length ? [make("p", { class: "named" }, moment.named.join(", "))] : []),
    make("div", { class: "tables" }, ...tables),
  );
}

// What may be broader than a phone scrolls by itself.
const scrolling = (table) => make("div", { class: "wide" }, table);

const cellButton = (text, table, flat) =>
  make("button", { type: "button", "aria-pressed": String(table === state.table && flat === state.entry),
    "aria-label": `${entryName(now().made[table], flat)} is ${text}`, "data-table": table, "data-entry": flat }, text);

function caption(table, words) {
  const isElse = table.place && nameOf(table.place) !== table.name;
  const place = isElse ? `, ${nameOf(table.place)}${table.turned ? " turned" : ""}` : "";
  return make("caption", { class: isBlame(table) ? "blame" : null },
    make("strong", {}, words ?? table.name), ` (${table.values.shape.join(", ")})${place}`);
}

// An array of rows and columns; { made: which of the made tables, lit: flat -> is it lit }
function matrix(table, { made, lit = () => false }) {
  const [rows, columns] = table.values.shape;
  const upTo = (n) => Array.from({ length: n }, (_, i) => i);
  const head = make("tr", {}, make("th"), ...upTo(columns).map((j) => make("th", { scope: "col" }, String(j))));
  const body = upTo(rows).map((i) => make("tr", {}, make("th", { scope: "row" }, String(i)),
    ...upTo(columns).map((j) => {
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
  const of = slopeOf(table);
  drawn.caption.replaceChildren(make("strong", {}, "measured"), ` slopes of ${of}`);
  const verdict = { colspan: values.shape[1] + 1, class: table.wrong ? "wrong" : "right" };
  const words = `${table.wrong ? "✗" : "✓"} largest difference ${table.off}`;
  drawn.append(make("tfoot", {}, make("tr", {}, make("td", verdict, words))));
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
  return scrolling(table);
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
    if (sum.figures !== table.texts[state.entry]) lines.push(make("dd", {}, `= ${unbroken(sum.figures)}`));
  } else lines.push(make("dt", {}, name));
  const full = String(table.values[state.entry]);
  lines.push(make("dd", { class: "result" }, `= ${table.texts[state.entry]}`,
    full === table.texts[state.entry] ? null : make("small", {}, ` in full ${full}`)));
  if (table.slopes) {
    const moved = `${slopeOf(table)}[${indexOf(state.entry, table.values.shape).join(", ")}]`;
    const words = `measured: ${table.slopes[state.entry]}, by moving ${moved} alone and running the rest forward`;
    lines.push(make("dd", { class: table.wrong ? "wrong" : "right" }, words));
  }
  const notes = [...(parameter ? [`this entry belongs to ${parameter}`] : []), ...(sum?.notes ?? [])];
  return make("div", { class: `sum ${isBlame(table) ? "blame" : ""}`, id: "sum" },
    verdict(),
    make("dl", {}, ...lines), ...notes.map((note) => make("p", { class: "note" }, note)),
    ...(state.moment === last ? [make("p", { class: "ending" }, data.ending)] : []));
}

// ---- predict first

const verdict = () =>
  state.verdict && make("p", { class: `verdict ${state.verdict.kind ?? ""}`, role: "alert" }, state.verdict.words);

function asking() {
  const table = chosen(), sum = chosenSum(), name = entryName(table, state.entry);
  const input = make("input", { id: "answer", autocomplete: "off", size: "8", "aria-describedby": "hint" });
  const form = make("form", { class: `sum ${isBlame(table) ? "blame" : ""}`, id: "asking" },
    make("p", { id: "hint" }, sum ? `${name} = ${unbroken(sum.letters)}` : `What is ${name}?`),
    make("div", { class: "controls" },
      make("label", {}, `Your number for ${name} `, input), make("button", {}, "Check")),
    verdict());
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
  const itIs = `${name} is ${table.texts[state.entry]}.`;
  const words = isRight ? `✓ Right: ${itIs}` : `✗ Not ${typed}: ${itIs}`;
  state.verdict = { kind: isRight ? "right" : "wrong", words };
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
    return scrolling(drawn);
  });
  byId("arrays").replaceChildren(...tables);
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
window.addEventListener("resize", showNetwork);
fromAddress();
