/** Elements in a few words: el("button", {class: "big", onclick: f}, "text", child, …). */
const SVG = "http://www.w3.org/2000/svg";

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) {
      element.addEventListener(name.slice(2), value);
    } else if (value === true) {
      element.setAttribute(name, "");
    } else if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(name, value);
    }
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

export const el = (name, attributes = {}, ...children) =>
  fill(document.createElement(name), attributes, children);

export const svg = (name, attributes = {}, ...children) =>
  fill(document.createElementNS(SVG, name), attributes, children);

export const byId = (id) => document.getElementById(id);

/** Writes only what has changed: a browser has less to do, and a screen reader less to say. */
export function say(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

export function set(element, name, value) {
  const text = String(value);
  if (element.getAttribute(name) !== text) {
    element.setAttribute(name, text);
  }
}

/** Gives a list of names one element each, made by make(name); true when it had to change. */
export function keep(parent, names, make) {
  const is = [...parent.children].map((child) => child.dataset.name);
  if (is.length === names.length && is.every((name, i) => name === names[i])) {
    return false;
  }
  parent.replaceChildren(
    ...names.map((name) => {
      const child = make(name);
      child.dataset.name = name;
      return child;
    }));
  return true;
}
