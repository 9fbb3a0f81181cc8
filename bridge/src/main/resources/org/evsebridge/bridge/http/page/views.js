// What is shown of the bridge's state: each function makes the elements of a section.

import { h } from "./dom.js";
import * as say from "./words.js";

function facts(pairs) {
  return h(
    "dl",
    { class: "facts" },
    pairs.filter(([, value]) => value !== undefined).flatMap(([name, value]) => [h("dt", {}, name), h("dd", {}, value)]),
  );
}

function state([words, kind], tag = "p") {
  return h(tag, { class: kind || undefined }, h("strong", {}, words));
}

const kwh = (value) => (value === undefined ? undefined : `${say.number(value, 1)} kWh`);

export function power(meter) {
  if (meter === undefined) {
    return [h("p", { class: "quiet" }, "No smart meter is read: there is no p1: entry.")];
  }
  if (!meter.fresh) {
    return [h("p", { class: "figure quiet" }, "–"), h("p", { class: "bad" }, h("strong", {}, meter.trouble))];
  }
  const [words, kind] = say.direction(meter.watts ?? 0);
  const [size, unit] = say.power(meter.watts ?? 0);
  return [
    h("p", { class: `figure ${kind}`, id: "watts" }, size, "\u202f", h("small", {}, unit)),
    h("p", { class: kind }, h("strong", {}, words)),
    facts([
      ["taken in all", kwh(meter.imported_kwh)],
      ["given in all", kwh(meter.exported_kwh)],
      ["tariff", meter.tariff === undefined ? undefined : `${meter.tariff}`],
      ["gas", meter.gas_m3 === undefined ? undefined : `${say.number(meter.gas_m3, 1)} m³`],
    ]),
  ];
}

/** Phases as bars against the fuse; without one that is known, against the largest of the usual. */
export function phases(meter, fuse) {
  if (!meter?.fresh) {
    return [h("p", { class: "quiet" }, "No values now.")];
  }
  const all = Object.entries(meter.phases);
  const top = fuse ?? Math.max(25, ...all.map(([, { amperes = 0 }]) => Math.abs(amperes)));
  const bars = all.map(([name, phase]) => bar(name, phase, top, fuse));
  const under = fuse === undefined ? `bars up to ${top} A; the fuse is known with a load guard` : `bars up to the fuse, ${fuse} A`;
  return [...bars, h("p", { class: "quiet small" }, under)];
}

function bar(name, { amperes, volts, watts }, top, fuse) {
  if (amperes === undefined) {
    return h("p", {}, `${name}: ${watts === undefined ? "" : say.power(watts).join(" ")}`);
  }
  const share = Math.abs(amperes) / top;
  const out = amperes < 0;
  const kind = out ? "out" : fuse !== undefined && share > 1 ? "over" : fuse !== undefined && share > 0.8 ? "high" : "";
  const words = `${say.amperes(Math.abs(amperes))}${out ? " given" : ""}`;
  return h(
    "div",
    { class: "meter-row" },
    h("strong", {}, name),
    h(
      "div",
      {
        class: `meter ${kind}`,
        role: "meter",
        "aria-label": `current of ${name}`,
        "aria-valuemin": "0",
        "aria-valuemax": `${top}`,
        "aria-valuenow": `${Math.min(top, Math.abs(amperes))}`,
        "aria-valuetext": words,
      },
      h("span", { vars: { "--share": `${Math.min(100, 100 * share).toFixed(1)}%` } }),
    ),
    h("span", {}, words, volts === undefined ? "" : h("span", { class: "quiet small" }, ` ${say.number(volts)} V`)),
  );
}

export function car(modules, lines) {
  if (modules.length === 0) {
    return [
      h(
        "p",
        { class: "quiet" },
        lines.length === 0
          ? "No charging module: there is no modbusproxy: entry."
          : "Which unit is the charging module? Write “describe: {2: smartevse}” into the modbusproxy: entry, with its address.",
      ),
    ];
  }
  return modules.map((module) => oneCar(module, modules.length > 1));
}

function oneCar(module, named) {
  const currents = Object.values(module.phases ?? {}).map(({ amperes }) => amperes);
  const flows = module.charging_phases > 0;
  return h(
    "div",
    { class: "list" },
    named ? h("h3", {}, `Unit ${module.unit} on ${module.line}`) : undefined,
    state(say.moduleState(module)),
    (module.errors ?? []).length > 0 ? h("p", { class: "bad" }, `It says: ${module.errors.join(", ")}.`) : undefined,
    module.fresh
      ? facts([
          ["takes", flows && module.watts !== undefined ? say.power(module.watts).join(" ") : undefined],
          ["current", flows ? currents.map((value) => say.number(value, 1)).join(" / ") + " A" : undefined],
          ["may take", module.advertised_amperes === undefined ? undefined : offered(module)],
          ["this session", module.session_kwh === undefined ? undefined : `${say.number(module.session_kwh, 2)} kWh`],
          ["board", module.celsius === undefined ? undefined : `${module.celsius} °C`],
        ])
      : undefined,
  );
}

function offered({ advertised_amperes: offer, three_phases: three }) {
  if (offer < 6) {
    return "nothing";
  }
  return `${offer} A${three === undefined ? "" : three ? " on three phases" : " on one phase"}`;
}

export function guard(guards) {
  if (guards.length === 0) {
    return [h("p", { class: "quiet" }, "None: nothing here keeps the main fuse from blowing.")];
  }
  return guards.flatMap((one) =>
    one.modules.map((module) =>
      h(
        "div",
        { class: "list" },
        one.modules.length > 1 || guards.length > 1 ? h("h3", {}, `Unit ${module.unit} on ${module.line}`) : undefined,
        state(say.guardState(module)),
        module.cause ? h("p", {}, `Why: ${module.cause}`) : undefined,
        module.controller_silent ? h("p", { class: "warn" }, "Nobody steers the module any more.") : undefined,
        facts([
          ["granted", `${module.granted_amperes} A`],
          ["asked for", `${module.wished_amperes} A`],
          ["without the bridge", `${module.safe_amperes} A`],
          ["main fuse", `${one.fuse_amperes} A`],
        ]),
      ),
    ),
  );
}

export function lines(all) {
  if (all.length === 0) {
    return [h("p", { class: "quiet" }, "None.")];
  }
  return all.map((line) => {
    const units = Object.entries(line.units);
    return h(
      "div",
      { class: "list" },
      h("h3", {}, line.name),
      facts([
        ["in use", `${say.number(100 * line.utilisation, 1)} % of the time`],
        ["usual answer", `${say.number(1000 * line.p50_seconds)} ms, 99 of 100 within ${say.number(1000 * line.p99_seconds)} ms`],
        ["wait for it now", `${line.waiting}`],
      ]),
      units.length === 0
        ? h("p", { class: "quiet" }, "Nobody has asked a unit yet.")
        : h(
            "table",
            {},
            h("thead", {}, h("tr", {}, ["unit", "health", "answers", "failed"].map((text) => h("th", { scope: "col" }, text)))),
            h("tbody", {}, units.map(unit)),
          ),
    );
  });
}

function unit([address, bus]) {
  const [words, kind] = say.health(bus);
  return h(
    "tr",
    {},
    h("th", { scope: "row" }, address),
    h("td", { class: kind }, words),
    h("td", {}, say.number(bus.answers)),
    h("td", {}, say.number(bus.timeouts + bus.garbled)),
  );
}

export function ports(all, clients) {
  const gateways = [...new Set(clients.map(({ port }) => port))];
  return [...all.map(port), ...gateways.map((name) => gateway(name, clients.filter((one) => one.port === name)))];
}

function port(one) {
  const device = one.device_open === undefined ? undefined : one.device_open > 0 ? "device open" : "device away";
  return h(
    "details",
    {},
    h("summary", {}, h("strong", {}, one.name), `: ${count(one.clients, "client")}`, device ? `, ${device}` : ""),
    facts([
      ["last byte", device ? say.ago(one.last_byte_age_seconds) : undefined],
      ["last telegram", device && one.telegrams > 0 ? say.ago(one.last_telegram_age_seconds) : undefined],
      ["telegrams", one.telegrams === undefined ? undefined : say.number(one.telegrams)],
      ["damaged", one.crc_errors === undefined ? undefined : say.number(one.crc_errors + one.broken_telegrams)],
      ["came since the start", say.number(one.accepted)],
      ["refused, cut off", `${one.refused}, ${one.cut_off}`],
    ]),
    one.each_client.length === 0
      ? undefined
      : table(
          ["client", "took", "waits for"],
          one.each_client.map((client) => [client.address ?? "hidden", bytes(client.taken_bytes), bytes(client.waiting_bytes)]),
        ),
  );
}

function gateway(name, clients) {
  return h(
    "details",
    {},
    h("summary", {}, h("strong", {}, name), `: ${count(clients.length, "address", "addresses")} seen`),
    table(
      ["client", "answers", "waits for"],
      clients.map((client) => [client.address ?? "hidden", say.number(client.requests), count(client.waiting, "request")]),
    ),
  );
}

function table(head, rows) {
  return h(
    "table",
    {},
    h("thead", {}, h("tr", {}, head.map((text) => h("th", { scope: "col" }, text)))),
    h("tbody", {}, rows.map((row) => h("tr", {}, row.map((text) => h("td", {}, text))))),
  );
}

const count = (many, one, more = `${one}s`) => `${many} ${many === 1 ? one : more}`;

const bytes = (many) => (many < 10000 ? `${say.number(many)} B` : `${say.number(many / 1024)} kB`);

export function trouble(all) {
  if (all.length === 0) {
    return [h("p", { class: "good" }, "None since the bridge started.")];
  }
  return [
    h(
      "ul",
      { class: "list" },
      all.slice(0, 12).map(({ at, times, level, text }) =>
        h(
          "li",
          {},
          h("span", { class: level === "error" ? "bad" : "warn" }, h("strong", {}, level === "error" ? "Error" : "Warning")),
          h("span", { class: "quiet" }, ` ${new Date(at).toLocaleString()}${times > 1 ? `, ${times} times` : ""}: `),
          text,
        ),
      ),
    ),
  ];
}
