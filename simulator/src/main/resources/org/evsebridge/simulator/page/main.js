/** The page: takes each state that the rig tells to all that shows it. */
import { get } from "./api.js";
import { changes } from "./changes.js";
import { drawChargers } from "./chargers.js";
import { buildClock, drawClock } from "./clock.js";
import { byId, say, set } from "./elements.js";
import { formsBy } from "./forms.js";
import { buildFaults, buildHouse, drawHouseCard } from "./house.js";
import { tell } from "./leds.js";
import { buildPlots, localSeconds, mark, plot } from "./plots.js";
import { draw } from "./station.js";
import { AGAIN_MILLIS, listen } from "./stream.js";
import { summary } from "./words.js";

/** How long ago the state is that tells how fast a fuse is used up; in real time, at any speed of the clock. */
const BEFORE_MILLIS = 2000;

let now = null;
let before = [];
const state = () => now;

/** The names of faults, cars and modes; the page is of no use before. */
async function choices() {
  for (;;) {
    try {
      return await get("/static/choices.json");
    } catch (error) {
      lost(error.message);
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MILLIS));
    }
  }
}

/** What few look at is loaded when it is opened. */
function onceOpen(id, load, build) {
  byId(id).addEventListener("toggle", async () => build(await load(), byId(id)), { once: true });
}

function lost(why) {
  set(document.body, "class", now === null ? "waiting" : "lost");
  say(byId("says"), `Not connected: ${why}. Trying again …`);
}

const names = await choices();
buildClock(byId("clock"));
buildPlots(byId("plots"));
buildHouse(byId("house"), names);
buildFaults(byId("faults"), names);
onceOpen("transactions", () => import("./lists.js"), (lists, details) => lists.buildTransactions(details, state));
onceOpen("telegram", () => import("./lists.js"), (lists, details) => lists.buildTelegram(details));
onceOpen("registers", () => import("./registers.js"), (registers, details) => registers.buildRegisters(details, state));
formsBy(async (details) => {
  const [requests, openapi] = await Promise.all([import("./requests.js"), get("/static/requests.json")]);
  requests.buildRequests(details, openapi, state);
});

function told(next) {
  const list = byId("marks");
  if (now !== null && next.clock.now < now.clock.now) {
    list.replaceChildren();
  } else if (now !== null) {
    const at = localSeconds(next.clock.now);
    changes(now, next).forEach(({ what, bad }) => mark(list, at, next.clock.now.slice(11, 19), what, bad));
  }
  now = next;
  remember(now);
  say(byId("says"), summary(now, before[0]?.state));
  set(document.body, "class", now.house.deadPhases.length > 0 ? "trouble" : "well");
  drawClock(now.clock);
  draw(byId("scene"), now);
  document.querySelectorAll("#scene .leds").forEach((leds, i) =>
    tell(now.chargers[i], now.chargers[i].leds, now.clock, leds.querySelectorAll("[data-led]")));
  drawChargers(now, names);
  drawHouseCard(now);
  plot(byId("plots"), now);
}

/** Keeps the states of the last moments in which time has passed. */
function remember(state) {
  const at = performance.now();
  if (before.length > 0 && state.clock.now < before.at(-1).state.clock.now) {
    before = [];
  }
  before.push({ at, state });
  while (before.length > 2 && before[1].at < at - BEFORE_MILLIS) {
    before.shift();
  }
}

listen(
  told,
  lost);
