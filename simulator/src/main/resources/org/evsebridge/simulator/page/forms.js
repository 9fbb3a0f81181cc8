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

/** Each name of a choice with what it means. */
const choices = ({ enum: names, enumDescriptions: meanings }) => names.map((name, i) => ({ name, means: meanings[i] }));

/** The names that the description gives for something. */
export function namesOf(openapi) {
  const { FaultParameter, LineFaultBody, MeterFaultsBody, CarBody } = openapi.components.schemas;
  return {
    faults: choices(FaultParameter),
    lineFaults: choices(LineFaultBody.properties.fault),
    meterFaults: Object.entries(MeterFaultsBody.properties).map(([name, { description }]) => ({ name, means: description })),
    presets: CarBody.properties.preset.anyOf.find((one) => one.enum).enum,
  };
}
