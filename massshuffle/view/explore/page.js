// The page that explores training runs: its charts, the numbers of the moment, and the controls.
// All numbers that the scripts of this page show were computed in Python; here they are looked up, laid out and drawn.

const explore = (() => {
  const { data, state, methods } = view, { theme } = pens;

  // Lines of a chart: for each shown method one per key, in the key's colour of the theme.
  function over(colours) {
    const keys = Object.keys(colours);
    const look = (i, second) => ({ colour: theme[colours[keys[i]]], width: 2, dash: second ? [7, 5] : undefined });
    const curve = (values, i, second) => ({ at: (frame) => values[frame], ...look(i, second) });
    return () => methods().flatMap((method, second) =>
      keys.filter((key) => method[key]).map((key, i) => curve(method[key], i, second)));
  }
  const chart = (identity, lines, options) =>
    new charts.TimeChart(byId(identity), data.iterations, lines, options);
  const drawn = {
    curves: chart("curves", weights.lines),
    cost: chart("cost", over({ costs: "ink", test_costs: "soft" }), { low: 0 }),
    effective: chart("effective", over({ effective: "ink", spread_effective: "soft" })),
    moved: chart("moved", over({ moved: "ink" }), { low: 0, root: true }),
  };
  if (data.samples) drawn.accuracy = chart("accuracy", over({ train: "ink", test: "soft" }));
  else byId("of-accuracy").remove();

  // ---- the numbers of this moment

  const READINGS = [["cost, training", "costs", 6], ["cost, test", "test_costs", 6], ["accuracy, training", "train", 4],
    ["accuracy, test", "test", 4], ["effective number", "effective", 2],
    ["by the inputs' spread", "spread_effective", 2], ["mass moved per 1,000", "moved", 4]];
  const known = READINGS.filter(([, key]) => data.methods[0][key]);

  // A row for each method; on a phone a row for each number.
  const narrow = matchMedia("(max-width: 40rem)");
  let readings = [];
  function layOutReadings() {
    const shown = methods(), named = (method, i) => `${i ? "╌╌ " : shown[1] ? "── " : ""}${method.title}`;
    readings = [];
    const cell = (method, [, key, digits]) => {
      const element = make("td", { "data-method": method.slug, "data-key": key });
      readings.push({ element, values: method[key], digits, right: method[`right_${key}`], n: data.n_samples?.[key] });
      return element;
    };
    let rows = [[narrow.matches ? "" : "method", ...known.map(([name]) => name)],
      ...shown.map((method, i) => [named(method, i), ...known.map((reading) => cell(method, reading))])];
    if (narrow.matches) rows = rows[0].map((_, j) => rows.map((row) => row[j]));
    const [head, ...body] = rows;
    const names = head.map((name) => th("col", name)), cells = body.map(([name, ...rest]) => [th("row", name), ...rest]);
    byId("readings").replaceChildren(tableOf({}, names, cells));
  }

  function showReadings() {
    for (const { element, values, digits, right, n } of readings) {
      const counted = right ? ` (${right[state.frame]}\u00a0of\u00a0${n})` : ""; // on one line
      element.textContent = view.text(values[state.frame], digits) + counted;
    }
  }

  // ---- all of it

  function showMoment() {
    byId("moment").value = state.frame;
    const iteration = `iteration ${data.iterations[state.frame].toLocaleString("en")}`;
    byId("iteration").textContent = iteration;
    byId("moment").setAttribute("aria-valuetext", iteration);
    showReadings();
    weights.show();
    weights.showShares();
    plane.show();
    for (const chart of Object.values(drawn)) chart.show(state.frame);
  }

  // Lay out and draw all of the page, or only what a change of these keys of the state touches.
  function showAll(changed = ["method", "weight"]) {
    pens.readTheme();
    data.methods.forEach((_, i) => byId(`method-${i}`).setAttribute("aria-pressed", i === state.method));
    if (byId("second")) byId("second").value = state.second ?? "";
    if (data.plane) [byId("x").value, byId("y").value] = [state.x, state.y];
    if (byId("share")) byId("share").value = state.share;
    const isOtherMethod = changed.includes("method") || changed.includes("second");
    showKeys(); // first, because a longer key leaves less room for its chart
    if (isOtherMethod) {
      layOutReadings();
      weights.layOut();
      for (const chart of Object.values(drawn)) chart.draw();
    } else if (changed.includes("weight")) drawn.curves.draw();
    showMoment();
  }

  // Beside a chart's name, what its colours and lines mean.
  function showKeys() {
    const mark = (label, colour) => {
      const element = make("i", {}, label);
      if (colour) element.style.color = colour;
      return element;
    };
    byId("key-curves").replaceChildren(mark(`thick: ${data.names[state.weight]}`, theme.ink),
      ...methods().slice(1).map(({ title }) => mark(`dashed: ${title}`)), mark("tap a curve to choose it"));
    if (data.samples)
      byId("key-effective").replaceChildren(mark("bare", theme.ink), mark("by the inputs' spread", theme.soft));
    for (const key of data.samples ? ["key-cost", "key-accuracy"] : [])
      byId(key).replaceChildren(mark("training", theme.ink), mark("test", theme.soft));
    if (!data.plane) return;
    const own = data.plane.map((i) => data.features[i]).join(", "), [low, high] = data.labels;
    const marks = data.samples ? [mark(`● label ${high}`, theme.label1), mark(`● label ${low}`, theme.label0),
      mark("□ test sample"), mark("outlined: wrong")] : [];
    const isKnown = !data.methods[0].grid || view.isOwnPlane();
    marks.push(mark(isKnown ? "behind them: the network's answer" : `the network's answer is known for ${own} only`));
    if (view.first.columns > 2) marks.push(mark("other features at their mean"));
    byId("key-plane").replaceChildren(...marks);
  }

  function choose(changes) {
    const before = { ...state };
    Object.assign(state, changes);
    if (state.second === state.method) { // the two change places
      if (before.second === null) state.second = null;
      else [state.method, state.second] = [before.second, before.method];
    }
    showAll(Object.keys(state).filter((key) => state[key] !== before[key]));
    view.remember();
  }

  function fromAddress() {
    view.readAddress();
    showAll();
    view.remember();
  }

  function go(frame) {
    state.frame = Math.max(0, Math.min(view.nFrames - 1, frame));
    showMoment();
    if (!playing) view.remember();
  }

  // ---- playing: a frame every 15 ms, some left out on a slow device; with reduced motion 20 moments, one per second

  const slow = matchMedia("(prefers-reduced-motion: reduce)");
  let playing = null, lastBeat = 0;

  function play(start) {
    if (start && state.frame === view.nFrames - 1) go(0);
    if (!start && playing) cancelAnimationFrame(playing);
    playing = start ? requestAnimationFrame(beat) : null;
    lastBeat = performance.now();
    byId("play").textContent = start ? "Stop" : "Play";
    byId("play").setAttribute("aria-pressed", start);
    if (!start) view.remember();
  }

  function beat(now) {
    const [milliseconds, jump] = slow.matches ? [1000, Math.max(1, Math.round(view.nFrames / 20))] : [15, 1];
    const due = Math.floor((now - lastBeat) / milliseconds);
    if (due > 0) {
      lastBeat += due * milliseconds;
      go(state.frame + Math.min(due, 10) * jump);
    }
    if (state.frame === view.nFrames - 1) play(false);
    else playing = requestAnimationFrame(beat);
  }

  // ---- controls

  on("moment", "input", ({ target }) => go(Number(target.value)));
  on("back", "click", () => go(state.frame - 1));
  on("next", "click", () => go(state.frame + 1));
  on("play", "click", () => play(!playing));
  data.methods.forEach((_, i) => on(`method-${i}`, "click", () => choose({ method: i })));
  on("second", "change", ({ target }) => choose({ second: target.value === "" ? null : Number(target.value) }));
  for (const key of ["weight", "x", "y"]) on(key, "change", ({ target }) => choose({ [key]: Number(target.value) }));
  on("share", "change", ({ target }) => choose({ share: target.value }));
  for (const identity of ["weights", "matrices"]) {
    on(identity, "click", (event) => {
      const weight = weights.pressed(event);
      if (weight >= 0) choose({ weight });
    });
  }
  on("csv-moment", "click", weights.saveMoment);
  on("csv-all", "click", weights.saveAll);

  // A mouse moves the moment at once. A finger moves it only sideways, for up and down it scrolls the page; a tap moves
  // it to where it was, and chooses the curve under it.
  function letScrub(identity, chart) {
    let start = null, isScrubbing = false;
    const distances = (event) => [Math.abs(event.clientX - start[0]), Math.abs(event.clientY - start[1])];
    const scrub = (event) => {
      isScrubbing = true;
      event.target.setPointerCapture(event.pointerId);
      go(chart.frameAt(event));
    };
    on(identity, "pointerdown", (event) => {
      if (event.button !== 0 || !event.isPrimary) return;
      [start, isScrubbing] = [[event.clientX, event.clientY], false];
      if (event.pointerType === "mouse") scrub(event);
    });
    on(identity, "pointermove", (event) => {
      if (!start) return;
      const [sideways, along] = distances(event);
      if (isScrubbing || (sideways > 8 && sideways > along)) scrub(event);
      else if (along > 8) start = null;
    });
    on(identity, "pointerup", (event) => {
      if (start && Math.max(...distances(event)) <= 8) {
        go(chart.frameAt(event));
        const weight = chart.keyAt(event);
        if (weight !== undefined) choose({ weight });
      }
      start = null;
    });
    on(identity, "pointercancel", () => { start = null; });
  }
  for (const [identity, chart] of Object.entries(drawn)) letScrub(identity, chart);

  // Arrows act wherever the focus is. A key that writes a letter acts in the bar alone, or people who speak to their
  // computer would start and stop the film with ordinary words.
  const inBar = (act) => ({ target }) => (target.closest(".bar") ? act() : false);
  const numbers = data.methods.slice(0, 9).map((_, i) => [i + 1, inBar(() => choose({ method: i }))]);
  onKeys("select, input[type=checkbox]", {
    ArrowRight: () => go(state.frame + 1),
    ArrowLeft: () => go(state.frame - 1),
    Home: inBar(() => go(0)),
    End: inBar(() => go(view.nFrames - 1)),
    " ": (event) => !event.target.matches("button") && inBar(() => play(!playing))(event),
    ...Object.fromEntries(numbers),
  });
  window.addEventListener("hashchange", fromAddress);
  // The address bar of a phone changes the height of the window again and again; only its width matters here.
  let widthBefore = window.innerWidth;
  window.addEventListener("resize", () => {
    if (window.innerWidth !== widthBefore) showAll();
    widthBefore = window.innerWidth;
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => showAll());
  matchMedia("print").addEventListener("change", () => showAll()); // on paper the colours are the light ones
  fromAddress();
  document.querySelector("main").classList.add("ready");

  return { data, state, charts: drawn, choose, show: showAll };
})();
