// Pens for canvases: the colours of the theme, lines, and ticks. Nothing here knows a network.

const pens = (() => {
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
  function of(canvas) {
    const fineness = Math.min(window.devicePixelRatio || 1, 2), { clientWidth: width, clientHeight: height } = canvas;
    const [w, h] = [width, height].map((length) => Math.max(1, Math.round(length * fineness)));
    if (canvas.width !== w || canvas.height !== h) [canvas.width, canvas.height] = [w, h];
    const pen = canvas.getContext("2d");
    pen.setTransform(fineness, 0, 0, fineness, 0, 0);
    pen.clearRect(0, 0, width, height);
    pen.font = FONT;
    return { pen, width, height };
  }

  // A line through points, [[x, y], ...].
  function line(pen, points, strokeStyle, lineWidth, dash = []) {
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

  return { FONT, SMALL_FONT, theme, readTheme, mixed, colour, onto, of, line, ticks };
})();
