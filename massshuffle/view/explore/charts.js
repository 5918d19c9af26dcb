// Drawing on canvas for the page to play with: colours, pens, curves over time, and bars. It knows no network.

const rgb = (hex) => [1, 3, 5].map((i) => Number.parseInt(hex.slice(i, i + 2), 16));
const theme = {};

// Colours as they are now, light or dark, read once for all drawings.
function readTheme() {
  const style = getComputedStyle(document.documentElement);
  for (const name of ["ink", "soft", "paper", "line", "blue", "orange"]) {
    theme[name] = style.getPropertyValue(`--${name}`).trim();
  }
  if (theme.paper.length === 4) theme.paper = `#${[...theme.paper.slice(1)].map((one) => one + one).join("")}`;
  const isDark = rgb(theme.paper)[0] < 128;
  theme.ends = (isDark ? ["#ff9d57", "#2b333a", "#6db5f2"] : ["#d95f02", "#ffffff", "#1f78c8"]).map(rgb);
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

// A line through points, [[x, y], ...].
function drawLine(pen, points, strokeStyle, lineWidth, dash = []) {
  Object.assign(pen, { strokeStyle, lineWidth });
  pen.setLineDash(dash);
  pen.beginPath();
  for (const [x, y] of points) pen.lineTo(x, y);
  pen.stroke();
  pen.setLineDash([]);
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
  const across = () => size.width - edge.left - edge.right, up = () => size.height - edge.top - edge.bottom;
  const x = (time) => edge.left + ((time - times[0]) / (last - times[0])) * across();
  const y = (value) => size.height - edge.bottom - (spread(value - low) / spread(high - low)) * up();
  function range() {
    const values = drawn.flatMap((line) => Array.from(times, (_, i) => line.at(i)));
    low = values.reduce((one, other) => Math.min(one, other), options.low ?? Infinity);
    high = values.reduce((one, other) => Math.max(one, other), -Infinity);
    if (!(high > low)) [low, high] = [low - 0.5, high + 0.5];
    high += 0.03 * (high - low);
    if (options.low === undefined) low -= 0.03 * (high - low);
  }
  function axes(pen) {
    Object.assign(pen, { textBaseline: "middle", textAlign: "right", fillStyle: theme.soft });
    for (const value of ticks(low, high, size.height > 200 ? 6 : 3)) {
      const ends = [[edge.left, y(value)], [size.width - edge.right, y(value)]];
      drawLine(pen, ends, value === 0 ? theme.soft : theme.line, 1);
      pen.fillText(tickText(value), edge.left - 6, y(value));
    }
    Object.assign(pen, { textBaseline: "top", textAlign: "center" });
    for (const time of ticks(times[0], last, size.width > 500 ? 6 : 3)) {
      const text = tickText(time), half = pen.measureText(text).width / 2;
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
      for (const { at, colour, width, dash } of drawn) {
        drawLine(pen, Array.from(times, (time, i) => [x(time), y(at(i))]), colour, width, dash);
      }
      [still.width, still.height] = [canvas.width, canvas.height];
      still.getContext("2d").drawImage(canvas, 0, 0);
    },
    show(frame) {
      const { pen, width, height } = penOf(canvas), now = x(times[frame]);
      pen.drawImage(still, 0, 0, width, height);
      drawLine(pen, [[now, edge.top], [now, height - edge.bottom]], theme.ink, 1.5);
      for (const line of drawn.filter(({ width }) => width >= 2)) {
        pen.fillStyle = line.colour;
        pen.beginPath();
        pen.arc(now, y(line.at(frame)), 4, 0, 7);
        pen.fill();
      }
    },
    frameAt(event) {
      const left = event.clientX - canvas.getBoundingClientRect().left - edge.left;
      const time = times[0] + (left / across()) * (last - times[0]), distance = (i) => Math.abs(times[i] - time);
      return times.reduce((best, _, i) => (distance(i) < distance(best) ? i : best), 0);
    },
  };
}

// n bars for each row, rows beside each other. rows : [{ values: i => number, colours: i => colour }]
function bars(canvas, rows, n, high, chosen) {
  const { pen, width, height } = penOf(canvas), left = 52, bottom = 14;
  const top = (value) => height - bottom - (value / high) * (height - bottom - 8), room = (width - left - 10) / n;
  Object.assign(pen, { textAlign: "right", textBaseline: "middle" });
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
