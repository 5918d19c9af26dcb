// Drawing on canvas: colours, pens, curves over time, and bars. Nothing here knows a network.

const rgb = (hex) => [1, 3, 5].map((i) => Number.parseInt(hex.slice(i, i + 2), 16));
const theme = {};
const FONT = "12px system-ui, sans-serif", SMALL_FONT = "10px system-ui, sans-serif";

// Colours as they are now, light or dark, read once for all drawings.
function readTheme() {
  const style = getComputedStyle(document.documentElement);
  const names = ["ink", "soft", "paper", "line", "label0", "label1", "w0", "w1", "negative", "positive"];
  for (const name of names) {
    theme[name] = style.getPropertyValue(`--${name}`).trim();
  }
  if (theme.paper.length === 4) theme.paper = `#${[...theme.paper.slice(1)].map((digit) => digit + digit).join("")}`;
  const isDark = rgb(theme.paper)[0] < 128;
  const middle = isDark ? "#2b333a" : "#ffffff";
  theme.signs = [theme.negative, middle, theme.positive].map(rgb);
  theme.answers = [theme.label0, middle, theme.label1].map(rgb);
}

// From one end at -1 through the middle at 0 to the other at 1: weights by their sign, answers by their label.
function mixed(t, [low, middle, high] = theme.signs) {
  const bounded = Math.max(-1, Math.min(1, t)), size = Math.abs(bounded), end = bounded < 0 ? low : high;
  return middle.map((channel, i) => Math.round(channel + size * (end[i] - channel)));
}
const colour = (t, ends) => `rgb(${mixed(t, ends)})`;

// Black or white, whichever has more contrast with a colour (relative luminance as WCAG 2 defines it).
function onto(channels) {
  const linear = channels.map((c) => (c <= 10 ? c / 3294.6 : ((c / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] > 0.179 ? "#000" : "#fff";
}

// A pen for a canvas at the size at which it is shown and at the screen's own fineness, at most two pixels for one: a
// third is hardly seen and doubles the work.
function penOf(canvas) {
  const fineness = Math.min(window.devicePixelRatio || 1, 2), width = canvas.clientWidth, height = canvas.clientHeight;
  const [w, h] = [width, height].map((length) => Math.max(1, Math.round(length * fineness)));
  if (canvas.width !== w || canvas.height !== h) [canvas.width, canvas.height] = [w, h];
  const pen = canvas.getContext("2d");
  pen.setTransform(fineness, 0, 0, fineness, 0, 0);
  pen.clearRect(0, 0, width, height);
  pen.font = FONT;
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

// About n round numbers from low to high, at least two: [[value, text], ...].
function ticks(low, high, n) {
  const rough = (high - low) / n, unit = 10 ** Math.floor(Math.log10(rough));
  const step = unit * [1, 2, 5, 10].find((factor) => factor * unit >= rough * (1 - 1e-9)), found = [];
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++) found.push(i * step);
  return found.length < 2 && n < 100 ? ticks(low, high, 2 * n) : found.map((value) => [value, tickText(value, step)]);
}

// A number with as many decimals as the step between ticks has, so that no two ticks look the same.
function tickText(value, step) {
  if (value === 0) return "0";
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  if (decimals > 6) return value.toExponential(Math.max(0, Math.round(Math.log10(Math.abs(value) / step))));
  return value.toLocaleString("en", { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}

// Curves over time. lines() gives [{ at: i => number or NaN, colour, width, dash, name, key }]. .draw() draws them all
// once, with names at their ends as far as there is room, and keeps the picture; .show(frame) lays it down again with a
// line at the moment. .frameAt(event) and .keyAt(event) are the frame and the curve's key under a finger.
function timeChart(canvas, times, lines, options = {}) {
  const still = document.createElement("canvas"), edge = { left: 52, right: 10, top: 8, bottom: 22 };
  const n = times.length, last = Math.max(times[n - 1], times[0] + 1);
  const spread = options.root ? Math.sqrt : (value) => value; // small values beside a large one
  let size, drawn = [], low, high;
  const across = () => size.width - edge.left - edge.right, up = () => size.height - edge.top - edge.bottom;
  const x = (time) => edge.left + ((time - times[0]) / (last - times[0])) * across();
  const timeAt = (event) => {
    const left = event.clientX - canvas.getBoundingClientRect().left - edge.left;
    return times[0] + (left / across()) * (last - times[0]);
  };
  const y = (value) => size.height - edge.bottom - (spread(value - low) / spread(high - low)) * up();
  function range() {
    [low, high] = [options.low ?? Infinity, -Infinity];
    for (const { at } of drawn) {
      for (let i = 0; i < n; i++) { // comparisons with NaN are false
        const value = at(i);
        if (value < low) low = value;
        if (value > high) high = value;
      }
    }
    if (high === -Infinity) [low, high] = [0, 1];
    if (!(high > low)) [low, high] = [low - 0.5, high + 0.5];
    high += 0.03 * (high - low);
    if (options.low === undefined) low -= 0.03 * (high - low);
  }
  function axes(pen) {
    Object.assign(pen, { textBaseline: "middle", textAlign: "right", fillStyle: theme.soft });
    for (const [value, text] of ticks(low, high, size.height > 200 ? 6 : 3)) {
      const ends = [[edge.left, y(value)], [size.width - edge.right, y(value)]];
      drawLine(pen, ends, value === 0 ? theme.soft : theme.line, 1);
      pen.fillText(text, edge.left - 6, y(value));
    }
    Object.assign(pen, { textBaseline: "top", textAlign: "center" });
    for (const [time, text] of ticks(times[0], last, size.width > 500 ? 6 : 3)) {
      const half = pen.measureText(text).width / 2;
      pen.fillText(text, Math.min(x(time), size.width - half - 1), size.height - edge.bottom + 6);
    }
  }
  // Names beside the ends of curves, the thick ones first; a name that would lie over another is left out.
  function nameEnds(pen) {
    const placed = [];
    Object.assign(pen, { textBaseline: "middle", textAlign: "left" });
    for (const { at, colour, width, name } of drawn.filter(({ name }) => name).sort((a, b) => b.width - a.width)) {
      const end = y(at(times.length - 1)), isFree = (top) => placed.every((other) => Math.abs(other - top) >= 12);
      const top = [0, -5, 5, -10, 10].map((shift) => end + shift).find(isFree);
      if (top === undefined) continue;
      placed.push(top);
      Object.assign(pen, { fillStyle: colour.slice(0, 7), font: width >= 2 ? `bold ${FONT}` : FONT });
      pen.fillText(name, size.width - edge.right + 5, top, edge.right - 6);
    }
    pen.font = FONT;
  }
  return {
    draw() {
      drawn = lines();
      size = penOf(canvas);
      const { pen } = size, widths = drawn.map(({ name }) => (name ? pen.measureText(name).width * 1.1 + 8 : 10));
      edge.right = Math.min(widths.reduce((widest, width) => Math.max(widest, width), 10), size.width / 5);
      range();
      axes(pen);
      pen.lineJoin = "round";
      const lefts = Array.from(times, x), stride = Math.max(1, Math.floor(n / across())); // a point per pixel
      for (const { at, colour, width, dash } of drawn) {
        const points = [];
        for (let i = 0; i < n; i += stride) if (!Number.isNaN(at(i))) points.push([lefts[i], y(at(i))]);
        if (!Number.isNaN(at(n - 1))) points.push([lefts[n - 1], y(at(n - 1))]);
        drawLine(pen, points, colour, width, dash);
      }
      nameEnds(pen);
      [still.width, still.height] = [canvas.width, canvas.height];
      still.getContext("2d").drawImage(canvas, 0, 0);
    },
    show(frame) {
      if (canvas.clientWidth !== size.width || canvas.clientHeight !== size.height) this.draw();
      const { pen, width, height } = penOf(canvas), now = x(times[frame]);
      pen.drawImage(still, 0, 0, width, height);
      drawLine(pen, [[now, edge.top], [now, height - edge.bottom]], theme.ink, 1.5);
      for (const line of drawn.filter(({ at, width }) => width >= 2 && Number.isFinite(at(frame)))) {
        pen.fillStyle = line.colour;
        pen.beginPath();
        pen.arc(now, y(line.at(frame)), 4, 0, 7);
        pen.fill();
      }
    },
    frameAt(event) {
      const time = timeAt(event), distance = (i) => Math.abs(times[i] - time);
      return times.reduce((best, _, i) => (distance(i) < distance(best) ? i : best), 0);
    },
    keyAt(event) {
      const frame = this.frameAt(event), top = event.clientY - canvas.getBoundingClientRect().top;
      const distance = ({ at }) => Math.abs(y(at(frame)) - top);
      const nearest = drawn.reduce((best, line) => (distance(line) < distance(best) ? line : best));
      return distance(nearest) <= 12 ? nearest.key : undefined;
    },
  };
}

// n bars for each row, rows beside each other. rows : [{ values: i => number, colours: i => colour }]
function bars(canvas, rows, n, high, chosen) {
  const { pen, width, height } = penOf(canvas), left = 52, bottom = 14;
  const top = (value) => height - bottom - (value / high) * (height - bottom - 8), room = (width - left - 10) / n;
  Object.assign(pen, { textAlign: "right", textBaseline: "middle" });
  for (const [value, text] of ticks(0, high, 3)) {
    pen.fillStyle = theme.soft;
    pen.fillText(text, left - 6, top(value));
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
