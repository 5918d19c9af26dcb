// One step of backpropagation, statement by statement: what is known at a moment, and how to go to another.
// The scripts of this page lay out and light what Python computed, and compute nothing.

const data = read("data");
const last = data.statements.length; // moment 0 is before the first statement, moment n after the n-th
const state = { moment: 0, sample: 0, table: 0, entry: 0, predict: false, answered: new Set(), verdict: null };

// ---- what is known at a moment

const now = () => data.statements[state.moment - 1];
const isHidden = () => state.predict && now()?.made.length > 0 && !state.answered.has(state.moment);
const slopeOf = (table) => nameOf([table.place[0].slice(1), table.place[1]]); // dZ_2 is for Z_2
const isBlame = (table) => Boolean(table.place) && ["dZ", "dA", "dW", "db"].includes(table.place[0]);
const nameOf = (place) => `${place[0]}_${place[1]}`;

// {"dZ_1": the table made last, ...}; what the reader is to predict is there without its numbers.
function known() {
  const before = data.statements.slice(0, Math.max(state.moment - 1, 0)).flatMap((moment) => moment.made);
  const latest = [...(now()?.made ?? []), ...(state.moment === last ? data.end : [])];
  const tables = [...data.start, ...before, ...latest.map(asShown)].filter((table) => table.place);
  return new Map(tables.map((table) => [nameOf(table.place), table]));
}

function covered(table) {
  const values = Object.assign(new Float64Array(table.values.length), { shape: table.values.shape });
  return { ...table, values, texts: table.texts.map(() => "?"), slopes: undefined };
}
const asShown = (table) => (isHidden() ? covered(table) : table);

const isSamples = (table) => table.place && ["Z", "A", "dZ", "dA"].includes(table.place[0]);

// dZ[2, 0]; an entry of a vector as long as theta has its parameter's name as well.
function entryName(table, flat) {
  const shape = table.values.shape;
  return shape.length ? `${table.name}[${indexOf(flat, shape).join(", ")}]` : table.name;
}

const parameterOf = (table, flat) =>
  table.values.shape.length === 1 && table.values.length === data.parameters.length ? data.parameters[flat] : null;

const chosen = () => now()?.made[state.table] ?? null;
const isChosen = (table, flat) => table === state.table && flat === state.entry;
const chosenSum = () => chosen()?.sums[state.entry];

// The cells that take part in the chosen entry: Set of "part flat", and of "letter layer index" for the graph.
function taking() {
  const cells = new Set(), places = new Set();
  const light = (table, flat, turned) => {
    if (!table.place) return;
    const index = indexOf(flat, table.values.shape);
    places.add(`${nameOf(table.place)} ${turned ? index.reverse() : index}`);
  };
  for (const [part, flat] of chosenSum()?.cells ?? []) {
    cells.add(`${part} ${flat}`);
    light(now().parts[part], flat, now().parts[part].turned);
  }
  if (chosen()) light(chosen(), state.entry, false);
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
  Object.assign(state, { table, entry, verdict: null });
  if (isSamples(chosen())) byId("sample").value = state.sample = entry % chosen().values.shape[1];
  show();
  byId("now").querySelector('[aria-pressed="true"]')?.focus({ preventScroll: true });
}

function chooseSample(sample) {
  state.sample = sample;
  if (chosen() && isSamples(chosen())) {
    state.entry += sample - (state.entry % chosen().values.shape[1]);
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
  document.querySelectorAll(".listing").forEach((listing, n) => {
    listing.hidden = n !== (moment?.function ?? 0);
    const [first, end] = moment && !listing.hidden ? moment.lines : [Infinity, 0];
    for (const line of listing.querySelectorAll("li")) {
      const number = Number(line.dataset.line);
      line.classList.toggle("lit", first <= number && number <= end);
      line.removeAttribute("aria-current");
      if (number === first) bringUp(line);
    }
  });
}

function bringUp(line) {
  line.setAttribute("aria-current", "step");
  const list = line.parentElement, above = line.offsetTop;
  const isSeen = above >= list.scrollTop && above + line.offsetHeight <= list.scrollTop + list.clientHeight;
  if (!isSeen) list.scrollTop = above - list.clientHeight / 2;
}

// ---- this statement: the sum behind the chosen entry, its parts and what it made

function showNow(moment) {
  byId("why").replaceChildren(...(chosen() ? [isHidden() ? asking() : sumBox()] : []));
  if (!moment) return byId("now").replaceChildren();
  const { parts, made } = moment, lit = taking().cells;
  const isNumber = (table) => table.values.shape.length === 0, isBroad = (table) => table.values.shape.length > 1;
  const tables = [];
  if (parts.some(isNumber)) {
    const numbers = parts.filter(isNumber).map((part) => singleNumber(part, lit.has(`${parts.indexOf(part)} 0`)));
    tables.push(make("ul", { class: "numbers" }, ...numbers));
  }
  if ([...parts, ...made].some((table) => table.values.shape.length === 1)) tables.push(vectorTable(moment, lit));
  parts.forEach((part, n) => {
    if (isBroad(part)) tables.push(scrolling(matrix(part, { lit: (flat) => lit.has(`${n} ${flat}`) })));
  });
  if (tables.length && made.some(isBroad)) tables.push(make("span", { class: "arrow", "aria-hidden": "true" }));
  made.forEach((table, n) => {
    if (isNumber(table)) tables.push(madeNumber(table, n));
    if (!isBroad(table)) return;
    tables.push(scrolling(matrix(asShown(table), { made: n, lit: (flat) => isChosen(n, flat) })));
    if (asShown(table).slopes) tables.push(scrolling(measuredMatrix(table, n)));
  });
  byId("now").replaceChildren(
    make("h2", {}, make("code", {}, moment.source)),
    ...(moment.named.length ? [make("p", { class: "named" }, moment.named.join(", "))] : []),
    make("div", { class: "tables" }, ...tables),
  );
}

// ---- all arrays so far

function showArrays() {
  const lit = taking().places;
  const tables = [...known()].map(([name, table]) => {
    const letters = { A_0: "X = A_0", Y_0: "Y" }[name] ?? name;
    const isLit = (flat) => lit.has(`${name} ${indexOf(flat, table.values.shape)}`);
    const drawn = matrix({ ...table, name: letters }, { lit: isLit });
    drawn.caption.lastChild.textContent = ` (${table.values.shape.join(", ")})`;
    return scrolling(drawn);
  });
  byId("arrays").replaceChildren(...tables);
}

// ---- keys, buttons, slider, touch, the address

on("back", "click", () => go(state.moment - 1));
on("next", "click", () => go(state.moment + 1));
on("moment", "input", (event) => go(Number(event.target.value)));
on("sample", "change", (event) => chooseSample(Number(event.target.value)));
on("predict", "change", (event) => {
  Object.assign(state, { predict: event.target.checked, answered: new Set(), verdict: null });
  show();
});
on("now", "click", (event) => {
  const cell = event.target.closest("[data-entry]");
  if (cell) choose(Number(cell.dataset.table), Number(cell.dataset.entry));
});
onKeys("input, select", { ArrowRight: () => go(state.moment + 1), ArrowLeft: () => go(state.moment - 1) });
const fromAddress = () => go(Number.parseInt(location.hash.slice(1), 10) || 0);
window.addEventListener("hashchange", fromAddress);
window.addEventListener("resize", showNetwork);
fromAddress();
