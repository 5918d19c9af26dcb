// Drawing on canvas for the page to play with: curves over time, bars, matrices, and the plane. It knows no network.

const root = document.documentElement;
const ink = (name) => getComputedStyle(root).getPropertyValue(`--${name}`).trim();
const rgb = (hex) => [1, 3, 5].map((i) => Number.parseInt(hex.slice(i, i + 2), 16));
const theme = {};

// Colours as they are now, light or dark, read once for all drawings.
function readTheme() {
  for (const name of ["ink", "soft", "paper", "line", "card", "blue", "orange"]) theme[name] = ink(name);
  if (theme.paper.length === 4) theme.paper = `#${[...theme.paper.slice(1)].map((one) => one + one).join("")}`;
  theme.dark = rgb(theme.paper)[0] < 128;
  theme.ends = theme.dark ? ["#ff9d57", "#2b333a", "#6db5f2"].map(rgb) : ["#d95f02", "#ffffff", "#1f78c8"].map(rgb);
}

// From orange at -1 through the middle at 0 to blue at 1, and what can be read on it.
function mixed(t) {
  const bounded = Math.max(-1, Math.min(1, t)), size = Math.abs(bounded), [low, middle, high] = theme.ends;
  const end = bounded < 0 ? low : high;
  return middle.map((one, i) => Math.round(one + size * (end[i] - one)));
}
const colour = (t) => `rgb(${mixed(t)})`;
const onto = ([r, g, b]) => (0.299 * r + 0.587 * g + 0.114 * b > 140 ? "#000" : "#fff");

// A pen for a canvas at the size at which it is shown and at the screen's own fineness.
function penOf(canvas) {
  const fineness = window.devicePixelRatio || 1, width = canvas.clientWidth, height = canvas.clientHeight;
  const [w, h] = [width, height].map((one) => Math.max(1, Math.round(one * fineness)));
  if (canvas.width !== w || canvas.height !== h) [canvas.width, canvas.height] = [w, h];
  const pen = canvas.getContext("2d");
  pen.setTransform(fineness, 0, 0, fineness, 0, 0);
  pen.clearRect(0, 0, width, height);
  pen.font = "12px system-ui, sans-serif";
  return { pen, width, height };
}

// About n round numbers from low to high.
function ticks(low, high, n) {
  const rough = (high - low) / n, unit = 10 ** Math.floor(Math.log10(rough));
  const step = unit * [1, 2, 5, 10].find((one) => one * unit >= rough), found = [];
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++) found.push(i * step);
  return found;
}
const tickText = (value) => (value === 0 ? "0" : Number(value.toPrecision(6)).toLocaleString("en"));

// Curves over time. lines() gives [{ at: i => number, colour, width, dash }]; .draw() draws them all once and keeps the
// picture, .show(frame) lays it down again with a line at the moment; .frameAt(event) is the frame under a finger.
function timeChart(canvas, times, lines, options = {}) {
  const still = document.createElement("canvas"), edge = { left: 52, right: 10, top: 8, bottom: 22 };
  const n = times.length, last = Math.max(times[n - 1], times[0] + 1);
  const spread = options.root ? Math.sqrt : (value) => value; // small values beside a large one
  let size, drawn = [], low, high;
  const x = (time) => edge.left + ((time - times[0]) / (last - times[0])) * (size.width - edge.left - edge.right);
  const y = (value) => size.height - edge.bottom - (spread(value - low) / spread(high - low)) * (size.height - edge.top - edge.bottom);
  function range() {
    [low, high] = [Infinity, -Infinity];
    for (const line of drawn) {
      for (let i = 0; i < n; i++) [low, high] = [Math.min(low, line.at(i)), Math.max(high, line.at(i))];
    }
    if (options.low !== undefined) low = Math.min(low, options.low);
    if (!(high > low)) [low, high] = [low - 0.5, high + 0.5];
    high += 0.03 * (high - low);
    if (options.low === undefined) low -= 0.03 * (high - low);
  }
  function axes(pen) {
    pen.lineWidth = 1;
    pen.textBaseline = "middle";
    pen.textAlign = "right";
    for (const value of ticks(low, high, size.height > 200 ? 6 : 3)) {
      pen.strokeStyle = value === 0 ? theme.soft : theme.line;
      pen.beginPath();
      pen.moveTo(edge.left, y(value));
      pen.lineTo(size.width - edge.right, y(value));
      pen.stroke();
      pen.fillStyle = theme.soft;
      pen.fillText(tickText(value), edge.left - 6, y(value));
    }
    pen.textBaseline = "top";
    for (const time of ticks(times[0], last, size.width > 500 ? 6 : 3)) {
      const text = tickText(time), half = pen.measureText(text).width / 2;
      pen.textAlign = "center";
      pen.fillText(text, Math.min(x(time), size.width - half - 1), size.height - edge.bottom + 6);
    }
  }
  return {
    draw() {
      drawn = lines();
      size = penOf(canvas);
      const { pen } = size;
      range();
      axes(pen);
      pen.lineJoin = "round";
      for (const line of drawn) {
        pen.strokeStyle = line.colour;
        pen.lineWidth = line.width;
        pen.setLineDash(line.dash ?? []);
        pen.beginPath();
        for (let i = 0; i < n; i++) pen.lineTo(x(times[i]), y(line.at(i)));
        pen.stroke();
      }
      pen.setLineDash([]);
      [still.width, still.height] = [canvas.width, canvas.height];
      still.getContext("2d").drawImage(canvas, 0, 0);
    },
    show(frame) {
      const { pen, width, height } = penOf(canvas);
      pen.drawImage(still, 0, 0, width, height);
      pen.strokeStyle = theme.ink;
      pen.lineWidth = 1.5;
      pen.beginPath();
      pen.moveTo(x(times[frame]), edge.top);
      pen.lineTo(x(times[frame]), height - edge.bottom);
      pen.stroke();
      for (const line of drawn) {
        if (line.width < 2) continue;
        pen.fillStyle = line.colour;
        pen.beginPath();
        pen.arc(x(times[frame]), y(line.at(frame)), 4, 0, 7);
        pen.fill();
      }
    },
    frameAt(event) {
      const left = event.clientX - canvas.getBoundingClientRect().left - edge.left;
      const time = times[0] + (left / (size.width - edge.left - edge.right)) * (last - times[0]);
      let best = 0;
      for (let i = 1; i < n; i++) if (Math.abs(times[i] - time) < Math.abs(times[best] - time)) best = i;
      return best;
    },
  };
}

// n bars for each row, rows beside each other. rows : [{ values: i => number, colours: i => colour }]
function bars(canvas, rows, n, high, chosen) {
  const { pen, width, height } = penOf(canvas), left = 52, bottom = 14;
  const top = (value) => height - bottom - (value / high) * (height - bottom - 8), room = (width - left - 10) / n;
  pen.textAlign = "right";
  pen.textBaseline = "middle";
  for (const value of ticks(0, high, 3)) {
    pen.fillStyle = theme.soft;
    pen.fillText(tickText(value), left - 6, top(value));
    pen.fillStyle = theme.line;
    pen.fillRect(left, top(value), width - left - 10, 1);
  }
  const one = (room * 0.8) / rows.length;
  rows.forEach((row, r) => {
    for (let i = 0; i < n; i++) {
      const x = left + i * room + room * 0.1 + r * one;
      pen.fillStyle = row.colours(i);
      pen.globalAlpha = r ? 0.55 : 1;
      pen.fillRect(x, top(row.values(i)), Math.max(one, 1), height - bottom - top(row.values(i)));
    }
  });
  pen.globalAlpha = 1;
  if (chosen >= 0 && chosen < n) {
    pen.fillStyle = theme.ink;
    pen.fillRect(left + chosen * room + room * 0.1, height - bottom + 3, Math.max(room * 0.8, 2), 3);
  }
}
