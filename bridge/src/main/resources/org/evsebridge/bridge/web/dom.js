// Elements as data: h() makes them, show() changes what is on the page into them and keeps what is the same, so that
// focus, scrolling and what is folded open stay.

/**
 * An element. Of its properties functions are listeners (`onclick`), `class` and all others are attributes, and `vars` are
 * properties of its style.
 */
export const h = (tag, properties = {}, ...children) => fill(document.createElement(tag), properties, children);

/** Gives an element that is there properties and children, as h() does. */
export function fill(element, properties, children) {
  for (const [name, value] of Object.entries(properties)) {
    if (name === "vars") {
      Object.entries(value).forEach(([key, one]) => element.style.setProperty(key, one));
    } else if (typeof value === "function") {
      element.addEventListener(name.slice(2), value);
    } else if (value !== undefined && value !== null && value !== false) {
      element.setAttribute(name, value === true ? "" : value);
    }
  }
  element.append(...children.flat().filter((child) => child !== undefined && child !== null));
  return element;
}

/** Makes these all that an element holds. */
export function show(parent, ...nodes) {
  const wanted = nodes.flat().filter((node) => node !== undefined && node !== null);
  wanted.forEach((node, index) => {
    const fresh = typeof node === "string" ? document.createTextNode(node) : node;
    const old = parent.childNodes[index];
    if (old === undefined) {
      parent.append(fresh);
    } else if (old.nodeName !== fresh.nodeName) {
      old.replaceWith(fresh);
    } else {
      become(old, fresh);
    }
  });
  while (parent.childNodes.length > wanted.length) {
    parent.lastChild.remove();
  }
}

function become(old, fresh) {
  if (old.nodeType === Node.TEXT_NODE) {
    if (old.data !== fresh.data) {
      old.data = fresh.data;
    }
    return;
  }
  for (const { name } of [...old.attributes]) {
    if (name !== "style" && name !== "open" && !fresh.hasAttribute(name)) {
      old.removeAttribute(name);
    }
  }
  for (const { name, value } of fresh.attributes) {
    if (name !== "style" && old.getAttribute(name) !== value) {
      old.setAttribute(name, value);
    }
  }
  if (old.style.cssText !== fresh.style.cssText) {
    old.style.cssText = fresh.style.cssText;
  }
  show(old, ...fresh.childNodes);
}
