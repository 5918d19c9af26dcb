// The page to play with: its curves and numbers, all of it at a moment, and what hands do.
// All that the scripts of this page show was computed in Python; here it is looked up, laid out and drawn.

function over(...keys) {
  const look = (i, second) => ({ colour: i ? theme.orange : theme.blue, width: 2, dash: second ? [7, 5] : undefined });
  const curve = (values, i, second) => ({ at: (frame) => values[frame], ...look(i, second) });
  return () => shownMethods().flatMap((method, second) =>
    keys.filter((key) => method[key]).map((key, i) => curve(method[key], i, second)));
}
const chart = (identity, lines, options) => timeChart(byId(identity), data.iterations, lines, options);
const charts = {
  curves: chart("curves", weightLines),
  cost: chart("cost", over("costs", "test_costs"), { low: 0 }),
  effective: chart("effective", over("effective")),
  moved: chart("moved", over("moved"), { low: 0, root: true }),
};
if (data.samples) charts.accuracy = chart("accuracy", over("train", "test"));
else byId("of-accuracy").remove();

// ---- the numbers of this moment

const READINGS = [["cost, training", "costs", 6], ["cost, test", "test_costs", 6], ["accuracy, training", "train", 4],
  ["accuracy, test", "test", 4], ["effective number", "effective", 2], ["mass moved", "moved", 6]];
const known = READINGS.filter(([, key]) => data.methods[0][key]);

// A row for each method; on a phone a row for each number.
const narrow = matchMedia("(max-width: 40rem)");
let readings = [];
function layOutReadings() {
  const methods = shownMethods(), named = (method, i) => `${i ? "╌╌ " : methods[1] ? "── " : ""}${method.name}`;
  readings = [];
  const cell = (method, [, key, digits]) => {
    const element = make("td", { "data-method": method.slug, "data-key": key });
    readings.push({ element, values: method[key], digits });
    return element;
  };
  let rows = [[narrow.matches ? "" : "method", ...known.map(([name]) => name)],
    ...methods.map((method, i) => [named(method, i), ...known.map((one) => cell(method, one))])];
  if (narrow.matches) rows = rows[0].map((_, j) => rows.map((row) => row[j]));
  const [head, ...body] = rows;
  const names = head.map((name) => th("col", name)), cells = body.map(([name, ...rest]) => [th("row", name), ...rest]);
  byId("readings").replaceChildren(tableOf({}, names, cells));
}

function showReadings() {
  for (const { element, values, digits } of readings) element.textContent = text(values[state.frame], digits);
}

// ---- all of it

function showMoment() {
  byId("moment").value = state.frame;
  const words = `iteration ${data.iterations[state.frame].toLocaleString("en")}`;
  byId("iteration").textContent = words;
  byId("moment").setAttribute("aria-valuetext", words);
  showReadings();
  showWeights();
  showShares();
  showPlane();
  for (const chart of Object.values(charts)) chart.show(state.frame);
}

function showAll() {
  readTheme();
  data.methods.forEach((_, i) => byId(`method-${i}`).setAttribute("aria-pressed", i === state.method));
  if (byId("second")) byId("second").value = state.second ?? "";
  if (data.plane) [byId("x").value, byId("y").value] = [state.x, state.y];
  layOutReadings();
  layOutWeights();
  layOutMatrices();
  showKeys();
  for (const chart of Object.values(charts)) chart.draw();
  showMoment();
}

// Beside a chart's name, what its colours and lines mean.
function showKeys() {
  const mark = (words, colour) => {
    const it = make("i", {}, words);
    if (colour) it.style.color = colour;
    return it;
  };
  const coloured = (place) => data.layers.length === 1 && place < first.columns && place !== state.weight;
  byId("key-curves").replaceChildren(mark(`thick: ${data.names[state.weight]}`, theme.ink),
    ...[0, 1].filter(coloured).map((place) => mark(data.names[place], faint(place))),
    ...shownMethods().slice(1).map(({ name }) => mark(`dashed: ${name}`)));
  for (const key of data.samples ? ["key-cost", "key-accuracy"] : [])
    byId(key).replaceChildren(mark("training", theme.blue), mark("test", theme.orange));
  if (!data.plane) return;
  const own = data.plane.map((i) => data.features[i]).join(", "), [low, high] = data.labels;
  const marks = data.samples ? [mark(`blue: ${high}`, theme.blue), mark(`orange: ${low}`, theme.orange),
    mark("×: wrong"), mark("□: test")] : [];
  marks.push(mark(data.methods[0].grid && !isOwnPlane() ? `boundary known for ${own} only` : "line: boundary"));
  if (first.columns > 2) marks.push(mark("other features at their mean"));
  byId("key-plane").replaceChildren(...marks);
}

function choose(changes) {
  Object.assign(state, changes);
  if (state.second === state.method) state.second = null;
  showAll();
  remember();
}

function fromAddress() {
  readAddress();
  choose({});
}

function go(frame) {
  state.frame = Math.max(0, Math.min(F - 1, frame));
  showMoment();
  if (!playing) remember();
}

// ---- playing: a frame each time the screen is drawn; who wants less motion gets twenty still moments, one a second

const slow = matchMedia("(prefers-reduced-motion: reduce)");
let playing = null, last = 0;

function play(start) {
  if (start && state.frame === F - 1) go(0);
  if (!start && playing) cancelAnimationFrame(playing);
  playing = start ? requestAnimationFrame(beat) : null;
  last = performance.now();
  byId("play").textContent = start ? "Stop" : "Play";
  byId("play").setAttribute("aria-pressed", start);
  if (!start) remember();
}

function beat(now) {
  const [rest, jump] = slow.matches ? [1000, Math.max(1, Math.round(F / 20))] : [15, 1];
  if (now - last >= rest) {
    last = now;
    go(state.frame + jump);
  }
  if (state.frame === F - 1) play(false);
  else playing = requestAnimationFrame(beat);
}

// ---- what hands do

on("moment", "input", ({ target }) => go(Number(target.value)));
on("back", "click", () => go(state.frame - 1));
on("next", "click", () => go(state.frame + 1));
on("play", "click", () => play(!playing));
data.methods.forEach((_, i) => on(`method-${i}`, "click", () => choose({ method: i })));
on("second", "change", ({ target }) => choose({ second: target.value === "" ? null : Number(target.value) }));
for (const what of ["weight", "x", "y"]) on(what, "change", ({ target }) => choose({ [what]: Number(target.value) }));

for (const [identity, chart] of Object.entries(charts)) {
  on(identity, "pointerdown", (event) => {
    event.target.setPointerCapture(event.pointerId);
    go(chart.frameAt(event));
  });
  on(identity, "pointermove", (event) => event.buttons && go(chart.frameAt(event)));
}

const numbers = data.methods.slice(0, 9).map((_, i) => [i + 1, () => choose({ method: i })]);
onKeys("select, input[type=checkbox]", {
  ArrowRight: () => go(state.frame + 1),
  ArrowLeft: () => go(state.frame - 1),
  Home: () => go(0),
  End: () => go(F - 1),
  " ": ({ target }) => !target.matches("button:focus-visible") && play(!playing),
  ...Object.fromEntries(numbers),
});
window.addEventListener("hashchange", fromAddress);
window.addEventListener("resize", showAll);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", showAll);
fromAddress();
