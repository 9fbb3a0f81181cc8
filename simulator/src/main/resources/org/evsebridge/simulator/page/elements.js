/** Elements in a few words, as all pages make them: el("button", {class: "big", onclick: f}, "text", child, …). */
import { fill, h } from "./dom.js";

export const el = h;

export const svg = (name, attributes = {}, ...children) =>
  fill(document.createElementNS("http://www.w3.org/2000/svg", name), attributes, children);

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
