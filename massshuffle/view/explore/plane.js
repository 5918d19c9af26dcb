// The plane of two features: samples in the colour of their true label, and behind them the network's answer.

const plane = (() => {
  const { data, state, first, weightOf, isOwnPlane } = view, { theme, colour } = pens;
  const EDGE = { left: 46, right: 10, top: 8, bottom: 36 };
  const wrongAt = (method, s) => (method.wrong[state.frame * method.wrong.shape[1] + (s >> 3)] >> (7 - (s & 7))) & 1;

  function show() {
    if (!data.plane) return;
    const { pen, width, height } = pens.of(byId("plane")), methods = view.methods();
    const box = { left: EDGE.left, top: EDGE.top };
    Object.assign(box, { width: width - EDGE.left - EDGE.right, height: height - EDGE.top - EDGE.bottom });
    const { low, high } = data, { x: a, y: b } = state;
    const across = (value) => box.left + ((value - low[a]) / (high[a] - low[a])) * box.width;
    const up = (value) => box.top + box.height - ((value - low[b]) / (high[b] - low[b])) * box.height;
    showAxes(pen, box, across, up);
    pen.save();
    pen.beginPath();
    pen.rect(box.left, box.top, box.width, box.height);
    pen.clip();
    if (!methods[0].grid) showSides(pen, methods[0], across, up);
    else if (isOwnPlane()) showGrid(pen, methods[0], box);
    if (data.samples) showSamples(pen, methods[0], across, up);
    methods.forEach((method, second) => {
      const dash = second ? [7, 5] : [];
      if (!method.grid) showLine(pen, method, across, up, dash);
      else if (isOwnPlane()) showBoundary(pen, method, box, dash);
    });
    pen.restore();
  }

  function showAxes(pen, box, across, up) {
    const { x: a, y: b } = state, bottom = box.top + box.height;
    pen.strokeStyle = theme.line;
    pen.strokeRect(box.left, box.top, box.width, box.height);
    Object.assign(pen, { fillStyle: theme.soft, textAlign: "center", textBaseline: "top" });
    for (const [value, text] of pens.ticks(data.low[a], data.high[a], 4)) pen.fillText(text, across(value), bottom + 5);
    pen.fillText(data.features[a], box.left + box.width / 2, bottom + 20, box.width);
    Object.assign(pen, { textAlign: "right", textBaseline: "middle" });
    for (const [value, text] of pens.ticks(data.low[b], data.high[b], 4))
      pen.fillText(text, box.left - 5, up(value), 28);
    pen.save();
    pen.translate(7, box.top + box.height / 2);
    pen.rotate(-Math.PI / 2);
    pen.textAlign = "center";
    pen.fillText(data.features[b], 0, 0, box.height);
    pen.restore();
  }

  // The weighted sum in the plane, all other features at their mean: label 1 where it is above 0.
  function sumInPlane(method) {
    const { x: a, y: b } = state, W = (i) => weightOf(method, i);
    let rest = weightOf(method, first.b);
    for (let i = 0; i < first.columns; i++) if (i !== a && i !== b) rest += W(i) * data.centre[i];
    return { a: W(a), b: W(b), rest, at: (u, v) => rest + W(a) * u + W(b) * v };
  }

  const answerColour = (isOne) => colour(isOne ? 0.3 : -0.3, theme.answers);

  // Each side of the line in the colour of the network's answer there.
  function showSides(pen, method, across, up) {
    const { x: a, y: b } = state, sum = sumInPlane(method);
    if (a === b) return;
    const corners = [[0, 0], [1, 0], [1, 1], [0, 1]].map(([i, j]) =>
      [i ? data.high[a] : data.low[a], j ? data.high[b] : data.low[b]]);
    for (const isOne of [false, true]) {
      const side = new Path2D(), inside = ([u, v]) => sum.at(u, v) > 0 === isOne;
      const points = corners.flatMap((corner, i) => {
        const next = corners[(i + 1) % 4], found = inside(corner) ? [corner] : [];
        if (inside(corner) === inside(next)) return found;
        const t = sum.at(...corner) / (sum.at(...corner) - sum.at(...next));
        return [...found, corner.map((value, axis) => value + t * (next[axis] - value))];
      });
      for (const [u, v] of points) side.lineTo(across(u), up(v));
      pen.fillStyle = answerColour(isOne);
      pen.fill(side);
    }
  }

  // With hidden layers: the network's probability in each cell of the grid.
  function showGrid(pen, method, box) {
    const n = data.side, w = box.width / n, h = box.height / n, from = state.frame * n * n;
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        // Paler than the samples.
        pen.fillStyle = colour(0.5 * (method.grid[from + i * n + j] / 127.5 - 1), theme.answers);
        pen.fillRect(box.left + j * w, box.top + box.height - (i + 1) * h, w + 0.6, h + 0.6);
      }
    }
  }

  // With hidden layers the boundary runs between cells on either side of one half.
  function showBoundary(pen, method, box, dash) {
    const n = data.side, w = box.width / n, h = box.height / n, from = state.frame * n * n;
    const isOne = (i, j) => method.grid[from + i * n + j] > 127, boundary = new Path2D();
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        const x = box.left + j * w, y = box.top + box.height - i * h;
        if (j && isOne(i, j) !== isOne(i, j - 1)) { boundary.moveTo(x, y); boundary.lineTo(x, y - h); }
        if (i && isOne(i, j) !== isOne(i - 1, j)) { boundary.moveTo(x, y); boundary.lineTo(x + w, y); }
      }
    }
    Object.assign(pen, { strokeStyle: theme.ink, lineWidth: 2 });
    pen.setLineDash(dash);
    pen.stroke(boundary);
    pen.setLineDash([]);
  }

  // Training samples are discs, test samples squares; one that the network gets wrong has an outline.
  function showSamples(pen, method, across, up) {
    const [S, k] = data.samples.shape;
    for (let s = 0; s < S; s++) {
      const x = across(data.samples[s * k + state.x]), y = up(data.samples[s * k + state.y]);
      const isWrong = wrongAt(method, s);
      const fillStyle = data.truth[s] ? theme.label1 : theme.label0;
      Object.assign(pen, { fillStyle, strokeStyle: isWrong ? theme.ink : theme.paper, lineWidth: isWrong ? 2.5 : 1 });
      pen.beginPath();
      if (data.tested[s]) pen.rect(x - 4, y - 4, 8, 8);
      else pen.arc(x, y, 4.5, 0, 7);
      pen.fill();
      pen.stroke();
    }
  }

  // W_a x_a + W_b x_b + (all others at their mean) + bias = 0
  function showLine(pen, method, across, up, dash) {
    const { x: a, y: b } = state, sum = sumInPlane(method);
    if (a === b || (sum.a === 0 && sum.b === 0)) return;
    const steep = Math.abs(sum.b) * (data.high[b] - data.low[b]) < Math.abs(sum.a) * (data.high[a] - data.low[a]);
    const ends = steep
      ? [data.low[b], data.high[b]].map((v) => [-(sum.rest + sum.b * v) / sum.a, v])
      : [data.low[a], data.high[a]].map((v) => [v, -(sum.rest + sum.a * v) / sum.b]);
    pens.line(pen, ends.map(([u, v]) => [across(u), up(v)]), theme.ink, 2.5, dash);
  }

  return { show, wrongAt };
})();
