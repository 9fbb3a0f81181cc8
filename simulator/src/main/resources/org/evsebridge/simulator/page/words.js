/** What the rig's values mean, for one who has read nothing. */
export const PHASES = ["l1", "l2", "l3"];

export const amperes = (value) => (Math.abs(value) < 0.05 ? "0" : value.toFixed(1)) + " A";

export function watts(value) {
  return Math.abs(value) >= 1000 ? `${(value / 1000).toFixed(1)} kW` : `${Math.round(value)} W`;
}

/** A key in words. */
export const words = (key) => key.replaceAll("-", " ");

export const sum = (phases) => PHASES.reduce((all, phase) => all + phases[phase], 0);

export const largest = (phases) => Math.max(...PHASES.map((phase) => Math.abs(phases[phase])));

/** IEC 61851's states. */
export function stateOf(charger) {
  if (!charger.powered) {
    return { letter: "–", words: "no power: its phase L1 is dead", kind: "bad" };
  }
  const flowing = largest(charger.amperes) > 0.5;
  switch (charger.state) {
    case "A":
      return charger.car === null
        ? { letter: "A", words: "no car is plugged in", kind: "rest" }
        : { letter: "A", words: "car plugged in, not noticed yet", kind: "wait" };
    case "B":
      return charger.advertisedAmperes === 0
        ? { letter: "B", words: "car plugged in, may not charge: its limit is 0 A", kind: "wait" }
        : { letter: "B", words: why(charger), kind: "wait" };
    case "C":
    case "D":
      return {
        letter: charger.state,
        words: (flowing ? "charging" : "ready to charge, nothing flows yet")
          + (charger.state === "D" ? ", with ventilation" : ""),
        kind: "go",
      };
    case "undefined":
      return { letter: "?", words: "the module is starting", kind: "wait" };
    default:
      return { letter: "!", words: `${charger.state}: ${charger.errors.join(", ") || "see its faults"}`, kind: "bad" };
  }
}

function why(charger) {
  if (charger.car?.asleep) {
    return "car plugged in, asleep";
  }
  return charger.car?.asks === "nothing" ? "car plugged in, asks for nothing" : "car plugged in, about to charge";
}

const seconds = (state) => Date.parse(state.clock.now) / 1000;

/** How long in words. */
export const lasting = (time) => time < 90 ? `${Math.max(1, Math.round(time))} s`
  : time < 5400 ? `${Math.round(time / 60)} min` : `${Math.round(time / 3600)} h`;

/** How much of a fuse is used up, and when it blows if all goes on as in the last moments. */
function wear(state, before, phase) {
  const use = state.house.fuseUse[phase];
  const rate = before && (use - before.house.fuseUse[phase]) / (seconds(state) - seconds(before));
  const used = `${Math.round(use * 100)} % of what ${phase.toUpperCase()}'s fuse can bear is used up.`;
  return rate > 0 ? `${used} It blows in about ${lasting((1 - use) / rate)} if nobody draws less.`
    : rate === 0 && use === 0 ? "It can bear that." : used;
}

/**
 * The house in one sentence.
 *
 * @param before how it stood a few seconds ago, if that is known
 */
export function summary(state, before) {
  const dead = state.house.deadPhases;
  if (dead.length > 0) {
    return `The main fuse of ${dead.join(" and ")} has blown${reason(state)} Press the fuses to put in new ones.`;
  }
  const faulty = state.chargers.filter((charger) => stateOf(charger).kind === "bad");
  if (faulty.length > 0) {
    return faulty.map((charger) => `${charger.name} has stopped: ${stateOf(charger).words}`).join("; ") + ".";
  }
  const use = largest(state.house.fuseUse);
  const worst = PHASES.find((phase) => Math.abs(state.house.fuseUse[phase]) === use);
  const over = PHASES.filter((phase) => state.house.amperes[phase] > state.house.fuseAmperes);
  if (over.length > 0) {
    return `${over.map((p) => `${p.toUpperCase()} carries ${amperes(state.house.amperes[p])}`).join(", ")}: `
      + `more than the fuse's ${state.house.fuseAmperes} A. ${wear(state, before, worst)}`;
  }
  const cars = state.chargers.filter((charger) => largest(charger.amperes) > 0.5);
  const flow = state.house.watts < -5 ? `gives ${watts(-state.house.watts)} to the grid`
    : `takes ${watts(state.house.watts)} from the grid`;
  const cools = use > 0.01 ? `; the fuse of ${worst.toUpperCase()} cools from ${Math.round(use * 100)} %.` : ".";
  return `The house ${flow}; ${cars.length === 0 ? "no car is charging" : cars.length === 1 ? "a car is charging" : `${cars.length} cars are charging`}`
    + cools + wires(state);
}

export const isSilent = (state) => state.meter.faults.some((fault) => fault.startsWith("silence"));

/** What goes wrong on the wires, for the end of the sentence. */
function wires(state) {
  const lines = state.lines.filter((line) => line.faults.length > 0).map((line) => line.name);
  return (isSilent(state) ? " The smart meter is silent." : state.meter.faults.length > 0 ? " The smart meter's telegrams are spoilt." : "")
    + (lines.length > 0 ? ` Faults are set on ${lines.join(", ")}.` : "");
}

/** When the last fuse blew by the rig's clock, and what it carried; nothing before the first. */
export function blown(state) {
  const [, at, carried] = /at (\S+), carrying (.+)$/.exec(state.house.blownFuses.at(-1) ?? "") ?? [];
  const offset = /([+-])(\d\d):(\d\d)$/.exec(state.clock.now);
  const minutes = offset ? Number(`${offset[1]}1`) * (Number(offset[2]) * 60 + Number(offset[3])) : 0;
  return at && { at: new Date(Date.parse(at) + minutes * 60000).toISOString().slice(11, 19), carried };
}

/** Why the last fuse blew, and what is on. */
function reason(state) {
  const { at, carried } = blown(state) ?? {};
  const on = Object.entries(state.house.loads).filter(([, is]) => is).map(([name]) => name);
  return `${at ? ` at ${at}` : ""}: it carried more than ${state.house.fuseAmperes} A for too long`
    + (carried ? `, ${carried} at the end` : "") + (on.length > 0 ? `, with ${on.join(", ")} on.` : ".");
}
