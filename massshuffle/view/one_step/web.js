// One step of backpropagation, statement by statement: what is known at a moment, and how to go to another.
// The scripts of this page lay out and light what Python computed, and compute nothing.

const oneStep = (() => {
  const data = read("data"), last = data.statements.length; // moment 0 is before the first statement, n after the n-th
  const state = { moment: 0, sample: 0, table: 0, entry: 0, parameter: null, predict: false };
  let prediction = fresh(); // of this moment's chosen entry; what has been told stays told
  const told = new Set(); // moments

  function fresh() {
    return { isSignKnown: false, tries: 0, said: null };
  }

  // ---- what is known at a moment

  const now = () => data.statements[state.moment - 1];
  const isHidden = () => state.predict && now()?.made.length > 0 && !told.has(state.moment);
  const isSamples = (table) => table.place && ["Z", "A", "dZ", "dA"].includes(table.place[0]);
  const isChosen = (table, flat) => table === state.table && flat === state.entry;
  const parameterOf = (table, flat) =>
    table.values.shape.length === 1 && table.values.length === data.parameters.length ? data.parameters[flat] : null;

  function chosen() {
    const table = now()?.made[state.table];
    if (!table) return null;
    const entry = state.entry, name = tables.entryName(table, entry);
    return { table, entry, name, sum: table.sums[entry], parameter: parameterOf(table, entry) };
  }

  // {"dZ_1": the table made last, ...}; what the reader is to predict is there without its numbers.
  function known() {
    const before = data.statements.slice(0, Math.max(state.moment - 1, 0)).flatMap((moment) => moment.made);
    const latest = [...(now()?.made ?? []), ...(state.moment === last ? data.end : [])];
    const all = [...data.start, ...before, ...latest.map(asShown)].filter((table) => table.place);
    return new Map(all.map((table) => [tables.nameOf(table.place), table]));
  }

  function asShown(table) {
    if (!isHidden()) return table;
    const values = Object.assign(new Float64Array(table.values.length), { shape: table.values.shape });
    return { ...table, values, texts: table.texts.map(() => "?"), derivatives: undefined };
  }

  // The cells that take part in the chosen entry: Set of "part flat", and of "letter_layer index" for the graph.
  function taking() {
    const cells = new Set(), places = new Set(), one = chosen();
    const light = (table, flat, transposed) => {
      if (!table.place) return;
      const index = indexOf(flat, table.values.shape);
      places.add(`${tables.nameOf(table.place)} ${transposed ? index.reverse() : index}`);
    };
    for (const [part, flat] of one?.sum?.cells ?? []) {
      cells.add(`${part} ${flat}`);
      light(now().parts[part], flat, now().parts[part].transposed);
    }
    if (one) light(one.table, state.entry, false);
    return { cells, places };
  }

  // ---- going from moment to moment

  function go(moment, entry = null) {
    Object.assign(state, { moment: Math.max(0, Math.min(last, moment)), table: 0, entry: 0 });
    prediction = fresh();
    const table = chosen()?.table;
    if (table && isSamples(table)) state.entry = Math.min(state.sample, table.values.length - 1);
    if (entry && now()?.made[entry[0]]?.values.length > entry[1]) [state.table, state.entry] = entry;
    show();
  }

  function choose(table, entry) {
    Object.assign(state, { table, entry });
    prediction = fresh();
    const shape = chosen().table.values.shape;
    if (isSamples(chosen().table)) byId("sample").value = state.sample = entry % shape[1];
    show();
    byId("now").querySelector('[aria-pressed="true"]')?.focus({ preventScroll: true });
    byId("aloud").textContent = isHidden() ? "" : sum.aloud(chosen());
  }

  function chooseSample(sample) {
    state.sample = sample;
    const one = chosen();
    if (one && isSamples(one.table)) {
      state.entry += sample - (state.entry % one.table.values.shape[1]);
      prediction = fresh();
    }
    show();
  }

  function choosePrediction(isOn) {
    state.predict = isOn;
    prediction = fresh();
    told.clear();
    show();
  }

  function chooseParameter(parameter) {
    state.parameter = parameter;
    showNudges();
    remember();
    byId("parameters").querySelector('[aria-pressed="true"]').focus({ preventScroll: true });
    byId("aloud").textContent = data.nudges[parameter].aloud;
  }

  const answer = {
    sign(sign) {
      prediction.isSignKnown = true;
      prediction.said = sum.signVerdict(chosen(), sign);
      show();
      byId("aloud").textContent = prediction.said.words;
      byId("answer").focus();
    },
    number(typed) {
      const said = sum.numberVerdict(chosen(), typed, prediction.tries > 0);
      prediction.said = said;
      if (said.isTry) prediction.tries += 1;
      if (said.isDone) told.add(state.moment);
      show();
      byId("aloud").textContent = said.isDone ? `${said.words} ${sum.aloud(chosen())}` : said.words;
      byId(said.isDone ? "sum" : "answer").focus();
    },
  };

  // ---- the address is a state: #12&sample=2&entry=0.5&parameter=3&predict=1

  function remember() {
    const parts = [state.moment];
    if (state.sample) parts.push(`sample=${state.sample}`);
    if (state.table || state.entry) parts.push(`entry=${state.table}.${state.entry}`);
    if (state.parameter !== null) parts.push(`parameter=${state.parameter}`);
    if (state.predict) parts.push("predict=1");
    const address = `#${parts.join("&")}`;
    try {
      if (location.hash !== address) history.replaceState(null, "", address);
    } catch {
      // Safari refuses more than a hundred in half a minute; the page goes on, its address is behind.
    }
  }

  function fromAddress() {
    const settings = new URLSearchParams(location.hash.slice(1)), number = (name) => Number(settings.get(name) ?? NaN);
    const below = (value, n) => Number.isInteger(value) && value >= 0 && value < n;
    const chosenOr = (name, n, otherwise) => (below(number(name), n) ? number(name) : otherwise);
    byId("sample").value = state.sample = chosenOr("sample", byId("sample").options.length, 0);
    state.parameter = chosenOr("parameter", data.nudges.length, null);
    byId("predict").checked = state.predict = number("predict") === 1;
    const entry = /^(\d+)\.(\d+)$/.exec(settings.get("entry") ?? "");
    go(Number.parseInt(location.hash.slice(1), 10) || 0, entry && entry.slice(1).map(Number));
    showNudges();
  }

  // ---- what is shown

  function show() {
    const moment = now(), one = chosen();
    byId("moment").value = state.moment;
    byId("moment").setAttribute("aria-valuetext", `statement ${state.moment} of ${last}`);
    byId("count").textContent = `${state.moment} / ${last}`;
    byId("back").setAttribute("aria-disabled", String(state.moment === 0));
    byId("next").setAttribute("aria-disabled", String(state.moment === last));
    byId("said").textContent = moment ? (isHidden() ? moment.asked : moment.said) : data.opening;
    const ending = state.moment === last ? data.ending : null;
    const behind = () => (isHidden() ? sum.question(one, prediction, answer) : sum.shown(one, prediction.said, ending));
    byId("why").replaceChildren(...(one ? [behind()] : []));
    showSource(moment);
    showNow(moment);
    showNetwork();
    showArrays();
    byId("aloud").textContent = "";
    remember();
  }

  function showNetwork() {
    const where = byId("graph");
    where.replaceChildren(graph.picture(where.clientWidth, data.nodes, known(), taking().places, state.sample));
  }

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

  // The statement's parts and what it made; each made number can be pressed.
  function showNow(moment) {
    if (!moment) return byId("now").replaceChildren();
    const { cells } = taking();
    const parts = moment.parts.map((table, n) => ({ table, isLit: (flat) => cells.has(`${n} ${flat}`) }));
    const made = moment.made.map((table, n) => ({ table: asShown(table), isLit: (flat) => isChosen(n, flat),
      press: (flat) => ({ name: tables.entryName(table, flat), isPressed: isChosen(n, flat),
        data: { "data-table": n, "data-entry": flat } }) }));
    const ofKind = (list, axes) => list.filter(({ table }) => Math.min(table.values.shape.length, 2) === axes);
    const drawn = [], numbers = ofKind(parts, 0).map(({ table, isLit }) => tables.given(table, isLit(0)));
    if (numbers.length) drawn.push(make("ul", { class: "numbers" }, ...numbers));
    const columns = ofKind([...parts, ...made], 1);
    if (columns.length) drawn.push(tables.vectors(columns, (table, flat) => parameterOf(table, flat) ?? String(flat)));
    drawn.push(...ofKind(parts, 2).map(({ table, isLit }) => tables.scrolling(tables.matrix(table, { isLit }))));
    if (drawn.length && ofKind(made, 2).length) drawn.push(make("span", { class: "arrow", "aria-hidden": "true" }));
    drawn.push(...ofKind(made, 0).map(({ table, press }) => tables.result(table, press(0))));
    for (const { table, isLit, press } of ofKind(made, 2)) {
      drawn.push(tables.scrolling(tables.matrix(table, { isLit, press })));
      if (table.derivatives) drawn.push(tables.scrolling(tables.measured(table, isLit)));
    }
    byId("now").replaceChildren(
      make("h2", {}, make("code", {}, moment.source)),
      ...(moment.named.length ? [make("p", { class: "named" }, moment.named.join(", "))] : []),
      make("div", { class: "tables" }, ...drawn),
    );
  }

  function showArrays() {
    const lit = taking().places;
    byId("arrays").replaceChildren(...[...known()].map(([place, table]) => {
      const name = { A_0: "X = A_0", Y_0: "Y" }[place] ?? place;
      const isLit = (flat) => lit.has(`${place} ${indexOf(flat, table.values.shape)}`);
      return tables.scrolling(tables.matrix({ ...table, name }, { isLit, withPlace: false }));
    }));
  }

  function showNudges() {
    byId("parameters").replaceChildren(...nudge.parameters(data.start, state.parameter));
    const one = data.nudges[state.parameter];
    byId("nudged").replaceChildren(...(one ? [nudge.outcome(one)] : []));
  }

  // ---- keys, buttons, slider, touch

  on("back", "click", () => go(state.moment - 1));
  on("next", "click", () => go(state.moment + 1));
  on("moment", "input", (event) => go(Number(event.target.value)));
  on("sample", "change", (event) => chooseSample(Number(event.target.value)));
  on("predict", "change", (event) => choosePrediction(event.target.checked));
  on("now", "click", (event) => {
    const cell = event.target.closest("[data-entry]");
    if (cell) choose(Number(cell.dataset.table), Number(cell.dataset.entry));
  });
  on("parameters", "click", (event) => {
    const cell = event.target.closest("[data-parameter]");
    if (cell) chooseParameter(Number(cell.dataset.parameter));
  });
  for (const fold of document.querySelectorAll(".fold")) {
    fold.addEventListener("click", () => {
      const isOpen = fold.closest(".listing").classList.toggle("unfolded");
      fold.setAttribute("aria-expanded", String(isOpen));
    });
  }
  // In a field the arrows move within what is typed; a box to tick or a choice leaves them to us.
  const keys = { ArrowRight: () => go(state.moment + 1), ArrowLeft: () => go(state.moment - 1) };
  onKeys("input:not([type=checkbox])", keys);
  window.addEventListener("hashchange", fromAddress);
  let width = 0;
  new ResizeObserver(() => {
    if (byId("graph").clientWidth !== width) showNetwork();
    width = byId("graph").clientWidth;
  }).observe(byId("graph"));
  fromAddress();

  return { data, state, go };
})();
