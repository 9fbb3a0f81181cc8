/** The LEDs of a board, flashing as its own do: a character of a pattern lasts 250 ms. */
import { set, svg } from "./elements.js";

const STEP_MILLIS = 250;
const LOOK_MILLIS = 50;

export function led(name, cx, cy) {
  return svg("circle", { cx, cy, r: 6, class: `led ${name}`, "data-led": name }, svg("title", {}, `${name} LED`));
}

/** What the rig told last of each LED that is shown. */
const shown = new Map();

/** Takes the LEDs of a charger as they were told just now. */
export function tell(charger, leds, clock, circles) {
  const now = performance.now();
  for (const circle of circles) {
    const name = circle.dataset.led;
    const pattern = charger.powered ? leds[name] : "0";
    shown.set(circle, {
      pattern,
      since: name === "red" ? leds.redMillis : leds.greenMillis,
      told: now,
      speed: clock.paused ? 0 : clock.speed,
      colour: name === "external" ? leds.externalColour : name,
    });
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
  for (const [circle, { pattern, since, told, speed }] of shown) {
    set(circle, "data-lit", isLit(pattern, since + (now - told) * speed));
  }
}, LOOK_MILLIS);
