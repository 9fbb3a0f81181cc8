/** The house: what can be switched, its fuses, its meter's and its lines' faults. */
import { act } from "./api.js";
import { el, keep, say, set } from "./elements.js";
import { openRequest } from "./requests.js";

const loads = el("div", { class: "row", role: "group", "aria-label": "appliances" });
const faults = el("ul", { class: "faults" });
const METER = { late: { late: "800ms" }, "wrong checksums": { crc: 0.5 }, "cut short": { cut: 0.5 }, noise: { babble: 0.5 } };

export function buildHouse(parent) {
  parent.append(
    el("h2", {}, "House"), loads,
    el("div", { class: "row" }, el("button", { onclick: () => act("POST", "/house/fuses/reset") }, "new main fuses")),
    el("fieldset", {}, el("legend", {}, "smart meter"),
      el("button", { class: "chip", onclick: () => act("POST", "/meter/silence", { for: "30s" }) }, "silent for 30 s"),
      ...Object.entries(METER).map(([name, body]) =>
        el("button", { class: "chip", onclick: () => act("PUT", "/meter/faults", body) }, name)),
      el("button", { class: "chip", onclick: () => act("DELETE", "/meter/faults") }, "all well again"),
      el("button", { class: "quiet", onclick: () => openRequest("PUT", "/meter/faults") }, "others …")),
    el("fieldset", {}, el("legend", {}, "lines to the chargers"), faults));
}

function line(name) {
  const path = `/lines/${encodeURIComponent(name)}/faults`;
  const add = (body) => () => act("POST", path, body);
  return el("li", {}, el("strong", {}, name), " ", el("span", {}), el("div", { class: "row" },
    el("button", { class: "chip", onclick: add({ fault: "no-answer", for: "30s" }) }, "no answers for 30 s"),
    el("button", { class: "chip", onclick: add({ fault: "late", by: "800ms", for: "30s" }) }, "late for 30 s"),
    el("button", { class: "chip", onclick: add({ fault: "unplugged", away: "10s", requests: 1 }) }, "unplug for 10 s"),
    el("button", { class: "chip", onclick: () => act("DELETE", path) }, "all well again"),
    el("button", { class: "quiet", onclick: () => openRequest("POST", "/lines/{line}/faults") }, "others …")));
}

export function drawHouseCard(state) {
  keep(loads, Object.keys(state.house.loads), (name) => el("button", {
    onclick: (event) => act("PUT", `/house/loads/${encodeURIComponent(name)}`,
      { on: event.currentTarget.getAttribute("aria-pressed") !== "true" }),
  }, name));
  for (const button of loads.children) {
    set(button, "aria-pressed", state.house.loads[button.dataset.name]);
  }
  keep(faults, state.lines.map((one) => one.name), line);
  state.lines.forEach((one, i) => say(faults.children[i].querySelector("span"),
    one.faults.length ? one.faults.map((fault) => fault.rule).join("; ") : `${one.serial}, no faults`));
}
