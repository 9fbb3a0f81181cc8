// Numbers and states in words for a person.

const MODULE_STATES = {
  undefined: ["State not known", "quiet"],
  A: ["No car", "quiet"],
  B: ["Car connected, not charging", ""],
  C: ["Charging", "good"],
  D: ["Charging, the car asks for ventilation", "good"],
  error: ["Fault: not charging", "bad"],
  "hardware error": ["The module has a fault: not charging", "bad"],
};

const GUARD_STATES = {
  start: ["Waiting for the meter: the safe current at most", "warn"],
  free: ["Nothing to do: the car gets what its controller asks for", "good"],
  limited: ["Limits the car, so that the fuse holds", "warn"],
  paused: ["Has stopped the car, so that the fuse holds", "warn"],
  blind: ["The meter is silent: the safe current at most", "bad"],
  lost: ["The module does not answer; it has fallen back by itself", "bad"],
};

export function number(value, decimals = 0) {
  return new Intl.NumberFormat(undefined, {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  }).format(value === 0 ? 0 : value);
}

/** A power's magnitude: [number, unit]. */
export function power(watts) {
  const size = Math.abs(watts);
  return size < 1000 ? [number(size), "W"] : [number(size / 1000, 2), "kW"];
}

export function amperes(value) {
  return `${number(value, 1)} A`;
}

/** How long something lasted or has been. */
export function span(seconds) {
  if (seconds < 90) {
    return `${number(seconds)} s`;
  }
  return seconds < 5400 ? `${number(seconds / 60)} min` : `${number(seconds / 3600, 1)} h`;
}

export function ago(seconds) {
  return seconds === undefined ? "never yet" : `${span(seconds)} ago`;
}

/** Which way power flows: [words, class]. */
export function direction(watts) {
  if (Math.abs(watts) < 1) {
    return ["nothing flows", "quiet"];
  }
  return watts > 0 ? ["taken from the grid", "import"] : ["given to the grid", "export"];
}

/** A charging module's state: [words, class]. */
export function moduleState(module) {
  if (!module.fresh) {
    return module.last_answer_age_seconds === undefined
      ? ["The charging module has not answered yet", "warn"]
      : [`The charging module is silent; its last answer came ${ago(module.last_answer_age_seconds)}`, "bad"];
  }
  return MODULE_STATES[module.state ?? "undefined"];
}

/** What a guard does with a module: [words, class]. */
export function guardState(module) {
  return GUARD_STATES[module.state];
}

/** How a unit or a line does, by what it did last: [words, class]. */
export function health(bus) {
  const failed = bus.timeouts + bus.garbled;
  const answered = bus.last_answer_age_seconds;
  const failure = bus.last_failure_age_seconds;
  if (answered === undefined) {
    return failed > 0 ? ["has never answered", "bad"] : ["not asked yet", "quiet"];
  }
  if (failure !== undefined && failure < answered) {
    return [`silent, last answer ${ago(answered)}`, "bad"];
  }
  if (failure !== undefined && failure < 600) {
    return [`answers, but last failed ${ago(failure)}`, "warn"];
  }
  return ["answers", "good"];
}
