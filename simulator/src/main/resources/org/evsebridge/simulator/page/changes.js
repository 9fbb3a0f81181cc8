/** What has changed between two states, in words. */
import { amperes, blown, largest, stateOf, words } from "./words.js";

export function changes(before, now) {
  const found = [];
  const say = (what, bad = false) => found.push({ what, bad });
  for (const [name, on] of Object.entries(now.house.loads)) {
    if (before.house.loads[name] !== on) {
      say(`${name} ${on ? "on" : "off"}`);
    }
  }
  now.house.deadPhases.filter((phase) => !before.house.deadPhases.includes(phase))
    .forEach((phase) => say(`the fuse of ${phase} blows, at ${blown(now)?.at}, carrying ${blown(now)?.carried}`, true));
  if (before.house.deadPhases.length > 0 && now.house.deadPhases.length === 0) {
    say("new main fuses");
  }
  for (const [name, draw] of Object.entries(now.house.draws)) {
    if (JSON.stringify(before.house.draws[name]) !== JSON.stringify(draw)) {
      say(`${name} draws ${amperes(largest(draw))}`);
    }
  }
  if (JSON.stringify(before.house.sun) !== JSON.stringify(now.house.sun)) {
    say("the sun is another one");
  }
  const faults = now.meter.faults.map((fault) => fault.split(":")[0]); // how long a silence still lasts is no news
  faults.filter((fault) => !before.meter.faults.some((was) => was.startsWith(fault)))
    .forEach((fault) => say(`fault of the smart meter: ${fault}`, true));
  if (before.meter.faults.length > 0 && faults.length === 0) {
    say("the smart meter is without faults");
  }
  now.chargers.forEach((one, i) => ofCharger(before.chargers[i], one, say));
  now.lines.forEach((line, i) => {
    const was = before.lines[i]?.faults.map((fault) => fault.id) ?? [];
    line.faults.filter((fault) => !was.includes(fault.id)).forEach((fault) => say(`fault on ${line.name}: ${fault.rule}`, true));
    if (was.length > 0 && line.faults.length === 0) {
      say(`${line.name} is without faults`);
    }
  });
  return found;
}

function ofCharger(was, one, say) {
  if (!was) {
    return;
  }
  if ((was.car === null) !== (one.car === null)) {
    say(`${one.name}: car ${one.car ? "plugged in" : "unplugged"}`);
  }
  if (was.state !== one.state || was.powered !== one.powered) {
    const { letter, words, kind } = stateOf(one);
    say(`${one.name}: ${letter}, ${words}`, kind === "bad");
  }
  if (was.advertisedAmperes !== one.advertisedAmperes) {
    say(`${one.name}: may draw ${one.advertisedAmperes} A`);
  }
  one.faults.filter((fault) => !was.faults.includes(fault)).forEach((fault) => say(`${one.name}: ${words(fault)}`, true));
  was.faults.filter((fault) => !one.faults.includes(fault)).forEach((fault) => say(`${one.name}: no more ${words(fault)}`));
}
