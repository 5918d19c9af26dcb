// The page to play with. All that is shown was computed in Python; here it is looked up, laid out and drawn.

const data = read("data");
const F = data.iterations.length, P = data.names.length, first = data.layers[0];
const shallow = data.layers.length === 1 && first.columns <= 100; // then each weight is a button with its number
const state = { method: 0, second: null, frame: 0, weight: 0, x: data.plane?.[0] ?? 0, y: data.plane?.[1] ?? 0 };
const byId = (identity) => document.getElementById(identity);
const slow = matchMedia("(prefers-reduced-motion: reduce)");
const shownMethods = () => [state.method, state.second].filter((one) => one !== null).map((one) => data.methods[one]);
const weightOf = (method, place, frame = state.frame) => method.thetas[frame * P + place];
const text = (number, digits) => number.toFixed(digits).replace(/^-(0\.?0*)$/, "$1"); // -0.000 is 0.000
let playing = null, last = 0;

// ---- where each weight lives

const layerOf = (place) => data.layers.findLastIndex((layer) => place >= layer.W);
const largest = data.layers.map((layer, l) => {
  let most = 1e-300;
  const end = layer.b + layer.rows;
  for (const { thetas } of data.methods) {
    for (let i = 0; i < F; i++) for (let p = layer.W; p < end; p++) most = Math.max(most, Math.abs(thetas[i * P + p]));
  }
  return most;
});

// ---- the curves

function weightLines() {
  const layer = data.layers[layerOf(state.weight)], lines = [];
  const line = (method, place, look) => ({ at: (i) => weightOf(method, place, i), ...look });
  shownMethods().forEach((method, second) => {
    const dash = second ? [5, 4] : undefined;
    for (let place = layer.W; place < layer.b + layer.rows; place++) {
      const colour = faint(place - layer.W) + (layer.rows * layer.columns > 40 ? "70" : "");
      if (place !== state.weight) lines.push(line(method, place, { colour, width: 1.1, dash }));
    }
  });
  shownMethods().forEach((method, second) => {
    lines.push(line(method, state.weight, { colour: theme.ink, width: 3, dash: second ? [7, 5] : undefined }));
  });
  return lines;
}
const faint = (i) => (i === 0 && data.layers.length === 1 ? theme.blue : i === 1 && data.layers.length === 1 ? theme.orange : theme.soft);

const over = (...keys) => () => shownMethods().flatMap((method, second) => keys.filter((key) => method[key]).map((key, i) => ({
  at: (frame) => method[key][frame], colour: i ? theme.orange : theme.blue, width: 2, dash: second ? [7, 5] : undefined })));
const charts = {
  curves: timeChart(byId("curves"), data.iterations, weightLines),
  cost: timeChart(byId("cost"), data.iterations, over("costs", "test_costs"), { low: 0 }),
  effective: timeChart(byId("effective"), data.iterations, over("effective")),
  moved: timeChart(byId("moved"), data.iterations, over("moved"), { low: 0, root: true }),
};
if (data.samples) charts.accuracy = timeChart(byId("accuracy"), data.iterations, over("train", "test"));
else byId("of-accuracy").remove();

// ---- the numbers of this moment

const READINGS = [["cost, training", "costs", 6], ["cost, test", "test_costs", 6], ["accuracy, training", "train", 4], ["accuracy, test", "test", 4],
  ["effective number", "effective", 2], ["mass moved", "moved", 6]];
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
  const across = narrow.matches ? methods.map(named) : known.map(([name]) => name);
  const rows = narrow.matches
    ? known.map((one) => [one[0], ...methods.map((method) => cell(method, one))])
    : methods.map((method, i) => [named(method, i), ...known.map((one) => cell(method, one))]);
  const head = make("tr", {}, ...[narrow.matches ? "" : "method", ...across].map((name) => make("th", { scope: "col" }, name)));
  const body = rows.map(([name, ...rest]) => make("tr", {}, make("th", { scope: "row" }, name), ...rest));
  byId("readings").replaceChildren(make("table", {}, make("thead", {}, head), make("tbody", {}, ...body)));
}

function showReadings() {
  for (const { element, values, digits } of readings) element.textContent = text(values[state.frame], digits);
}

// ---- the weights: a row of buttons, or a matrix for each layer

let cells = [];
function layOutWeights() {
  byId("matrices").hidden = shallow;
  cells = [];
  if (!shallow) return;
  const rows = shownMethods().map((method) => {
    const picture = data.picture && data.picture[0] * data.picture[1] === first.columns;
    const buttons = data.names.map((name, place) => {
      const number = make("span"), attributes = { type: "button", "data-weight": data.slugs[place], title: name };
      const button = make("button", attributes, make("small", {}, name), number);
      button.addEventListener("click", () => choose({ weight: place }));
      cells.push({ button, number, place, method });
      return button;
    });
    const look = { class: picture ? "row picture" : "row" };
    const row = make("div", look, ...buttons);
    if (picture) row.style.setProperty("--columns", data.picture[1]);
    return make("div", {}, state.second === null ? null : make("p", {}, method.name), row);
  });
  byId("weights").replaceChildren(...rows);
}

function showWeights() {
  for (const { button, number, place, method } of cells) {
    const value = weightOf(method, place), mix = mixed(value / largest[0]);
    number.textContent = text(value, button.parentNode.classList.contains("picture") ? 2 : 3);
    button.style.background = `rgb(${mix})`;
    button.style.color = onto(mix);
    button.setAttribute("aria-pressed", place === state.weight);
  }
  if (!shallow) showMatrices();
  byId("weight").value = state.weight;
  byId("value").textContent = shownMethods().map((method) => text(weightOf(method, state.weight), 6)).join(" · ");
}

// Where each weight's cell stands: [{ place, x, y, w, h }]. A node that looks at pictures is a picture itself.
let matrixCells = [], matrixNames = [];
function layOutMatrices() {
  if (shallow) return;
  const canvas = byId("matrices"), width = canvas.clientWidth;
  [matrixCells, matrixNames] = [[], []];
  let top = 0;
  for (const method of shownMethods()) {
    data.layers.forEach((layer, l) => {
      matrixNames.push([`${state.second === null ? "" : `${method.name}: `}W_${l + 1}, ${layer.rows} × ${layer.columns}, and b_${l + 1}`, top + 10]);
      top += 20;
      const picture = l === 0 && data.picture;
      const [rows, columns] = picture || [1, layer.columns + 1];
      const pixel = width > 700 ? 16 : 10, side = picture ? pixel : Math.max(3, Math.min(width / columns, 30)), tall = picture ? pixel : Math.max(3, Math.min(side, 18));
      const across = picture ? Math.max(1, Math.floor(width / (columns * side + 10))) : 1;
      for (let i = 0; i < layer.rows; i++) {
        const left = picture ? (i % across) * (columns * side + 10) : 0;
        const up = top + (picture ? Math.floor(i / across) * (rows * tall + 10) : i * tall);
        for (let j = 0; j < layer.columns; j++) {
          matrixCells.push({ method, l, place: layer.W + i * layer.columns + j, x: left + (j % columns) * side,
            y: up + (picture ? Math.floor(j / columns) : 0) * tall, w: side, h: tall });
        }
        const x = picture ? left + columns * side + 2 : layer.columns * side + 3;
        matrixCells.push({ method, l, place: layer.b + i, x, y: up, w: picture ? 5 : side - 3, h: tall });
      }
      top += (picture ? Math.ceil(layer.rows / across) * (rows * tall + 10) : layer.rows * tall) + 8;
    });
  }
  canvas.style.height = `${top}px`;
}

function showMatrices() {
  const { pen } = penOf(byId("matrices"));
  pen.fillStyle = theme.soft;
  pen.textBaseline = "middle";
  for (const [name, y] of matrixNames) pen.fillText(name, 0, y);
  for (const cell of matrixCells) {
    pen.fillStyle = colour(weightOf(cell.method, cell.place) / largest[cell.l]);
    pen.fillRect(cell.x, cell.y, cell.w, cell.h);
  }
  pen.strokeStyle = theme.ink;
  pen.lineWidth = 2;
  for (const cell of matrixCells) if (cell.place === state.weight) pen.strokeRect(cell.x, cell.y, cell.w, cell.h);
}
byId("matrices").addEventListener("click", (event) => {
  const found = matrixCells.find((cell) => event.offsetX >= cell.x && event.offsetX < cell.x + cell.w
    && event.offsetY >= cell.y && event.offsetY < cell.y + cell.h);
  if (found) choose({ weight: found.place });
});

function showShares() {
  const n = first.rows * first.columns, chosen = state.weight < n ? state.weight : -1;
  const rows = shownMethods().map((method) => ({ values: (i) => method.shares[state.frame * n + i],
    colours: (i) => (i === chosen ? theme.ink : faint(i)) }));
  bars(byId("shares"), rows, n, highestShare, chosen);
}
let highestShare = 0;
for (const { shares } of data.methods) for (const one of shares) highestShare = Math.max(highestShare, one);
highestShare *= 1.05;

// ---- the plane

const wrongAt = (method, s) => (method.wrong[state.frame * method.wrong.shape[1] + (s >> 3)] >> (7 - (s & 7))) & 1;

const onGrid = () => state.x === data.plane[0] && state.y === data.plane[1];

function showPlane() {
  if (!data.plane) return;
  const { pen, width, height } = penOf(byId("plane")), { x: a, y: b } = state, [method] = shownMethods();
  const across = (value) => 8 + ((value - data.low[a]) / (data.high[a] - data.low[a])) * (width - 16);
  const up = (value) => height - 8 - ((value - data.low[b]) / (data.high[b] - data.low[b])) * (height - 16);
  pen.save();
  pen.beginPath();
  pen.rect(8, 8, width - 16, height - 16);
  pen.fillStyle = theme.paper;
  pen.fill();
  pen.clip();
  if (method.grid && onGrid()) showGrid(pen, method, width, height);
  if (data.samples) showSamples(pen, method, across, up);
  if (!method.grid) shownMethods().forEach((one, second) => showLine(pen, one, across, up, second));
  pen.restore();
}

function showGrid(pen, method, width, height) {
  const n = data.side, w = (width - 16) / n, h = (height - 16) / n, from = state.frame * n * n;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      pen.fillStyle = colour(0.5 * (method.grid[from + i * n + j] / 127.5 - 1)); // paler than samples
      pen.fillRect(8 + j * w, height - 8 - (i + 1) * h, w + 0.6, h + 0.6);
    }
  }
  // The boundary runs between cells on either side of one half.
  pen.strokeStyle = theme.ink;
  pen.lineWidth = 2;
  pen.beginPath();
  const side = (i, j) => method.grid[from + i * n + j] > 127;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const x = 8 + j * w, y = height - 8 - i * h;
      if (j && side(i, j) !== side(i, j - 1)) { pen.moveTo(x, y); pen.lineTo(x, y - h); }
      if (i && side(i, j) !== side(i - 1, j)) { pen.moveTo(x, y); pen.lineTo(x + w, y); }
    }
  }
  pen.stroke();
}

function showSamples(pen, method, across, up) {
  const [S, k] = data.samples.shape;
  for (let s = 0; s < S; s++) {
    const x = across(data.samples[s * k + state.x]), y = up(data.samples[s * k + state.y]);
    pen.fillStyle = colour(method.probabilities[state.frame * S + s] / 127.5 - 1);
    pen.strokeStyle = theme.soft;
    pen.lineWidth = 1;
    pen.beginPath();
    if (data.tested[s]) pen.rect(x - 4, y - 4, 8, 8);
    else pen.arc(x, y, 4.5, 0, 7);
    pen.fill();
    pen.stroke();
    if (!wrongAt(method, s)) continue;
    pen.strokeStyle = theme.ink;
    pen.lineWidth = 2;
    pen.beginPath();
    pen.moveTo(x - 7, y - 7);
    pen.lineTo(x + 7, y + 7);
    pen.moveTo(x + 7, y - 7);
    pen.lineTo(x - 7, y + 7);
    pen.stroke();
  }
}

// W_a x_a + W_b x_b + (all others at their mean) + bias = 0
function showLine(pen, method, across, up, second) {
  const W = (i) => weightOf(method, i), a = state.x, b = state.y;
  let rest = weightOf(method, first.b);
  for (let i = 0; i < first.columns; i++) if (i !== a && i !== b) rest += W(i) * data.centre[i];
  if (a === b || (W(a) === 0 && W(b) === 0)) return;
  const steep = Math.abs(W(b)) * (data.high[b] - data.low[b]) < Math.abs(W(a)) * (data.high[a] - data.low[a]);
  const ends = steep
    ? [data.low[b], data.high[b]].map((v) => [-(rest + W(b) * v) / W(a), v])
    : [data.low[a], data.high[a]].map((v) => [v, -(rest + W(a) * v) / W(b)]);
  pen.strokeStyle = theme.ink;
  pen.lineWidth = 2.5;
  pen.setLineDash(second ? [7, 5] : []);
  pen.beginPath();
  for (const [u, v] of ends) pen.lineTo(across(u), up(v));
  pen.stroke();
  pen.setLineDash([]);
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

function showKeys() {
  const mark = (words, name) => {
    const it = make("i", {}, words);
    if (name) it.style.color = name;
    return it;
  };
  byId("key-curves").replaceChildren(mark(`thick: ${data.names[state.weight]}`, theme.ink),
    ...["blue", "orange"].flatMap((name, i) =>
      data.layers.length === 1 && i < first.columns && i !== state.weight ? [mark(data.names[i], theme[name])] : []),
    ...(state.second === null ? [] : [mark(`dashed: ${data.methods[state.second].name}`)]));
  for (const key of data.samples ? ["key-cost", "key-accuracy"] : [])
    byId(key).replaceChildren(mark("training", theme.blue), mark("test", theme.orange));
  if (!data.plane) return;
  const lined = data.methods[0].grid && !onGrid() ? `boundary known for ${data.features[data.plane[0]]}, ${data.features[data.plane[1]]} only` : "line: boundary";
  const held = first.columns > 2 ? [mark("other features at their mean")] : [];
  byId("key-plane").replaceChildren(...(data.samples ? [mark(`blue: ${data.labels[1]}`, theme.blue),
    mark(`orange: ${data.labels[0]}`, theme.orange), mark("×: wrong"), mark("□: test")] : []), mark(lined), ...held);
}

function address() {
  const methods = [state.method, state.second].filter((one) => one !== null).map((one) => data.methods[one].slug).join("+");
  const plane = data.plane && (state.x !== data.plane[0] || state.y !== data.plane[1]) ? [`x${state.x}`, `x${state.y}`] : [];
  return `#${[methods, data.iterations[state.frame], data.slugs[state.weight], ...plane].join(",")}`;
}

function remember() {
  if (location.hash !== address()) history.replaceState(null, "", address());
}

function fromAddress() {
  const [methods = "", iteration, weight, ...plane] = decodeURIComponent(location.hash.slice(1)).split(",");
  const [method, second] = methods.split("+").map((slug) => data.methods.findIndex((one) => one.slug === slug));
  const frame = data.iterations.findLastIndex((one) => one <= Number(iteration));
  const place = data.slugs.indexOf(weight), axes = plane.map((one) => Number(one.slice(1)));
  if (method >= 0) [state.method, state.second] = [method, second >= 0 && second !== method ? second : null];
  if (iteration !== undefined && frame >= 0) state.frame = frame;
  if (place >= 0) state.weight = place;
  if (axes.length === 2 && axes.every((one) => Number.isInteger(one) && one >= 0 && one < first.columns)) [state.x, state.y] = axes;
  showAll();
  remember();
}

function choose(changes) {
  Object.assign(state, changes);
  if (state.second === state.method) state.second = null;
  showAll();
  remember();
}

function go(frame) {
  state.frame = Math.max(0, Math.min(F - 1, frame));
  showMoment();
  if (!playing) remember();
}

// ---- playing: a frame each time the screen is drawn; who wants less motion gets twenty still moments, one a second

function play(on) {
  if (on && state.frame === F - 1) go(0);
  if (!on && playing) cancelAnimationFrame(playing);
  playing = on ? requestAnimationFrame(beat) : null;
  last = performance.now();
  byId("play").textContent = on ? "Stop" : "Play";
  byId("play").setAttribute("aria-pressed", on);
  if (!on) remember();
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

// ---- files

function save(name, rows) {
  const field = (one) => (/[",\n]/.test(one) ? `"${String(one).replaceAll('"', '""')}"` : one);
  const content = rows.map((row) => row.map(field).join(",")).join("\n");
  const link = make("a", { href: URL.createObjectURL(new Blob([`${content}\n`], { type: "text/csv" })), download: name });
  link.click();
  URL.revokeObjectURL(link.href);
}

// Which feature a weight of the first layer belongs to, so that its mean and scale can stand beside it.
const scaleOf = (place, which) => (data.scales && place < first.b ? data.scales[which][place % first.columns] : "");

byId("csv-moment").addEventListener("click", () => {
  const [method] = shownMethods(), i = data.iterations[state.frame];
  const head = data.scales ? ["weight", "value", "mean", "scale"] : ["weight", "value"];
  const rows = data.names.map((name, place) => [name, weightOf(method, place), scaleOf(place, 0), scaleOf(place, 1)].slice(0, head.length));
  save(`${method.slug}-${i}.csv`, [head, ...rows]);
});
byId("csv-all").addEventListener("click", () => {
  const [method] = shownMethods();
  const rows = [...data.iterations].map((i, frame) => [i, ...data.names.map((_, place) => weightOf(method, place, frame))]);
  const scales = data.scales ? [0, 1].map((which) => [["mean", "scale"][which], ...data.names.map((_, place) => scaleOf(place, which))]) : [];
  save(`${method.slug}.csv`, [["iteration", ...data.names], ...scales, ...rows]);
});

// ---- what hands do

byId("moment").addEventListener("input", () => go(Number(byId("moment").value)));
byId("back").addEventListener("click", () => go(state.frame - 1));
byId("next").addEventListener("click", () => go(state.frame + 1));
byId("play").addEventListener("click", () => play(!playing));
data.methods.forEach((_, i) => byId(`method-${i}`).addEventListener("click", () => choose({ method: i })));
byId("second")?.addEventListener("change", ({ target }) => choose({ second: target.value === "" ? null : Number(target.value) }));
byId("weight").addEventListener("change", ({ target }) => choose({ weight: Number(target.value) }));
for (const side of ["x", "y"]) byId(side)?.addEventListener("change", ({ target }) => choose({ [side]: Number(target.value) }));

for (const [identity, chart] of Object.entries(charts)) {
  const canvas = byId(identity), move = (event) => event.buttons && go(chart.frameAt(event));
  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    go(chart.frameAt(event));
  });
  canvas.addEventListener("pointermove", move);
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.target.matches("select, input[type=checkbox]")) return;
  if (event.key === "ArrowRight") go(state.frame + 1);
  else if (event.key === "ArrowLeft") go(state.frame - 1);
  else if (event.key === "Home") go(0);
  else if (event.key === "End") go(F - 1);
  else if (event.key === " " && !event.target.matches("button:focus-visible")) play(!playing);
  else if (event.key >= "1" && event.key <= String(Math.min(9, data.methods.length))) choose({ method: Number(event.key) - 1 });
  else return;
  event.preventDefault();
});
window.addEventListener("hashchange", fromAddress);
window.addEventListener("resize", showAll);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", showAll);
fromAddress();
