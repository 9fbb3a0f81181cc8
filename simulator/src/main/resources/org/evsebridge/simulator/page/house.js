/** The house: what can be switched, its sun, its fuses, its meter's and its lines' faults. */
import { act } from "./api.js";
import { chip, chips } from "./chips.js";
import { el, keep, say, set } from "./elements.js";
import { openRequest } from "./forms.js";
import { PHASES, amperes, words } from "./words.js";

const loads = el("ul", { class: "list", "aria-label": "appliances" });
const sun = el("p", { class: "note" });
const battery = el("p", { class: "note" });
const howToBlow = el("span", { class: "note" });
const meterFaults = el("p", { class: "note" });
const lines = el("ul", { class: "list" });

/** So many times its rating blows a fuse of any kind within seconds. */
const FAR_TOO_MUCH = 4;

/** What a chip for a fault of the meter is called and asks for; how likely or long can be told in the form. */
const OF_METER = {
  flip: ["flipped bits", 0.5], cut: ["cut short", 0.5], crc: ["wrong checksum", 0.5], babble: ["noise before", 0.5],
  late: ["late", "800ms"], silence: ["silent for 30 s", "30s"],
};

const form = (method, path) =>
  el("button", { class: "quiet", onclick: () => openRequest(method, path) }, "with parameters …");

/** A number that is sent when its button is pressed or with Enter. */
function number(label, unit, attributes, send) {
  const input = el("input", { type: "number", required: true, ...attributes });
  return el("form", { class: "row", onsubmit: (event) => {
    event.preventDefault();
    send(Number(input.value));
  } }, el("label", {}, `${label} `, input, ` ${unit}`), el("button", {}, "set"));
}

const sunForms = [
  number("panels of", "W", { min: 0, max: 100000, value: 6000, name: "peak" }, (peak) => act("PATCH", "/house/sun", { peak })),
  number("clouds take", "%", { min: 0, max: 100, value: 60, name: "clouds" },
    (share) => act("PATCH", "/house/sun", { clouds: share / 100 })),
  number("always give", "W", { min: 0, max: 100000, value: 3000, name: "watts" },
    (watts) => act("PATCH", "/house/sun", { watts })),
];

const batteryForms = [
  number("holds", "kWh", { min: 0.1, max: 1000, step: "any", value: 10, name: "capacity" },
    (capacity) => act("PATCH", "/house/battery", { capacity })),
  number("filled to", "%", { min: 0, max: 100, step: "any", value: 50, name: "soc" }, (soc) => act("PATCH", "/house/battery", { soc })),
];
const batteryModes = el("div", {});

export function buildHouse(parent, api) {
  batteryModes.append(...api.batteryModes.map((mode) =>
    chip(mode, () => act("PATCH", "/house/battery", { mode }), { "data-battery-mode": mode })));
  parent.append(
    el("h2", {}, "House"), loads,
    el("div", { class: "row" }, el("button", { onclick: () => act("POST", "/house/fuses/reset") }, "new main fuses"), howToBlow),
    el("fieldset", {}, el("legend", {}, "sun"), sun, ...sunForms,
      chip("as it was at first", () => act("DELETE", "/house/sun"))),
    el("fieldset", {}, el("legend", {}, "battery of the house"), battery, ...batteryForms, batteryModes,
      chip("as it was at first", () => act("DELETE", "/house/battery"))));
}

/** What can go wrong between the house and who reads it. */
export function buildFaults(parent, api) {
  parent.append(
    el("h2", {}, "What can go wrong on the wires"),
    chips("fieldset", el("legend", {}, "smart meter"), meterFaults,
      ...api.meterFaults.map(({ name: fault, means }) => {
        const [label, value] = OF_METER[fault] ?? [fault, 0.5];
        return chip(label, () => act("PUT", "/meter/faults", { [fault]: value }), { "data-meter-fault": fault }, means);
      }),
      chip("all well again", () => act("DELETE", "/meter/faults")),
      form("PUT", "/meter/faults")),
    el("fieldset", {}, el("legend", {}, "lines to the chargers, for 30 s each"), lines));
  lines.made = (name) => line(name, api.lineFaults);
}

function load(name) {
  const at = `/house/loads/${encodeURIComponent(name)}`;
  const button = el("button", { "data-load": name,
    onclick: () => act("PUT", at, { on: button.getAttribute("aria-pressed") !== "true" }) }, name);
  return el("li", { class: "row" }, button, el("span", { class: "always" }, name),
    number("draws", "A", { min: 0, max: 1000, step: "any", "data-draw": name, "aria-label": `amperes of ${name}` },
      (each) => act("PATCH", at, { amperes: each })), el("small", {}));
}

function drawLoad(item, house) {
  const { name } = item.dataset;
  const [button, always] = item.children;
  const input = item.querySelector("input");
  const isSwitched = name in house.loads;
  button.hidden = !isSwitched;
  always.hidden = isSwitched;
  set(button, "aria-pressed", house.loads[name] ?? true);
  const draw = house.draws[name];
  const on = PHASES.filter((phase) => draw[phase] > 0);
  say(item.querySelector("small"), on.map((phase) => `${phase.toUpperCase()} ${amperes(draw[phase])}`).join(", "));
  if (document.activeElement !== input && item.told !== JSON.stringify(draw)) {
    item.told = JSON.stringify(draw);
    input.value = Number(Math.max(...PHASES.map((phase) => draw[phase])).toFixed(2));
  }
}

let toldSun = "";

/** Shows in the fields what holds, once it has changed. */
function drawSun(is) {
  if (toldSun !== JSON.stringify(is)) {
    toldSun = JSON.stringify(is);
    const [peak, clouds] = sunForms.map((one) => one.querySelector("input"));
    peak.value = is.peak || peak.value;
    clouds.value = Math.round(is.clouds * 100);
  }
}

/** What only a battery that is there can do is hidden from a house without one. */
function drawBattery(is) {
  say(battery, is === null ? "no battery; one of so many kWh can be had"
    : `${Math.round(is.soc)} % of ${is.capacity} kWh, at most ${is.power} W, mode ${is.mode}`);
  batteryForms[1].hidden = is === null;
  batteryModes.hidden = is === null;
  for (const one of batteryModes.children) {
    set(one, "aria-pressed", one.dataset.batteryMode === is?.mode);
  }
}

function line(name, kinds) {
  const path = `/lines/${encodeURIComponent(name)}/faults`;
  return el("li", {}, el("strong", {}, name), " ", el("span", {}), el("ul", { class: "list" }),
    chips("div", ...kinds.map(({ name: fault, means }) =>
      chip(words(fault), () => act("POST", path, { fault, for: "30s" }), { "data-line-fault": fault }, means)),
    chip("all well again", () => act("DELETE", path)),
    form("POST", "/lines/{line}/faults")));
}

function drawLine(item, one) {
  const [, says, rules] = item.children;
  say(says, one.faults.length > 0 ? `${one.serial}:` : `${one.serial}, no faults`);
  keep(rules, one.faults.map((fault) => `${fault.id}`), (id) => el("li", {},
    one.faults.find((fault) => `${fault.id}` === id).rule, " ",
    chip("take away", () => act("DELETE", `/lines/${encodeURIComponent(one.name)}/faults/${id}`))));
}

export function drawHouseCard(state) {
  const { house, meter } = state;
  keep(loads, [...new Set([...Object.keys(house.loads), ...Object.keys(house.draws)])], load);
  [...loads.children].forEach((item) => drawLoad(item, house));
  say(howToBlow, `to blow one, let an appliance draw ${house.fuseAmperes * FAR_TOO_MUCH} A`);
  drawSun(house.sun);
  drawBattery(house.battery);
  say(sun, house.sun.watts !== null ? `gives ${house.sun.watts} W whatever the sky does`
    : house.sun.peak > 0 ? `panels of ${house.sun.peak} W, clouds take ${Math.round(house.sun.clouds * 100)} %`
      : "no panels");
  say(meterFaults, meter.faults.length > 0 ? meter.faults.join(", ") : `${meter.kind}, no faults`);
  keep(lines, state.lines.map((one) => one.name), lines.made);
  state.lines.forEach((one, i) => drawLine(lines.children[i], one));
}
