// What the page to play with shows: what Python computed, which moment of it, and the address that says so.

const data = read("data");
const F = data.iterations.length, P = data.names.length, first = data.layers[0];
const state = { method: 0, second: null, frame: 0, weight: 0, x: data.plane?.[0] ?? 0, y: data.plane?.[1] ?? 0 };
const chosenMethods = () => [state.method, state.second].filter((one) => one !== null);
const shownMethods = () => chosenMethods().map((one) => data.methods[one]);
const weightOf = (method, place, frame = state.frame) => method.thetas[frame * P + place];
const text = (number, digits) => number.toFixed(digits).replace(/^-(0\.?0*)$/, "$1"); // -0.000 is 0.000
const most = (numbers, least) => numbers.reduce((one, other) => Math.max(one, other), least);
const isOwnPlane = () => state.x === data.plane[0] && state.y === data.plane[1];

// ---- the address

function address() {
  const methods = chosenMethods().map((one) => data.methods[one].slug).join("+");
  const plane = data.plane && !isOwnPlane() ? [`x${state.x + 1}`, `x${state.y + 1}`] : [];
  return `#${[methods, data.iterations[state.frame], data.slugs[state.weight], ...plane].join(",")}`;
}

function remember() {
  if (location.hash !== address()) history.replaceState(null, "", address());
}

// A % that begins no letter's code stays as it stands.
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

// What it says goes into the state, as far as there is such a thing.
function readAddress() {
  const [methods = "", iteration, weight, ...plane] = decoded(location.hash.slice(1)).split(",");
  const [method, second] = methods.split("+").map((slug) => data.methods.findIndex((one) => one.slug === slug));
  const frame = data.iterations.findLastIndex((one) => one <= Number(iteration));
  const place = data.slugs.indexOf(weight), axes = plane.map((one) => Number(one.slice(1)) - 1);
  const isFeature = (one) => Number.isInteger(one) && one >= 0 && one < first.columns;
  if (method >= 0) [state.method, state.second] = [method, second >= 0 && second !== method ? second : null];
  if (iteration !== undefined && frame >= 0) state.frame = frame;
  if (place >= 0) state.weight = place;
  if (axes.length === 2 && axes.every(isFeature)) [state.x, state.y] = axes;
}
