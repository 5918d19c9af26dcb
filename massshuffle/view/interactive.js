// The scripts that interactive pages share: read the data that Python wrote, make elements, listen to keys and clicks.
"use strict";

const byId = (identity) => document.getElementById(identity);

// The values that interactive.data(values, identity) put into the page; an array comes as a typed array with its .shape.
function read(identity) {
  const kinds = { float64: Float64Array, float32: Float32Array, uint8: Uint8Array, int32: Int32Array };
  return JSON.parse(byId(identity).textContent, (key, value) => {
    if (!value || typeof value.base64 !== "string") return value;
    const bytes = Uint8Array.from(atob(value.base64), (letter) => letter.charCodeAt(0));
    return Object.assign(new kinds[value.kind](bytes.buffer), { shape: value.shape });
  });
}

// An element with attributes and children (elements or text). make("td", { class: "number" }, "0.5")
function make(tag, attributes = {}, ...children) {
  return filled(document.createElement(tag), attributes, children);
}

// The same for what is drawn: an element of an SVG picture.
function draw(tag, attributes = {}, ...children) {
  return filled(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
}

function filled(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

// A table of a head and rows, lists of cells; what stands above is its caption.
const tr = (...cells) => make("tr", {}, ...cells);
const th = (scope, name, attributes = {}) => make("th", { scope, ...attributes }, name);
const tableOf = (attributes, head, rows, ...above) => make("table", attributes, ...above,
  make("thead", {}, tr(...head)), make("tbody", {}, ...rows.map((cells) => tr(...cells))));

// An array's entries lie row by row: the place of entry [i, j, ...] in that order, and back.
const flatOf = (index, shape) => index.reduce((flat, i, axis) => flat * shape[axis] + i, 0);
const indexOf = (flat, shape) => shape.map((size, axis) =>
  Math.floor(flat / shape.slice(axis + 1).reduce((below, one) => below * one, 1)) % size);

// What an element with this name does, if there is one, when it is pressed ("click") or changed.
const on = (identity, kind, act) => byId(identity)?.addEventListener(kind, act);

// keys : {key: act(event)}, wherever the focus is, except in elements that match excluded. False leaves the key alone.
function onKeys(excluded, keys) {
  document.addEventListener("keydown", (event) => {
    const act = keys[event.key];
    if (!act || event.ctrlKey || event.altKey || event.metaKey || event.target.matches(excluded)) return;
    if (act(event) !== false) event.preventDefault();
  });
}

// What has the focus never lies behind the bar, which stays at the top of the window, or at the bottom of a phone's.
const bar = document.querySelector(".bar");
if (bar) new ResizeObserver(() => {
  const side = getComputedStyle(bar).position === "fixed" ? "scrollPaddingBottom" : "scrollPaddingTop";
  Object.assign(document.documentElement.style, { scrollPaddingTop: "", scrollPaddingBottom: "" });
  document.documentElement.style[side] = `${bar.offsetHeight + 8}px`;
}).observe(bar);
