/** The LEDs of a board, flashing as its own do: a character of a pattern lasts 250 ms. */
import { set, svg } from "./elements.js";

const STEP_MILLIS = 250;
const LOOK_MILLIS = 50;

/** A state on its way is late by less than this; what differs by more has begun anew. */
const LATEST_MILLIS = 1500;

/** By how much the page's time gives way at each state: clocks of two machines drift apart. */
const DRIFT_MILLIS = 1;

export function led(name, cx, cy) {
  return svg("circle", { cx, cy, r: 6, class: `led ${name}`, "data-led": name }, svg("title", {}, `${name} LED`));
}

/** What the rig told last of each LED that is shown. */
const shown = new Map();

/**
 * When a pattern began, in the page's time times the clock's speed. A state that was late on its way makes it seem later than
 * it was: the earliest is kept, so that an LED does not jump.
 */
function beginning(was, pattern, speed, seems, latest) {
  return was && was.pattern === pattern && was.speed === speed && Math.abs(seems - was.began) < latest
    ? Math.min(seems, was.began + DRIFT_MILLIS * speed) : seems;
}

/** Takes the LEDs of a charger as they were told just now. */
export function tell(charger, leds, clock, circles) {
  const now = performance.now();
  for (const circle of circles) {
    const name = circle.dataset.led;
    const pattern = charger.powered ? leds[name] : "0";
    const speed = clock.paused ? 0 : clock.speed;
    const since = name === "red" ? leds.redMillis : leds.greenMillis;
    shown.set(circle, { pattern, speed, began: beginning(shown.get(circle), pattern, speed, now * speed - since, LATEST_MILLIS * speed) });
    set(circle, "data-pattern", pattern);
    set(circle, "data-colour", name === "external" ? leds.externalColour : name);
  }
  for (const circle of shown.keys()) {
    if (!circle.isConnected) {
      shown.delete(circle);
    }
  }
}

/** Whether an LED is lit so many milliseconds after its pattern began. */
export const isLit = (pattern, millis) => pattern[Math.floor(millis / STEP_MILLIS) % pattern.length] === "1";

setInterval(() => {
  const now = performance.now();
  for (const [circle, { pattern, speed, began }] of shown) {
    set(circle, "data-lit", isLit(pattern, Math.max(0, now * speed - began)));
  }
}, LOOK_MILLIS);
