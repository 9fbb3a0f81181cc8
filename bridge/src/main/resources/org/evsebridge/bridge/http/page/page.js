// The page: follows the bridge's state, and draws the last hour.

import { show } from "./dom.js";
import { follow, getJson, useToken } from "./feed.js";
import { Plot } from "./plot.js";
import * as view from "./views.js";
import * as say from "./words.js";

const HISTORY_MILLISECONDS = 15000;

const element = (id) => document.getElementById(id);
let state = {};
let waits = false;

const plots = {
  watts: new Plot(element("watts-plot"), [{ label: "power", colour: "--accent", filled: true }], (watts) =>
    Math.abs(watts) < 1000 ? `${say.number(watts)} W` : `${say.number(watts / 1000, 1)} kW`,
  ),
  amperes: new Plot(
    element("amperes-plot"),
    [
      { label: "L1", colour: "--l1" },
      { label: "L2", colour: "--l2" },
      { label: "L3", colour: "--l3" },
      { label: "car", colour: "--car", dashed: true },
    ],
    (amperes) => `${say.number(amperes, 1)} A`,
  ),
};

function fuse() {
  const fuses = (state.guards ?? []).map(({ fuse_amperes: amperes }) => amperes);
  return fuses.length === 0 ? undefined : Math.min(...fuses);
}

function render() {
  const { meter, modules = [], guards = [], lines = [], ports = [], clients = [], trouble = [] } = state;
  show(element("version"), state.version ?? "");
  show(element("power"), ...view.power(meter));
  show(element("phases"), ...view.phases(meter, fuse()));
  show(element("car"), ...view.car(modules, lines));
  show(element("guard"), ...view.guard(guards));
  show(element("lines"), ...view.lines(lines));
  show(element("ports"), ...view.ports(ports, clients));
  show(element("trouble"), ...view.trouble(trouble));
}

function link(words, kind) {
  const pill = element("link");
  if (pill.textContent !== words) {
    pill.textContent = words;
    pill.className = `pill ${kind}`;
  }
}

function heard(changed) {
  if (waits) {
    waits = false;
    state = {};
  }
  Object.assign(state, changed);
  link("live", "good");
  render();
}

function lost(needsToken) {
  waits = true;
  link(needsToken ? "needs the token" : "no connection to the bridge; the values are old", "bad");
  element("token").hidden = !needsToken;
}

async function history() {
  try {
    const hour = await getJson("/api/bridge/history");
    const times = hour.watts.map((_, index) => hour.end_seconds - (hour.watts.length - 1 - index) * hour.step_seconds);
    plots.watts.set(times, hour.watts);
    plots.amperes.set(times, hour.l1_amperes, hour.l2_amperes, hour.l3_amperes, hour.car_amperes);
    tell(hour.watts.filter((value) => value !== null));
  } catch {
    // the next one may come; that nothing comes is said at the top
  }
}

function tell(watts) {
  if (watts.length === 0) {
    show(element("hour-words"), "Nothing has been measured yet.");
    return;
  }
  const said = (value) => `${value < 0 ? "−" : ""}${say.power(value).join(" ")}`;
  const [low, high] = [Math.min(...watts), Math.max(...watts)];
  show(element("hour-words"), `Power between ${said(low)} and ${said(high)}; what is given to the grid is below zero.`);
}

element("token").addEventListener("submit", (event) => {
  event.preventDefault();
  useToken(element("word").value);
  element("token").hidden = true;
  begin();
});

function begin() {
  follow(heard, lost);
  history();
}

begin();
setInterval(history, HISTORY_MILLISECONDS);
