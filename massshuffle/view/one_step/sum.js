// The sum behind the chosen entry; or, for who predicts first, the question and what comes of the answer.

// A sum is broken into lines between its terms only.
const unbroken = (text) => text.replaceAll(" * ", "\u00a0*\u00a0").replaceAll(", ", ",\u00a0");

const box = (tag, id, ...parts) => make(tag, { class: `sum ${isBlame(chosen()) ? "blame" : ""}`, id }, ...parts);

const verdict = () =>
  state.verdict && make("p", { class: `verdict ${state.verdict.kind ?? ""}`, role: "alert" }, state.verdict.words);

function sumBox() {
  const table = chosen(), sum = chosenSum(), parameter = parameterOf(table, state.entry);
  const text = table.texts[state.entry], full = String(table.values[state.entry]);
  const line = (words, attributes, ...more) => make("dd", attributes, words, ...more);
  const lines = [make("dt", {}, entryName(table, state.entry))];
  if (sum) lines.push(line(`= ${unbroken(sum.letters)}`));
  if (sum && sum.figures !== text) lines.push(line(`= ${unbroken(sum.figures)}`));
  const digits = full === text ? null : make("small", {}, ` in full ${full}`);
  lines.push(line(`= ${text}`, { class: "result" }, digits));
  if (table.slopes) {
    const moved = `${slopeOf(table)}[${indexOf(state.entry, table.values.shape).join(", ")}]`;
    const words = `measured: ${table.slopes[state.entry]}, by moving ${moved} alone and running the rest forward`;
    lines.push(line(words, { class: table.wrong ? "wrong" : "right" }));
  }
  const notes = [...(parameter ? [`this entry belongs to ${parameter}`] : []), ...(sum?.notes ?? [])];
  return box("div", "sum", verdict(),
    make("dl", {}, ...lines), ...notes.map((note) => make("p", { class: "note" }, note)),
    state.moment === last ? make("p", { class: "ending" }, data.ending) : null);
}

function asking() {
  const sum = chosenSum(), name = entryName(chosen(), state.entry);
  const input = make("input", { id: "answer", autocomplete: "off", size: "8", "aria-describedby": "hint" });
  const form = box("form", "asking",
    make("p", { id: "hint" }, sum ? `${name} = ${unbroken(sum.letters)}` : `What is ${name}?`),
    make("div", { class: "controls" },
      make("label", {}, `Your number for ${name} `, input), make("button", {}, "Check")),
    verdict());
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    answer(input.value.trim().replace(",", ".").replace("−", "-"));
  });
  return form;
}

function answer(typed) {
  const table = chosen(), number = typed === "" ? NaN : Number(typed);
  if (Number.isNaN(number)) {
    state.verdict = { words: "That is not a number. Type one like -0.014." };
    show();
    return byId("answer").focus();
  }
  const isRight = Math.abs(number - table.values[state.entry]) <= (chosenSum()?.tolerance ?? 0.0005);
  const itIs = `${entryName(table, state.entry)} is ${table.texts[state.entry]}.`;
  state.answered.add(state.moment);
  const words = isRight ? `✓ Right: ${itIs}` : `✗ Not ${typed}: ${itIs}`;
  state.verdict = { kind: isRight ? "right" : "wrong", words };
  show();
}
