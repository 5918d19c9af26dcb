// One weight or bias is moved alone: what its derivative promised, and how the cost changed.

const nudge = (() => {
  // Every weight and bias before the step, as buttons.  start : tables    chosen : a parameter's number, or null
  function parameters(start, chosen) {
    let first = 0;
    return start.filter((table) => ["W", "b"].includes(table.place[0])).map((table) => {
      const offset = first;
      first += table.texts.length;
      const press = (flat) => ({ name: tables.entryName(table, flat), isPressed: offset + flat === chosen,
        data: { "data-parameter": offset + flat } });
      return tables.scrolling(tables.matrix(table, { press, withPlace: false }));
    });
  }

  // one : { name, derivative, rows: [{ by, cost, change, promised, off }, ...] }
  function outcome(one) {
    const head = ["moved by", "cost", "change", "promised", "difference"].map((name) => th("col", name));
    const rows = one.rows.map((row) =>
      [th("row", row.by), ...[row.cost, row.change, row.promised, row.off].map((text) => make("td", {}, text))]);
    const above = make("caption", {}, make("strong", {}, one.name), `, derivative ${one.derivative}`);
    return tables.scrolling(tableOf({ "data-name": one.name }, head, rows, above));
  }

  return { parameters, outcome };
})();
