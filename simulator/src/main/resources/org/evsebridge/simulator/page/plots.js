/** The last minutes as plots: how many points there are is bounded, however long the page is open. */
import { el } from "./elements.js";
import { colour } from "./plot.js";
import { PHASES } from "./words.js";

const MOST = 2400; // ten minutes of four a second
const MARKS = 40;
const DRAW_MILLIS = 500;

/** Each plot: its title, unit, and the lines of a state. */
const PLOTS = [
  {
    title: "grid, each phase against its fuse", unit: "A",
    lines: () => [["L1", "--l1"], ["L2", "--l2"], ["L3", "--l3"], ["fuse", "--bad", [6, 4]]],
    of: (state) => [...PHASES.map((phase) => state.house.amperes[phase]), state.house.fuseAmperes],
  },
  {
    title: "cars and what they may draw", unit: "A",
    lines: (state) => state.chargers.flatMap((charger, i) => [
      [charger.name, CAR_COLOURS[i % CAR_COLOURS.length]],
      [`${charger.name} may`, CAR_COLOURS[i % CAR_COLOURS.length], [3, 3]]]),
    of: (state) => state.chargers.flatMap((charger) => [
      Math.max(...PHASES.map((phase) => charger.amperes[phase])), charger.advertisedAmperes]),
  },
  {
    title: "house and sun", unit: "W",
    lines: () => [["grid", "--text"], ["sun", "--sun"]],
    of: (state) => [state.house.watts, state.house.sunWatts],
  },
  {
    title: "voltage", unit: "V",
    lines: () => [["L1", "--l1"], ["L2", "--l2"], ["L3", "--l3"]],
    of: (state) => PHASES.map((phase) => state.house.volts[phase]),
  },
];
const CAR_COLOURS = ["--good", "--accent", "--warn", "--l1"];

let plots = [];
let shape = "";
let drawn = 0;
let last = -Infinity;
let marks = [];

/** A line from top to bottom where something happened. */
function drawMarks(u) {
  const { ctx, bbox } = u;
  ctx.save();
  ctx.strokeStyle = colour("--quiet");
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

function make(parent, plot, state) {
  const lines = plot.lines(state);
  const axis = { stroke: colour("--quiet"), grid: { stroke: colour("--line"), width: 1 }, ticks: { stroke: colour("--line") } };
  const box = el("div", { class: "plot", role: "img", "aria-label": `plot: ${plot.title}` });
  parent.append(el("h3", {}, `${plot.title} (${plot.unit})`), box);
  const u = new uPlot({
    width: Math.max(280, parent.clientWidth), height: 170,
    cursor: { sync: { key: "rig" }, drag: { x: true } },
    legend: { live: false },
    series: [{ value: (u, at) => (at === null ? "" : times(u, [at])[0]) }, ...lines.map(([label, name, dash]) => ({
      label, stroke: colour(name), dash, width: 1.5, points: { show: false }, spanGaps: false }))],
    axes: [{ ...axis, values: times, space: 80 }, { ...axis, size: 56 }],
    hooks: { draw: [drawMarks] },
  }, [[], ...lines.map(() => [])], box);
  return { plot, u, data: [[], ...lines.map(() => [])] };
}

function build(parent, state) {
  plots.forEach(({ u }) => u.destroy());
  parent.replaceChildren();
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

const DAY_SECONDS = 86400;

/** Times on an axis, to the second; with the date where days are shown. */
function times(u, ticks) {
  const days = u.scales.x.max - u.scales.x.min > DAY_SECONDS;
  return ticks.map((tick) => {
    const text = new Date(tick * 1000).toISOString();
    return days ? `${text.slice(5, 10)} ${text.slice(11, 16)}` : text.slice(11, 19);
  });
}

/** Takes a state into the plots. */
export function plot(parent, state) {
  const at = localSeconds(state.clock.now);
  const now = `${state.chargers.map((charger) => charger.name)}`;
  if (now !== shape || at < last) { // other chargers, or the rig began anew
    shape = now;
    marks = [];
    build(parent, state);
  }
  if (at === last) {
    return;
  }
  last = at;
  plots.forEach(({ plot: one, data }) => append(data, at, one.of(state)));
  if (performance.now() - drawn > DRAW_MILLIS && !document.hidden) {
    drawn = performance.now();
    plots.forEach(show);
  }
}

/** Shows what there is by now; whoever looks closer at a part goes on to look at that part. */
function show(one) {
  const { u, data, shown } = one;
  const { min, max } = u.scales.x;
  const all = shown === undefined || (min <= shown[0] && max >= shown[1]);
  u.setData(data, all);
  if (all) {
    one.shown = [data[0][0], data[0].at(-1)];
  } else {
    u.redraw();
  }
}

/** Marks that something happened, in the plots and in the list below. */
export function mark(list, at, time, what, bad = false) {
  marks.push({ at, bad });
  marks = marks.slice(-MARKS);
  list.prepend(el("li", { class: bad ? "bad" : "" }, el("time", {}, time), ` ${what}`));
  while (list.children.length > MARKS) {
    list.lastChild.remove();
  }
}

let resizing;
new ResizeObserver(() => {
  clearTimeout(resizing);
  resizing = setTimeout(() => plots.forEach(({ u }) => {
    u.setSize({ width: Math.max(280, u.root.parentElement.parentElement.clientWidth), height: 170 });
  }), 100);
}).observe(document.body);

/** Colours are drawn into the plots: they are made anew when the machine turns dark or light. */
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
  shape = "";
});
