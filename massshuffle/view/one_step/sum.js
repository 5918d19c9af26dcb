// The sum behind the chosen entry; or, for a reader who predicts first, the questions and what comes of the answers.

const sum = (() => {
  // A sum is broken into lines between its terms only.
  const unbroken = (text) => text.replaceAll(" * ", "\u00a0*\u00a0").replaceAll(", ", ",\u00a0");
  const SIGNS = { "-1": "below 0", 0: "exactly 0", 1: "above 0" };

  const box = (tag, id, { table }, ...parts) =>
    make(tag, { class: `sum ${tables.isDerivative(table) ? "derivative" : ""}`, id, tabindex: "-1" }, ...parts);

  const verdict = (text) => text && make("p", { class: `verdict ${text.kind ?? ""}` }, text.words);

  // chosen : { table, entry, name, sum, parameter }    said : verdict on a prediction    ending : text; null for neither
  function shown(chosen, said, ending) {
    const { table, entry, name, parameter } = chosen, text = table.texts[entry], full = String(table.values[entry]);
    const lines = [make("dt", {}, name)], line = (words, attributes, ...more) => make("dd", attributes, words, ...more);
    if (chosen.sum) lines.push(line(`= ${unbroken(chosen.sum.letters)}`));
    if (chosen.sum && chosen.sum.figures !== text) lines.push(line(`= ${unbroken(chosen.sum.figures)}`));
    lines.push(line(`= ${text}`, { class: "result" }, full === text ? null : make("small", {}, ` in full ${full}`)));
    if (table.derivatives) {
      const moved = `${table.derivatives_of}[${indexOf(entry, table.values.shape).join(", ")}]`;
      const words = `measured: ${table.derivatives[entry]}, by moving ${moved} alone and running the rest forward`;
      lines.push(line(words, { class: table.wrong ? "wrong" : "right" }));
    }
    const notes = [...(parameter ? [`this entry belongs to ${parameter}`] : []), ...(chosen.sum?.notes ?? [])];
    return box("div", "sum", chosen, verdict(said), make("dl", {}, ...lines),
      ...notes.map((note) => make("p", { class: "note" }, note)),
      ending && make("p", { class: "ending" }, ending));
  }

  // The same in one sentence, to be read aloud.
  function aloud({ table, entry, name, sum: known }) {
    const figures = known && known.figures !== table.texts[entry] ? ` = ${known.figures}` : "";
    const measured = table.derivatives ? ` Measured: ${table.derivatives[entry]}.` : "";
    return `${name}${known ? ` = ${known.letters}` : ""}${figures} = ${table.texts[entry]}.${measured}`;
  }

  // Which sign? Then, which number?  asked : { isSignKnown, said }    answer : { sign(-1, 0 or 1), number(text) }
  function question(chosen, asked, answer) {
    const hint = chosen.sum ? `${chosen.name} = ${unbroken(chosen.sum.letters)}` : `What is ${chosen.name}?`;
    const isCount = chosen.table.values.shape.length === 0, asksNumber = asked.isSignKnown || isCount;
    const parts = asksNumber ? numberField(chosen.name) : signButtons(chosen.name, answer.sign);
    const form = box("form", "asking", chosen, make("p", { id: "hint" }, hint),
      make("div", { class: "controls" }, ...parts), verdict(asked.said));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (asksNumber) answer.number(byId("answer").value.trim().replace(",", ".").replace("−", "-"));
    });
    return form;
  }

  const signButtons = (name, answer) => [make("span", {}, `Is ${name}`), ...["-1", "0", "1"].map((sign) => {
    const button = make("button", { type: "button" }, SIGNS[sign]);
    button.addEventListener("click", () => answer(Number(sign)));
    return button;
  }), make("span", {}, "?")];

  function numberField(name) {
    const input = make("input", { id: "answer", autocomplete: "off", size: "8", "aria-describedby": "hint" });
    return [make("label", {}, `Your number for ${name} `, input), make("button", {}, "Check")];
  }

  function signVerdict({ table, entry, name }, sign) {
    const right = Math.sign(table.values[entry]);
    return sign === right
      ? { kind: "right", words: `✓ Right, ${name} is ${SIGNS[right]}. Which number is it?` }
      : { kind: "wrong", words: `✗ ${name} is ${SIGNS[right]}. Which number is it?` };
  }

  // isLast : whether the number is told if this one is wrong.  Returns { isDone, kind, words }.
  function numberVerdict({ table, entry, name, sum: known }, typed, isLast) {
    const number = typed === "" ? NaN : Number(typed), itIs = `${name} is ${table.texts[entry]}.`;
    if (Number.isNaN(number)) return { isDone: false, words: "That is not a number. Type one like -0.014." };
    if (Math.abs(number - table.values[entry]) <= (known?.tolerance ?? 0.0005)) {
      return { isDone: true, kind: "right", words: `✓ Right: ${itIs}` };
    }
    return isLast
      ? { isDone: true, kind: "wrong", words: `✗ Not ${typed}: ${itIs}` }
      : { isDone: false, isTry: true, kind: "wrong", words: `✗ Not ${typed}. Try once more. Three decimals will do.` };
  }

  return { shown, aloud, question, signVerdict, numberVerdict };
})();
