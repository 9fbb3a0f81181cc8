/** A card for each charger: what it does in words and numbers, and all that one can do to it. */
import { act, quoted } from "./api.js";
import { chip, chips } from "./chips.js";
import { byId, el, keep, say, set } from "./elements.js";
import { openRequest } from "./forms.js";
import { PHASES, amperes, stateOf, words } from "./words.js";

/** A limit in both bytes of its register holds at once: 0x0A0A is 10 A. */
const BOTH_BYTES = 0x0101;

const at = (name) => `/chargers/${encodeURIComponent(name)}`;

/** A number with its name. */
const fact = (name) => el("div", { class: "fact" }, el("dt", {}, name), el("dd", { "data-fact": name }));

function card(name, api) {
  const preset = el("select", { "aria-label": `car for ${name}` },
    el("option", { value: "" }, "the charger's own car"), ...api.presets.map((key) => el("option", { value: key }, key)));
  const plug = () => act("PUT", `${at(name)}/car`, preset.value ? { preset: preset.value } : undefined);
  const limit = el("input", { type: "number", min: 0, max: 63, value: 10, required: true });
  const soc = el("input", { type: "number", min: 0, max: 100, value: 50, "aria-label": "state of charge, %" });
  return el("article", { class: "card", id: `charger-${name}` },
    el("h2", {}, el("span", { class: "badge" }), ` ${name} `, el("small", {})),
    el("p", { class: "state" }), el("p", { class: "note asked" }),
    el("dl", {}, ...["may draw", ...PHASES.map((p) => p.toUpperCase()), "session", "total", "board"].map(fact)),
    el("div", { class: "row" },
      preset, el("button", { class: "main", "data-does": "plug", onclick: plug }, "plug in"),
      el("button", { "data-does": "unplug", onclick: () => act("DELETE", `${at(name)}/car`) }, "unplug")),
    el("div", { class: "row needs-car" },
      el("label", {}, "battery at ", soc, " %"),
      el("button", { onclick: () => act("PATCH", `${at(name)}/car`, { soc: Number(soc.value) }) }, "set"),
      el("button", { class: "quiet", onclick: () => openRequest("PUT", "/chargers/{charger}/car") }, "another car …")),
    el("form", { class: "row", onsubmit: (event) => {
      event.preventDefault();
      act("PUT", `${at(name)}/registers/limit`, { value: Number(limit.value) * BOTH_BYTES });
    } }, el("label", {}, "a controller's limit ", limit, " A"), el("button", {}, "set")),
    el("div", { class: "row" },
      el("button", { onclick: () => act("POST", `${at(name)}/button`) }, "press the button"),
      el("button", { onclick: () => act("POST", `${at(name)}/power-cycle`) }, "power off and on")),
    chips("fieldset", el("legend", {}, "faults of the module"),
      ...api.faults.map(({ name: fault, means }) => chip(words(fault),
        (event) => act(event.target.getAttribute("aria-pressed") === "true" ? "DELETE" : "PUT", `${at(name)}/faults/${fault}`),
        { "data-fault": fault, "aria-pressed": "false" }, means)),
      chip("all well again", (event) =>
        event.target.parentElement.querySelectorAll('[aria-pressed="true"]').forEach((one) => one.click()))));
}

export function drawChargers(state, api) {
  const parent = byId("chargers");
  keep(parent, state.chargers.map((one) => one.name), (name) => card(name, api));
  state.chargers.forEach((one, i) =>
    draw(parent.children[i], one, state.lines.find((line) => line.name === one.line), state.addresses));
}

/** Who asks the module; while nobody does, how to start somebody who will. */
function drawAsked(note, line, addresses) {
  if (line?.lastClient) {
    say(note, `last asked by ${line.lastClient} at ${line.lastAsked.slice(11, 19)}`);
  } else if (addresses === null) {
    say(note, "no controller is connected; without the bridge it can come by the serial ports only");
  } else if (!note.querySelector("code")) {
    note.replaceChildren("no controller is connected. To start one, in a terminal: ",
      el("code", {}, controller(addresses)), " or ", el("code", {}, `evcc -c ${quotedWhereNeeded(`${addresses.dir}/evcc.yaml`)}`));
  }
}

/** The command of the simulator's own controller. */
function controller({ p1, modbus }) {
  const [host, port] = split(modbus);
  return `java -jar evse-simulator.jar controller --host ${host} --p1-port ${split(p1)[1]} --modbus-port ${port}`;
}

const quotedWhereNeeded = (path) => (/^[\w./+-]+$/.test(path) ? path : quoted(path));

const split = (address) => /^\[?(.*?)\]?:(\d+)$/.exec(address).slice(1);

function draw(card, one, line, addresses) {
  const is = stateOf(one);
  const facts = {
    "may draw": `${one.advertisedAmperes} A`, session: `${one.sessionKwh.toFixed(2)} kWh`,
    total: `${one.totalKwh.toFixed(2)} kWh`, board: `${one.celsius.toFixed(0)} °C`,
    ...Object.fromEntries(PHASES.map((p) => [p.toUpperCase(), amperes(one.amperes[p])])),
  };
  say(card.querySelector(".badge"), is.letter);
  set(card.querySelector(".badge"), "class", `badge ${is.kind}`);
  say(card.querySelector("small"), `${one.line}, unit ${one.unit}`);
  say(card.querySelector(".state"), is.words);
  drawAsked(card.querySelector(".asked"), line, addresses);
  set(card.querySelector('[data-does="plug"]'), "class", one.car === null ? "main" : "");
  card.querySelectorAll("[data-fact]").forEach((dd) => say(dd, facts[dd.dataset.fact]));
  card.querySelector('[data-does="unplug"]').disabled = one.car === null;
  card.querySelectorAll(".needs-car button:first-of-type").forEach((b) => { b.disabled = one.car === null; });
  card.querySelectorAll("[data-fault]").forEach((chip) =>
    set(chip, "aria-pressed", one.faults.includes(chip.dataset.fault)));
}
