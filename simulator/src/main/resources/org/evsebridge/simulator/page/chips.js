/** Chips with what each means below them. */
import { el, say } from "./elements.js";

const NONE = "Point at a fault to read what it means.";

/** A button of few words; what it means is shown by the group that it stands in. */
export const chip = (label, onclick, attributes = {}, means = null) =>
  el("button", { class: "chip", onclick, "aria-description": means, ...attributes }, label);

/** A group of chips, which tells what the one means that is pointed at or has the focus. */
export function chips(tag, ...children) {
  const hint = el("p", { class: "note hint" }, NONE);
  const tell = ({ target }) => {
    const means = target.getAttribute("aria-description");
    say(hint, means ? `${target.textContent}: ${means}.` : NONE);
  };
  return el(tag, { onmouseover: tell, onfocusin: tell }, ...children, hint);
}
