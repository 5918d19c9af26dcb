// The plane of two features: its samples, what the network says of them, and where it changes its mind.

const wrongAt = (method, s) => (method.wrong[state.frame * method.wrong.shape[1] + (s >> 3)] >> (7 - (s & 7))) & 1;

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
  if (method.grid && isOwnPlane()) showGrid(pen, method, width, height);
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
  const side = (i, j) => method.grid[from + i * n + j] > 127, boundary = new Path2D();
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const x = 8 + j * w, y = height - 8 - i * h;
      if (j && side(i, j) !== side(i, j - 1)) { boundary.moveTo(x, y); boundary.lineTo(x, y - h); }
      if (i && side(i, j) !== side(i - 1, j)) { boundary.moveTo(x, y); boundary.lineTo(x + w, y); }
    }
  }
  Object.assign(pen, { strokeStyle: theme.ink, lineWidth: 2 });
  pen.stroke(boundary);
}

function showSamples(pen, method, across, up) {
  const [S, k] = data.samples.shape;
  for (let s = 0; s < S; s++) {
    const x = across(data.samples[s * k + state.x]), y = up(data.samples[s * k + state.y]);
    const fillStyle = colour(method.probabilities[state.frame * S + s] / 127.5 - 1);
    Object.assign(pen, { fillStyle, strokeStyle: theme.soft, lineWidth: 1 });
    pen.beginPath();
    if (data.tested[s]) pen.rect(x - 4, y - 4, 8, 8);
    else pen.arc(x, y, 4.5, 0, 7);
    pen.fill();
    pen.stroke();
    if (!wrongAt(method, s)) continue;
    Object.assign(pen, { strokeStyle: theme.ink, lineWidth: 2 });
    pen.stroke(new Path2D(`M${x - 7} ${y - 7}l14 14m0 -14l-14 14`));
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
  drawLine(pen, ends.map(([u, v]) => [across(u), up(v)]), theme.ink, 2.5, second ? [7, 5] : []);
}
