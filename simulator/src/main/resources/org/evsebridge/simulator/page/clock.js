/** Simulated time: what it is, how fast it goes, another date, and back to the beginning. */
import { act } from "./api.js";
import { el, say, set } from "./elements.js";

const SPEEDS = [1, 10, 60, 600, 3600];
const STEPS = [["10s", "+10 s"], ["1m", "+1 min"], ["15m", "+15 min"], ["1h", "+1 h"]];

const time = el("time", { class: "now" });
const pause = el("button", { onclick: () => act("PATCH", "/clock", { paused: pause.dataset.paused !== "true" }) });
const speed = el("select", { id: "speed", onchange: () => act("PATCH", "/clock", { speed: Number(speed.value) }) },
  ...SPEEDS.map((factor) => el("option", { value: factor }, `${factor}×`)));
const date = el("input", { id: "date", type: "datetime-local", max: "9999-12-31T23:59",
  oninput: () => { date.dataset.edited = "yes"; } });

const setDate = (event) => {
  event.preventDefault();
  delete date.dataset.edited;
  if (date.value) {
    act("PATCH", "/clock", { now: date.value.slice(0, 16).replace("T", " ") });
  }
};

/** Asks first: what is gone is gone for all who look. */
const anew = el("dialog", { "aria-labelledby": "anew", onclose: () => anew.returnValue === "yes" && act("POST", "/reset") },
  el("form", { method: "dialog" }, el("h2", { id: "anew" }, "Begin anew?"),
    el("p", {}, "Cars, faults, fuses, loads and the clock become as they were at the start, and the plots begin again."),
    el("div", { class: "row" }, el("button", { value: "yes", class: "warn" }, "begin anew"),
      el("button", { value: "no", autofocus: true }, "keep this run"))));

const askAnew = () => {
  anew.returnValue = "";
  anew.showModal();
};

export function buildClock(parent) {
  parent.append(
    anew,
    time,
    pause,
    el("label", { for: "speed" }, "speed "), speed,
    el("details", { open: matchMedia("(min-width: 48rem)").matches }, el("summary", {}, "more"), el("div", { class: "row" },
      ...STEPS.map(([by, label]) => el("button", { onclick: () => act("POST", "/clock/step", { by }) }, label)),
      el("form", { class: "row", onsubmit: setDate }, el("label", { for: "date" }, "date "), date, el("button", {}, "set")),
      el("button", { class: "quiet", onclick: askAnew }, "begin anew …"))));
}

export function drawClock(clock) {
  const now = clock.now.slice(0, 19);
  say(time, now.replace("T", " "));
  set(time, "datetime", clock.now);
  if (!date.dataset.edited && document.activeElement !== date) {
    date.value = now.slice(0, 16);
  }
  pause.dataset.paused = clock.paused;
  say(pause, clock.paused ? "▶ go on" : "❚❚ pause");
  if (document.activeElement !== speed) {
    if (![...speed.options].some((option) => Number(option.value) === clock.speed)) {
      speed.append(el("option", { value: clock.speed }, `${clock.speed}×`));
    }
    speed.value = clock.speed;
  }
}
