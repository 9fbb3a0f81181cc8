/** The station as a drawing: grid, fuses, meter, house, chargers, cars, and what flows. */
import { byId, keep, say, set, svg } from "./elements.js";
import { act } from "./api.js";
import { led } from "./leds.js";
import { PHASES, amperes, isSilent, largest, stateOf, watts } from "./words.js";

/** Where things stand, in the drawing's own units: side by side, or below each other on a phone. */
const WIDE = {
  width: 960, rowOf: 150, height: (chargers, more) => Math.max(250 + more, 30 + chargers * 150),
  grid: [10, 50], fuses: [160, 46], meter: [390, 66], house: [510, 20], charger: [690, 24], across: true,
};
const NARROW = {
  width: 360, rowOf: 150, height: (chargers, more) => 456 + more + chargers * 150,
  grid: [4, 14], fuses: [140, 14], meter: [14, 214], house: [170, 206], charger: [40, 446], across: false,
};

/** How many appliances the house has room for before it grows, and by how much each more makes it higher. */
const ROOM = 3;
const ROW = 30;
/** What the words for a battery in the house need. */
const BATTERY = 32;

/** How far apart the wires of the phases are: at the grid, at the fuses, behind them, on the cable. */
const GRID = 18;
const FUSES = 44;
const INSIDE = 10;
const CABLE = 5;

/** A drawing that can be pressed: what is pressed lies on top of it, so that its name is its label and not what changes. */
function button(label, does, touch, ...drawing) {
  return svg("g", { class: "does" }, ...drawing, svg("g", {
    role: "button", tabindex: 0, "aria-label": label, onclick: does,
    onkeydown: (event) => {
      if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        does();
      }
    },
  }, svg("title", {}, label), svg("rect", { ...touch, class: "touch" })));
}

/** Leads to what belongs to a part of the drawing. */
function lead(id) {
  const there = byId(id);
  there.open = true;
  there.scrollIntoView({ block: "center" });
  (there.querySelector("summary, button, select") ?? there).focus({ preventScroll: true });
}

const pressed = (drawing) => drawing.querySelector("[role=button]");

const text = (x, y, kind, content = "", anchor = "start") =>
  svg("text", { x, y, class: kind, "text-anchor": anchor }, content);

/** A name in the room that there is; the whole one is told when it is pointed at. */
const short = (name) => (name.length > 10 ? `${name.slice(0, 9)}…` : name);

const at = ([x, y]) => ({ transform: `translate(${x} ${y})` });

/** Three wires from one place to another, with a corner in between. */
function wires(kind, from, to, across = true, apart = [INSIDE, INSIDE]) {
  return svg("g", { class: `wires ${kind}` }, ...PHASES.map((phase, i) => {
    const [a, b] = apart.map((distance) => (i - 1) * distance);
    const path = across
      ? `M${from[0]} ${from[1] + a} H${(from[0] + to[0]) / 2 + (i - 1) * 6 * Math.sign(from[1] + a - to[1] - b)} V${to[1] + b} H${to[0]}`
      : `M${from[0] + a} ${from[1]} V${(from[1] + to[1]) / 2 + (i - 1) * 6 * Math.sign(from[0] - to[0])} H${to[0] + b} V${to[1]}`;
    return svg("g", {},
      svg("path", { d: path, class: `wire ${phase}` }),
      svg("path", { d: path, class: "flow", "data-phase": phase }));
  }));
}

/** How fast the dashes on a wire go: a share of 32 A, its sign the direction. */
function flow(path, current) {
  const speed = Math.abs(current) < 0.3 ? 0 : Math.abs(current) < 8 ? 1 : Math.abs(current) < 17 ? 2 : 3;
  set(path, "class", `flow ${speed ? `runs${speed}` : "still"} ${current < 0 ? "back" : ""}`);
}

function pylon(place) {
  return svg("g", at(place),
    svg("path", { d: "M30 0 L12 110 M30 0 L48 110 M2 26 H58 M8 48 H52 M19 70 L45 88 M41 70 L15 88", class: "line" }),
    text(30, 128, "label", "grid", "middle"),
    text(30, 146, "small", "", "middle"));
}

function fuse(phase, i) {
  return svg("g", { transform: `translate(0 ${i * 44})`, "data-phase": phase },
    text(0, 14, `name ${phase}`, phase.toUpperCase()),
    svg("rect", { x: 24, y: 2, width: 120, height: 15, rx: 4, class: "gauge" }),
    svg("rect", { x: 24, y: 2, width: 0, height: 15, rx: 4, class: "fill" }),
    svg("path", { d: "M104 -1 V20", class: "rating" }),
    text(150, 14, "value"),
    svg("rect", { x: 24, y: 20, width: 120, height: 4, class: "gauge" }),
    svg("rect", { x: 24, y: 20, width: 0, height: 4, class: "heat" }),
    text(150, 28, "small"));
}

function house(place, more, forBattery) {
  return svg("g", at(place),
    svg("g", { class: "sky" },
      svg("circle", { cx: 14, cy: 10, r: 9, class: "sun" }),
      svg("path", { d: "M6 24 a7 7 0 0 1 3 -13 a9 9 0 0 1 17 1 a6 6 0 0 1 2 12 Z", class: "cloud" }),
      text(34, 14, "small")),
    svg("path", { d: `M0 75 L75 8 L150 75 V${200 + more} H0 Z`, class: "box" }),
    svg("path", { d: "M14 58 L66 12 L70 17 L18 63 Z", class: "panel" }),
    text(75, 72, "label", "house", "middle"),
    text(75, 92, "value", "", "middle"),
    svg("g", { class: "battery" }, text(75, 110, "small", "", "middle"), text(75, 124, "small", "", "middle")),
    svg("g", { class: "loads", transform: `translate(10 ${104 + forBattery})` }));
}

function load(name) {
  const touch = { width: 130, height: 24, rx: 6 };
  const g = button(`switch ${name}`, () => act("PUT", `/house/loads/${encodeURIComponent(name)}`, { on: g.dataset.on !== "true" }), touch,
    svg("rect", { ...touch, class: "switch" }),
    text(10, 17, "label", short(name)), text(120, 17, "small", "", "end"));
  return g;
}

function charger(name) {
  const does = () => {
    const path = `/chargers/${encodeURIComponent(name)}/car`;
    return g.dataset.plugged === "true" ? act("DELETE", path) : act("PUT", path);
  };
  const shape = { width: 74, height: 108, rx: 10 };
  const holds = button("plug or unplug the car", does, { x: 142, y: 22, width: 118, height: 88 },
    svg("path", { class: "car", d: "M150 84 V66 Q152 58 164 56 L178 38 Q182 33 190 33 H218 Q226 33 231 39 L242 56 Q255 58 256 68 V84 Z" }),
    svg("circle", { cx: 174, cy: 86, r: 10, class: "wheel" }),
    svg("circle", { cx: 232, cy: 86, r: 10, class: "wheel" }),
    svg("rect", { x: 172, y: 62, width: 62, height: 12, rx: 2, class: "gauge" }),
    svg("rect", { x: 172, y: 62, width: 0, height: 12, rx: 2, class: "charge" }),
    text(203, 112, "label", "", "middle"));
  holds.classList.add("holds");
  const g = svg("g", {},
    button(`what can be done to ${name}`, () => lead(`charger-${name}`), shape,
      svg("rect", { ...shape, class: "box" }),
      text(37, 20, "label", name.length > 9 ? `${name.slice(0, 8)}…` : name, "middle"),
      text(37, 60, "letter", "", "middle"),
      svg("g", { class: "leds" }, led("green", 20, 78), led("red", 37, 78), led("external", 54, 78)),
      text(37, 100, "small may", "", "middle")),
    wires("cable", [74, 58], [150, 74], true, [CABLE, CABLE]),
    holds,
    text(0, 128, "state"));
  return g;
}

let built = "";
let parts;

function build(scene, state, layout) {
  const forBattery = state.house.battery ? BATTERY : 0;
  const more = Math.max(0, Object.keys(state.house.loads).length - ROOM) * ROW + forBattery;
  const height = layout.height(state.chargers.length, more);
  const house_ = house(layout.house, more, forBattery);
  const [fx, fy] = layout.fuses;
  const says = text(97, 148, "small", "", "middle");
  const fuses = button("put in new main fuses", () => (pressed(fuses).dataset.dead ? act("POST", "/house/fuses/reset") : lead("house")),
    { x: -10, y: -8, width: 214, height: 140, rx: 10 }, ...PHASES.map(fuse), says);
  fuses.setAttribute("transform", `translate(${fx} ${fy})`);
  const shape = { width: 84, height: 56, rx: 6 };
  const meter = button("the smart meter's last telegram", () => lead("telegram"), shape,
    svg("rect", { ...shape, class: "box" }), text(42, 18, "label", "meter", "middle"),
    svg("rect", { x: 8, y: 24, width: 68, height: 20, rx: 3, class: "display" }), text(42, 39, "digits", "", "middle"),
    text(42, 72, "small count", "", "middle"));
  meter.setAttribute("transform", at(layout.meter).transform);
  const grid = pylon(layout.grid);
  const [gx, gy] = layout.grid;
  const [mx, my] = layout.meter;
  const [hx, hy] = layout.house;
  const middle = fy + 53; // of the fuses
  const supply = [
    wires("supply", [gx + 50, gy + 36], [fx - 6, middle], true, [GRID, FUSES]),
    ...layout.across
      ? [wires("supply", [fx + 208, middle], [mx, my + 33], true, [FUSES, INSIDE]),
        wires("supply", [mx + 84, my + 33], [hx, hy + 120])]
      : [wires("supply", [fx + 90, fy + 160], [mx + 42, my], false), wires("supply", [mx + 84, my + 33], [hx, hy + 120])],
  ];
  const chargers = state.chargers.map((one, i) => {
    const g = charger(one.name);
    const place = [layout.charger[0], layout.charger[1] + (layout.across ? 0 : more) + i * layout.rowOf];
    g.setAttribute("transform", `translate(${place[0]} ${place[1]})`);
    const from = layout.across ? [hx + 150, hy + 120] : [hx + 30, hy + 200 + more];
    const to = layout.across ? [place[0], place[1] + 54] : [place[0] + 20, place[1]];
    return { g, feed: wires("feed", from, to, layout.across) };
  });
  const drawing = svg("svg", { viewBox: `0 0 ${layout.width} ${height}`, role: "group", "aria-label": "the station" },
    ...supply, ...chargers.map((c) => c.feed), grid, fuses, meter, house_, ...chargers.map((c) => c.g));
  scene.replaceChildren(drawing);
  parts = { grid, fuses, says, meter, house: house_, supply, chargers };
}

function drawFuses(state) {
  const { house: now } = state;
  const most = now.fuseAmperes * 1.5;
  for (const g of parts.fuses.querySelectorAll("[data-phase]")) {
    const phase = g.dataset.phase;
    const dead = now.deadPhases.includes(phase.toUpperCase());
    const there = now.phases.includes(phase.toUpperCase());
    const current = now.amperes[phase];
    const kind = dead ? "blown" : current > now.fuseAmperes ? "over" : current > now.fuseAmperes * 0.9 ? "near" : "fine";
    set(g, "class", `fuse ${kind} ${there ? "" : "absent"}`);
    set(g.querySelector(".fill"), "width", dead ? 120 : Math.min(120, (Math.abs(current) / most) * 120).toFixed(1));
    set(g.querySelector(".heat"), "width", (now.fuseUse[phase] * 120).toFixed(1));
    say(g.querySelector(".value"), there ? dead ? "blown" : amperes(current) : "–");
    say(g.querySelector("text.small"), there ? `fuse ${Math.round(now.fuseUse[phase] * 100)} %` : "");
  }
  const dead = now.deadPhases.length > 0;
  pressed(parts.fuses).dataset.dead = dead ? "yes" : "";
  set(pressed(parts.fuses), "aria-label", dead ? "put in new main fuses" : `main fuses, ${now.connection}`);
  say(pressed(parts.fuses).querySelector("title"), dead ? "put in new main fuses" : "main fuses");
  say(parts.says, dead ? "click: new fuses" : `main fuses ${now.connection}, ${now.fuseKind}`);
}

function drawHouse(state) {
  const { house: now, meter } = state;
  const cars = state.chargers.reduce((all, c) => all + PHASES.reduce((w, p) => w + c.amperes[p] * c.outputVolts[p], 0), 0);
  say(parts.grid.lastChild, now.watts < 0 ? "gets from you" : "gives to you");
  const silent = isSilent(state);
  set(parts.meter, "class", silent ? "does silent" : "does");
  say(parts.meter.querySelector(".digits"), silent ? "silent" : watts(now.watts));
  say(parts.meter.querySelector(".count"), `${meter.telegrams} telegrams`);
  const gives = now.battery?.watts ?? 0;
  say(parts.house.querySelector(".value"), `uses ${watts(now.watts - cars + now.sunWatts + gives)}`);
  const [holds, does] = parts.house.querySelector(".battery").children;
  say(holds, now.battery ? `battery ${Math.round(now.battery.soc)} %` : "");
  say(does, now.battery ? `${gives < 0 ? "takes" : "gives"} ${watts(Math.abs(gives))}` : "");
  const { sun } = now;
  const hasPanels = sun.peak > 0 || sun.watts !== null || now.sunWatts > 1;
  set(parts.house, "class", `house ${hasPanels ? "" : "bare"} ${now.sunWatts > 1 ? "sunny" : "dark"} ${sun.clouds > 0 ? "cloudy" : ""}`);
  say(parts.house.querySelector(".sky text"), hasPanels ? watts(now.sunWatts) : "");
  const names = Object.keys(now.loads);
  const loads = parts.house.querySelector(".loads");
  if (keep(loads, names, load)) {
    [...loads.children].forEach((child, i) => child.setAttribute("transform", `translate(0 ${i * ROW})`));
  }
  for (const g of loads.children) {
    const on = now.loads[g.dataset.name];
    g.dataset.on = on;
    set(pressed(g), "aria-pressed", on);
    set(g, "class", on ? "does on" : "does");
    say(g.querySelector(".small"), on ? "on" : "off");
  }
}

function drawCharger(one, g) {
  const is = stateOf(one);
  g.dataset.plugged = one.car !== null;
  set(g, "class", `charger ${is.kind} ${one.car ? "plugged" : "alone"}`);
  say(g.querySelector(".letter"), is.letter);
  say(g.querySelector(".may"), one.powered ? `≤ ${one.advertisedAmperes} A` : "dark");
  say(g.querySelector(".state"), is.words);
  const car = g.querySelector(".holds");
  const label = one.car ? "unplug the car" : "plug in the car";
  set(pressed(car), "aria-label", `${label} at ${one.name}`);
  say(car.querySelector("title"), label);
  set(car.querySelector(".charge"), "width", one.car ? (one.car.soc * 0.62).toFixed(1) : 0);
  say(car.querySelector(".label"), one.car ? `${Math.floor(one.car.soc)} % · ${amperes(largest(one.amperes))}` : "click: plug in");
  for (const path of g.querySelectorAll(".flow")) {
    flow(path, one.amperes[path.dataset.phase]);
  }
}

/** Shows a state. */
export function draw(scene, state) {
  const layout = scene.clientWidth < 700 ? NARROW : WIDE;
  const shape = `${layout.width} ${state.chargers.map((c) => c.name)} ${Object.keys(state.house.loads).length} ${state.house.battery !== null}`;
  if (built !== shape) {
    built = shape;
    build(scene, state, layout);
  }
  for (const path of parts.supply.flatMap((g) => [...g.querySelectorAll(".flow")])) {
    flow(path, state.house.amperes[path.dataset.phase]);
  }
  drawFuses(state);
  drawHouse(state);
  state.chargers.forEach((one, i) => {
    drawCharger(one, parts.chargers[i].g);
    for (const path of parts.chargers[i].feed.querySelectorAll(".flow")) {
      flow(path, one.amperes[path.dataset.phase]);
    }
  });
}
