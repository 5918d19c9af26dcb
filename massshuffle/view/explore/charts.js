// Charts on canvas: curves over time, and bars.

const charts = (() => {
  const { theme, FONT } = pens;

  // Curves over time. lines() gives [{ at: i => number or NaN, colour, width, dash, name, key }]. draw() draws them all
  // once, with names at their ends as far as there is room, and keeps the picture; show(frame) lays it down again with
  // a line at the moment. frameAt(event) and keyAt(event) are the frame and the curve's key under a finger.
  class TimeChart {
    constructor(canvas, times, lines, { low = null, root = false } = {}) {
      Object.assign(this, { canvas, times, lines, lowest: low, drawn: [] });
      this.kept = document.createElement("canvas");
      this.edge = { left: 52, right: 10, top: 8, bottom: 22 };
      this.last = Math.max(times[times.length - 1], times[0] + 1);
      this.spread = root ? Math.sqrt : (value) => value; // the root shows small values beside a large one
    }

    get across() {
      return this.size.width - this.edge.left - this.edge.right;
    }

    x(time) {
      return this.edge.left + ((time - this.times[0]) / (this.last - this.times[0])) * this.across;
    }

    y(value) {
      const up = this.size.height - this.edge.top - this.edge.bottom;
      const share = this.spread(value - this.low) / this.spread(this.high - this.low);
      return this.size.height - this.edge.bottom - share * up;
    }

    draw() {
      this.drawn = this.lines();
      this.size = pens.of(this.canvas);
      this.#leaveRoomForNames();
      this.#findRange();
      this.#drawAxes();
      this.#drawCurves();
      this.#nameEnds();
      [this.kept.width, this.kept.height] = [this.canvas.width, this.canvas.height];
      this.kept.getContext("2d").drawImage(this.canvas, 0, 0);
    }

    show(frame) {
      const { canvas, edge, drawn } = this;
      if (canvas.clientWidth !== this.size.width || canvas.clientHeight !== this.size.height) this.draw();
      const { pen, width, height } = pens.of(canvas), now = this.x(this.times[frame]);
      pen.drawImage(this.kept, 0, 0, width, height);
      pens.line(pen, [[now, edge.top], [now, height - edge.bottom]], theme.ink, 1.5);
      for (const line of drawn.filter(({ at, width }) => width >= 2 && Number.isFinite(at(frame)))) {
        pen.fillStyle = line.colour;
        pen.beginPath();
        pen.arc(now, this.y(line.at(frame)), 4, 0, 7);
        pen.fill();
      }
    }

    frameAt(event) {
      const left = event.clientX - this.canvas.getBoundingClientRect().left - this.edge.left;
      const time = this.times[0] + (left / this.across) * (this.last - this.times[0]);
      const distance = (i) => Math.abs(this.times[i] - time);
      return this.times.reduce((best, _, i) => (distance(i) < distance(best) ? i : best), 0);
    }

    keyAt(event) {
      const frame = this.frameAt(event), top = event.clientY - this.canvas.getBoundingClientRect().top;
      const distance = ({ at }) => Math.abs(this.y(at(frame)) - top);
      const nearest = this.drawn.reduce((best, line) => (distance(line) < distance(best) ? line : best));
      return distance(nearest) <= 12 ? nearest.key : undefined;
    }

    #leaveRoomForNames() {
      const { pen, width } = this.size;
      const rooms = this.drawn.filter(({ name }) => name).map(({ name }) => pen.measureText(name).width * 1.1 + 8);
      this.edge.right = Math.min(Math.max(10, ...rooms), width / 5);
    }

    #findRange() {
      let [low, high] = [this.lowest ?? Infinity, -Infinity];
      for (const { at } of this.drawn) {
        for (let i = 0; i < this.times.length; i++) { // comparisons with NaN are false
          const value = at(i);
          if (value < low) low = value;
          if (value > high) high = value;
        }
      }
      if (high === -Infinity) [low, high] = [0, 1];
      if (!(high > low)) [low, high] = [low - 0.5, high + 0.5];
      high += 0.03 * (high - low);
      if (this.lowest === null) low -= 0.03 * (high - low);
      Object.assign(this, { low, high });
    }

    #drawAxes() {
      const { edge, times, size: { pen, width, height } } = this;
      Object.assign(pen, { textBaseline: "middle", textAlign: "right", fillStyle: theme.soft });
      for (const [value, text] of pens.ticks(this.low, this.high, height > 200 ? 6 : 3)) {
        const ends = [[edge.left, this.y(value)], [width - edge.right, this.y(value)]];
        pens.line(pen, ends, value === 0 ? theme.soft : theme.line, 1);
        pen.fillText(text, edge.left - 6, this.y(value));
      }
      Object.assign(pen, { textBaseline: "top", textAlign: "center" });
      for (const [time, text] of pens.ticks(times[0], this.last, width > 500 ? 6 : 3)) {
        const half = pen.measureText(text).width / 2;
        pen.fillText(text, Math.min(this.x(time), width - half - 1), height - edge.bottom + 6);
      }
    }

    #drawCurves() {
      const { times, size: { pen } } = this, end = times.length - 1;
      const lefts = Array.from(times, (time) => this.x(time));
      const perPixel = times.length / this.across;
      pen.lineJoin = "round";
      for (const { at, colour, width, dash } of this.drawn) {
        const points = [], stride = Math.max(1, Math.round(perPixel * (width < 2 ? 3 : 1))); // thin: every third pixel
        for (let i = 0; i < end; i += stride) if (!Number.isNaN(at(i))) points.push([lefts[i], this.y(at(i))]);
        if (!Number.isNaN(at(end))) points.push([lefts[end], this.y(at(end))]);
        pens.line(pen, points, colour, width, dash);
      }
    }

    // Names beside the ends of curves, the thick ones first; a name that would lie over another is left out.
    #nameEnds() {
      const { pen, width } = this.size, placed = [];
      const named = this.drawn.filter(({ name }) => name).sort((one, other) => other.width - one.width);
      Object.assign(pen, { textBaseline: "middle", textAlign: "left" });
      for (const line of named) {
        const end = this.y(line.at(this.times.length - 1));
        const isFree = (top) => placed.every((other) => Math.abs(other - top) >= 12);
        const top = [0, -5, 5, -10, 10].map((shift) => end + shift).find(isFree);
        if (top === undefined) continue;
        placed.push(top);
        const font = line.width >= 2 ? `bold ${FONT}` : FONT;
        Object.assign(pen, { fillStyle: line.colour.slice(0, 7), font }); // without the paleness of its curve
        pen.fillText(line.name, width - this.edge.right + 5, top, this.edge.right - 6);
      }
      pen.font = FONT;
    }
  }

  // n bars for each row, rows beside each other. rows : [{ values: i => number, colours: i => colour }]
  function bars(canvas, rows, n, high, chosen) {
    const { pen, width, height } = pens.of(canvas), left = 52, bottom = 14;
    const top = (value) => height - bottom - (value / high) * (height - bottom - 8), room = (width - left - 10) / n;
    Object.assign(pen, { textAlign: "right", textBaseline: "middle" });
    for (const [value, text] of pens.ticks(0, high, 3)) {
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

  return { TimeChart, bars };
})();
