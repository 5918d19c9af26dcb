// What the scripts of all live pages share: read what Python wrote into the page, and make elements.
"use strict";

// The values that live.data(values, identity) put into the page; an array comes as a typed array with its .shape.
function read(identity) {
  const kinds = { float64: Float64Array, float32: Float32Array, uint8: Uint8Array, int32: Int32Array };
  return JSON.parse(document.getElementById(identity).textContent, (key, value) => {
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

// An array's entries lie row by row: the place of entry [i, j, ...] in that order, and back.
const flatOf = (index, shape) => index.reduce((flat, i, axis) => flat * shape[axis] + i, 0);

function indexOf(flat, shape) {
  const index = shape.map(() => 0);
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    index[axis] = flat % shape[axis];
    flat = Math.floor(flat / shape[axis]);
  }
  return index;
}

function filled(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}
