/** The last minutes, or the whole run, as plots: how many points there are is bounded, however long the page is open. */
import { get } from "./api.js";
import { el, set } from "./elements.js";
import { Plot, colour } from "./plot.js";
import { PHASES, watts } from "./words.js";

export const MOST = 2400; // ten minutes of four a second
const MARKS = 40;
const DRAW_MILLIS = 500;
const WHOLE_MILLIS = 2000;
const MISSED_MILLIS = 5000;
const CAR_COLOURS = ["--good", "--accent", "--warn", "--l1"];

const inAmperes = (value) => `${value.toFixed(1)} A`;
const perPhase = (of) => PHASES.map((phase) => of[phase]);

/** Each plot: its title, its lines, how a value is said, and its columns of a state and of the history of a run. */
const PLOTS = [
  {
    title: "grid: each phase against its fuse", say: inAmperes,
    lines: () => [...PHASES.map((phase) => ({ label: phase.toUpperCase(), colour: `--${phase}` })),
      { label: "fuse", colour: "--bad", dashed: true }],
    of: (state) => [...perPhase(state.house.amperes), state.house.fuseAmperes],
    run: (run, state) => [...perPhase(run.amperes), run.at.map(() => state.house.fuseAmperes)],
  },
  {
    title: "cars, and what they may draw", say: inAmperes,
    lines: (state) => state.chargers.flatMap((charger, i) => [
      { label: charger.name, colour: CAR_COLOURS[i % CAR_COLOURS.length] },
      { label: `${charger.name} may`, colour: CAR_COLOURS[i % CAR_COLOURS.length], dashed: true }]),
    of: (state) => state.chargers.flatMap((charger) =>
      [Math.max(...perPhase(charger.amperes)), charger.advertisedAmperes]),
    run: (run) => run.chargers.flatMap((charger) => [charger.amperes, charger.advertisedAmperes]),
  },
  {
    title: "power from the grid, from the sun, and from a battery", say: watts,
    lines: ({ house }) => [{ label: "grid", colour: "--text" }, { label: "sun", colour: "--sun" },
      ...(house.battery ? [{ label: "battery", colour: "--good" }] : [])],
    of: ({ house }) => [house.watts, house.sunWatts, ...(house.battery ? [house.battery.watts] : [])],
    run: (run, { house }) => [run.watts, run.sunWatts, ...(house.battery ? [run.batteryWatts] : [])],
  },
  {
    title: "voltage", say: (value) => `${value.toFixed(1)} V`, fits: true,
    lines: () => PHASES.map((phase) => ({ label: phase.toUpperCase(), colour: `--${phase}` })),
    of: (state) => perPhase(state.house.volts),
    run: (run) => perPhase(run.volts),
  },
];

let plots = [];
let shape = "";
let drawn = 0;
let last = -Infinity;
let heard = -Infinity;
let marks = [];
let whole = false;

/** A line from top to bottom where something happened. */
function drawMarks(u) {
  const { ctx, bbox } = u;
  ctx.save();
  ctx.setLineDash([2, 4]);
  for (const { at, bad } of marks) {
    const x = u.valToPos(at, "x", true);
    if (x >= bbox.left && x <= bbox.left + bbox.width) {
      ctx.strokeStyle = colour(bad ? "--bad" : "--quiet");
      ctx.beginPath();
      ctx.moveTo(x, bbox.top);
      ctx.lineTo(x, bbox.top + bbox.height);
      ctx.stroke();
    }
  }
  ctx.restore();
}

const DAY_SECONDS = 86400;

/** Times to the second; with the date where days are shown. */
function times(seconds) {
  const text = new Date(seconds * 1000).toISOString();
  const [first, latest] = plots[0]?.view.shown ?? [0, 0];
  return latest - first > DAY_SECONDS ? `${text.slice(5, 10)} ${text.slice(11, 16)}` : text.slice(11, 19);
}

function make(parent, plot, state) {
  const box = el("div", { class: "plot", role: "img", "aria-label": `plot: ${plot.title}` });
  parent.append(el("h3", {}, plot.title), box);
  const lines = plot.lines(state);
  const view = new Plot(box, lines, plot.say, { clock: times, closer: "rig", fits: plot.fits, over: drawMarks });
  return { plot, view, data: [[], ...lines.map(() => [])] };
}

function build(parent, state) {
  plots.forEach(({ view }) => view.remove());
  parent.replaceChildren();
  plots = [];
  plots = PLOTS.map((plot) => make(parent, plot, state));
}

function append(data, at, values) {
  data[0].push(at);
  values.forEach((value, i) => data[i + 1].push(value));
  if (data[0].length > MOST) {
    data.forEach((column) => column.splice(0, column.length - MOST));
  }
}

/** The rig's local time in seconds, as if it were UTC: so that every browser shows the rig's time. */
export const localSeconds = (now) => Date.parse(`${now.slice(0, 19)}Z`) / 1000 + Number(`0${now.match(/\.\d+/)?.[0] ?? ""}`);

/** The whole run as the rig remembers it, at local times. */
async function run(state) {
  const told = await get("/history");
  const shift = Math.round(localSeconds(state.clock.now) - Date.parse(state.clock.now) / 1000);
  told.at = told.at.map((at) => at + shift);
  return told;
}

/** Begins with what the rig remembers from before the page was opened. */
async function remember(state) {
  const told = await run(state).catch(() => null); // it shows what comes from now on then
  if (told && told.chargers.length === state.chargers.length) {
    plots.forEach(({ plot, data }) => {
      const from = data[0][0] ?? Infinity;
      const before = told.at.filter((at) => at < from).length;
      [told.at, ...plot.run(told, state)].forEach((column, i) => data[i].unshift(...column.slice(0, before)));
    });
  }
}

/** Takes a state into the plots. */
export function plot(parent, state) {
  const at = localSeconds(state.clock.now);
  const now = `${state.chargers.map((charger) => charger.name)} ${state.house.battery !== null}`;
  const missed = performance.now() - heard > MISSED_MILLIS; // nobody looked, or the rig was away
  heard = performance.now();
  if (now !== shape || at < last || missed) { // other chargers, a battery, the rig began anew, or its clock was set back
    shape = now;
    last = at;
    marks = missed ? marks : [];
    build(parent, state);
    plots.forEach(({ plot: one, data }) => append(data, at, one.of(state)));
    remember(state);
  } else if (at > last) {
    last = at;
    plots.forEach(({ plot: one, data }) => append(data, at, one.of(state)));
  }
  if (performance.now() - drawn > (whole ? WHOLE_MILLIS : DRAW_MILLIS) && !document.hidden) {
    drawn = performance.now();
    show(state);
  }
}

async function show(state) {
  if (whole) {
    const told = await run(state).catch(() => null); // the stream tells when the rig is away
    if (told && whole && told.chargers.length === state.chargers.length) {
      plots.forEach(({ plot: one, view }) => view.set(told.at, ...one.run(told, state)));
    }
  } else {
    plots.forEach(({ view, data }) => view.set(...data));
  }
}

/** How many points a plot holds. */
export const points = () => plots.map(({ data }) => data[0].length);

/** Marks that something happened, in the plots and in the list below. */
export function mark(list, at, time, what, bad = false) {
  marks.push({ at, bad });
  marks = marks.slice(-MARKS);
  list.prepend(el("li", { class: bad ? "bad" : "" }, el("time", {}, time), ` ${what}`));
  while (list.children.length > MARKS) {
    list.lastChild.remove();
  }
}

/** The choice of what is shown, above the plots. */
export function buildPlots(place) {
  const choices = [[false, "the last minutes"], [true, "the whole run"]].map(([value, label]) =>
    el("button", { class: "chip", "aria-pressed": String(value === whole), onclick: () => {
      whole = value;
      drawn = 0;
      plots.forEach(({ view }) => { view.shown = undefined; });
      choices.forEach((one, i) => set(one, "aria-pressed", (i === 1) === whole));
    } }, label));
  place.before(el("div", { class: "row", role: "group", "aria-label": "what the plots show" }, ...choices,
    el("span", { class: "note" }, "drag over a part to look closer, double-click to see all")));
}
