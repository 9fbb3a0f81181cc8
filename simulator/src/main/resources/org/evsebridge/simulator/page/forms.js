/** The way to the form of a request; the forms are loaded when the first is wanted. */
import { byId } from "./elements.js";

let load;
let loading;

/** Tells how the forms are loaded. */
export function formsBy(loaded) {
  load = loaded;
  byId("requests").addEventListener("toggle", forms, { once: true });
}

const forms = () => (loading ??= load(byId("requests")));

/** Opens the form of one request and leads there. */
export async function openRequest(method, path) {
  byId("requests").open = true;
  await forms();
  const found = [...document.querySelectorAll("#requests details")]
    .find((one) => one.dataset.method === method && one.dataset.path === path);
  found.open = true;
  found.scrollIntoView({ block: "center" });
  found.querySelector("summary").focus();
}
