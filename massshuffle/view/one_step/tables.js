// Arrays as tables, single numbers, and buttons for the entries that can be pressed.

const tables = (() => {
  // What may be broader than a phone scrolls by itself.
  const scrolling = (table) => make("div", { class: "wide" }, table);

  // press : { name, isPressed, data: attributes that say what is pressed }
  const button = (text, press) => make("button", { type: "button", "aria-pressed": String(press.isPressed),
    "aria-label": `${press.name} is ${text}`, ...press.data }, text);

  const nameOf = (place) => `${place[0]}_${place[1]}`;

  const isDerivative = (table) => Boolean(table.place) && ["dZ", "dA", "dW", "db"].includes(table.place[0]);

  // dZ[2, 0]
  function entryName(table, flat) {
    const shape = table.values.shape;
    return shape.length ? `${table.name}[${indexOf(flat, shape).join(", ")}]` : table.name;
  }

  function caption(table, withPlace) {
    const isElse = withPlace && table.place && nameOf(table.place) !== table.name;
    const place = isElse ? `, ${nameOf(table.place)}${table.transposed ? " transposed" : ""}` : "";
    return make("caption", { class: isDerivative(table) ? "derivative" : null },
      make("strong", {}, table.name), ` (${table.values.shape.join(", ")})${place}`);
  }

  // An array of rows and columns.  isLit : flat -> whether it takes part    press : flat -> see button; or nothing
  function matrix(table, { isLit = () => false, press = null, withPlace = true }) {
    const [rows, columns] = table.values.shape, upTo = (n, one) => Array.from({ length: n }, (_, i) => one(i));
    const head = [make("td"), ...upTo(columns, (j) => th("col", String(j)))];
    const cell = (flat) => make("td", { class: isLit(flat) ? "lit" : null },
      press ? button(table.texts[flat], press(flat)) : table.texts[flat]);
    const body = upTo(rows, (i) => [th("row", String(i)), ...upTo(columns, (j) => cell(i * columns + j))]);
    return tableOf({ class: press ? "made" : "", "data-name": table.name }, head, body, caption(table, withPlace));
  }

  // The numerical derivatives beside what a statement made, and how far apart they are.
  function measured(table, isLit) {
    const values = Object.assign([], { shape: table.derivatives_shape });
    const drawn = matrix({ name: "measured", values, texts: table.derivatives }, { isLit });
    drawn.classList.add("measured");
    drawn.caption.replaceChildren(make("strong", {}, "measured"), ` derivatives of ${table.derivatives_of}`);
    const verdict = { colspan: values.shape[1] + 1, class: table.wrong ? "wrong" : "right" };
    const words = `${table.wrong ? "✗" : "✓"} largest difference ${table.off}`;
    drawn.append(make("tfoot", {}, tr(make("td", verdict, words))));
    return drawn;
  }

  // Vectors as long as theta side by side, one parameter a row.  columns : [{ table, isLit, press }, ...], as in matrix
  function vectors(columns, rowName) {
    const [{ table: longest }] = columns;
    const cell = ({ table, isLit, press }, flat) =>
      make("td", { class: [isLit(flat) && "lit", press && "made"].filter(Boolean).join(" ") || null },
        press ? button(table.texts[flat], press(flat)) : table.texts[flat]);
    const rows = longest.texts.map((_, flat) =>
      [th("row", rowName(longest, flat)), ...columns.map((column) => cell(column, flat))]);
    const head = columns.map(({ table, press }) => th("col", table.name, { class: press ? "made" : null }));
    return scrolling(tableOf({ class: "vectors" }, [make("td"), ...head], rows));
  }

  const given = (table, isLit) => make("li", { class: isLit ? "lit" : null, "data-name": table.name },
    make("code", {}, table.name), " ", table.texts[0]);

  const result = (table, press) => make("p", { class: "one made", "data-name": table.name },
    make("strong", {}, table.name), " = ", button(table.texts[0], press));

  return { scrolling, nameOf, isDerivative, entryName, matrix, measured, vectors, given, result };
})();
