// The state of the page: the data that Python computed, what of it is shown, and the address that holds the state.

const view = (() => {
  const data = read("data");
  const nFrames = data.iterations.length, nWeights = data.names.length, first = data.layers[0];
  const [planeX, planeY] = data.plane ?? [0, 0];
  const state = { method: 0, second: null, frame: 0, weight: 0, x: planeX, y: planeY, share: "bare" };

  const chosenMethods = () => [state.method, state.second].filter((index) => index !== null);
  const methods = () => chosenMethods().map((index) => data.methods[index]);
  const weightOf = (method, place, frame = state.frame) => method.thetas[frame * nWeights + place];
  const isOwnPlane = () => state.x === planeX && state.y === planeY;
  const text = (number, digits) =>
    (Number.isNaN(number) ? "none yet" : number.toFixed(digits).replace(/^-(0\.?0*)$/, "$1"));

  // ---- the address

  function address() {
    const slugs = methods().map(({ slug }) => slug).join("+");
    const plane = data.plane && !isOwnPlane() ? [`x${state.x + 1}`, `x${state.y + 1}`] : [];
    const share = state.share === "bare" ? [] : [state.share];
    return `#${[slugs, data.iterations[state.frame], data.slugs[state.weight], ...plane, ...share].join(",")}`;
  }

  function remember() {
    if (location.hash !== address()) history.replaceState(null, "", address());
  }

  // The state that the address holds. A method, moment or weight that the page does not have changes nothing; a plane
  // that it does not have, or none, is the page's own.
  function readAddress() {
    const [named = "", iteration, weight, ...others] = location.hash.slice(1).split(",");
    const [method, second] = named.split("+").map((slug) => data.methods.findIndex((known) => known.slug === slug));
    const frame = data.iterations.findLastIndex((known) => known <= Number(iteration));
    const place = data.slugs.indexOf(weight);
    const axes = others.filter((part) => part !== "spread").map((part) => Number(part.slice(1)) - 1);
    const isFeature = (index) => Number.isInteger(index) && index >= 0 && index < first.columns;
    if (data.samples) state.share = others.includes("spread") ? "spread" : "bare";
    if (method >= 0) [state.method, state.second] = [method, second >= 0 && second !== method ? second : null];
    if (iteration !== undefined && frame >= 0) state.frame = frame;
    if (place >= 0) state.weight = place;
    [state.x, state.y] = axes.length === 2 && axes.every(isFeature) ? axes : [planeX, planeY];
  }

  return { data, state, nFrames, nWeights, first, methods, weightOf, isOwnPlane, text, address, remember, readAddress };
})();
