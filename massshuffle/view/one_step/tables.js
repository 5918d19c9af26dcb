// The parts of a statement and what it made, as tables and single numbers; each made number is a button.

// What may be broader than a phone scrolls by itself.
const scrolling = (table) => make("div", { class: "wide" }, table);

const cellButton = (text, table, flat) =>
  make("button", { type: "button", "aria-pressed": String(isChosen(table, flat)),
    "aria-label": `${entryName(now().made[table], flat)} is ${text}`, "data-table": table, "data-entry": flat }, text);

function caption(table) {
  const isElse = table.place && nameOf(table.place) !== table.name;
  const place = isElse ? `, ${nameOf(table.place)}${table.turned ? " turned" : ""}` : "";
  return make("caption", { class: isBlame(table) ? "blame" : null },
    make("strong", {}, table.name), ` (${table.values.shape.join(", ")})${place}`);
}

// An array of rows and columns; { made: which of the made tables, lit: flat -> is it lit }
function matrix(table, { made, lit = () => false }) {
  const [rows, columns] = table.values.shape, isMade = made !== undefined;
  const upTo = (n, one) => Array.from({ length: n }, (_, i) => one(i));
  const head = [make("th"), ...upTo(columns, (j) => th("col", String(j)))];
  const cell = (flat) => make("td", { class: lit(flat) ? "lit" : null },
    isMade ? cellButton(table.texts[flat], made, flat) : table.texts[flat]);
  const body = upTo(rows, (i) => [th("row", String(i)), ...upTo(columns, (j) => cell(i * columns + j))]);
  return tableOf({ class: isMade ? "made" : "", "data-name": table.name }, head, body, caption(table));
}

function measuredMatrix(table, n) {
  const values = Object.assign([], { shape: table.slopes_shape });
  const drawn = matrix({ name: "measured", values, texts: table.slopes }, { lit: (flat) => isChosen(n, flat) });
  drawn.classList.add("measured");
  drawn.caption.replaceChildren(make("strong", {}, "measured"), ` derivatives of ${slopeOf(table)}`);
  const verdict = { colspan: values.shape[1] + 1, class: table.wrong ? "wrong" : "right" };
  const words = `${table.wrong ? "✗" : "✓"} largest difference ${table.off}`;
  drawn.append(make("tfoot", {}, tr(make("td", verdict, words))));
  return drawn;
}

// Vectors as long as theta stand side by side, one parameter a row.
function vectorTable(moment, lit) {
  const isVector = ({ table }) => table.values.shape.length === 1;
  const parts = moment.parts.map((table, n) => ({ table, part: n })).filter(isVector);
  const made = moment.made.map((table, n) => ({ table: asShown(table), n })).filter(isVector);
  const [{ table: longest }] = [...parts, ...made];
  const given = ({ table, part }, flat) =>
    make("td", { class: lit.has(`${part} ${flat}`) ? "lit" : null }, table.texts[flat]);
  const result = ({ table, n }, flat) =>
    make("td", { class: isChosen(n, flat) ? "lit made" : "made" }, cellButton(table.texts[flat], n, flat));
  const rows = longest.texts.map((_, flat) => [th("row", parameterOf(longest, flat) ?? String(flat)),
    ...parts.map((one) => given(one, flat)), ...made.map((one) => result(one, flat))]);
  const head = [make("th"), ...parts.map(({ table }) => th("col", table.name)),
    ...made.map(({ table }) => th("col", table.name, { class: "made" }))];
  return scrolling(tableOf({ class: "vectors" }, head, rows));
}

const singleNumber = (part, isLit) => make("li", { class: isLit ? "lit" : null, "data-name": part.name },
  make("code", {}, part.name), " ", part.texts[0]);

const madeNumber = (table, n) => make("p", { class: "one made", "data-name": table.name },
  make("strong", {}, table.name), " = ", cellButton(asShown(table).texts[0], n, 0));
