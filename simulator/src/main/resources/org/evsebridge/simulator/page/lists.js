/** What was said: the last transactions of the lines, and the meter's last telegram. */
import { get } from "./api.js";
import { el } from "./elements.js";

const LOOK_MILLIS = 1000;
const SHOWN = 30;

/** Fills an open list again and again while it can be seen. */
function whileOpen(details, look) {
  const safely = async () => {
    if (details.open && !document.hidden) {
      await look().catch(() => {}); // the stream tells when the rig is away
    }
  };
  details.addEventListener("toggle", safely);
  safely();
  setInterval(safely, LOOK_MILLIS);
}

/** The time of day to the millisecond, of a date whose fraction ends where only zeros follow. */
export function timeOf(date) {
  const [, clock, fraction = ""] = /T(\d\d:\d\d:\d\d)\.?(\d*)/.exec(date);
  return `${clock}.${fraction.slice(0, 3).padEnd(3, "0")}`;
}

function row(one) {
  return el("tr", { class: one.answer === null ? "silent" : "", "data-number": one.number },
    ...[timeOf(one.at), one.line, one.client, one.unit, one.request,
      (one.answer ?? "no answer") + (one.faults.length ? ` (${one.faults.join(", ")})` : "")]
      .map((text) => el("td", {}, `${text}`)));
}

export function buildTransactions(details, state) {
  const nothing = el("p", { class: "note" }, "Nobody has asked a charging module yet: no controller is connected.");
  const body = el("tbody");
  details.append(nothing, el("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "transactions" },
    el("table", {}, el("thead", {}, el("tr", {},
      ...["time", "line", "client", "unit", "request", "answer"].map((name) => el("th", { scope: "col" }, name)))), body)));
  whileOpen(details, async () => {
    const all = await Promise.all(state().lines.map((line) =>
      get(`/lines/${encodeURIComponent(line.name)}/transactions?last=${SHOWN}`)));
    const last = all.flatMap((one) => one.transactions).sort((a, b) => b.number - a.number).slice(0, SHOWN);
    // Rows stay where they are, so that what somebody has marked to copy stays marked.
    const rows = new Map([...body.children].map((row) => [row.dataset.number, row]));
    last.filter((one) => !rows.has(`${one.number}`)).forEach((one) => rows.set(`${one.number}`, row(one)));
    nothing.hidden = last.length > 0;
    const wanted = last.map((one) => rows.get(`${one.number}`));
    [...body.children].filter((row) => !wanted.includes(row)).forEach((row) => row.remove());
    wanted.forEach((row, i) => body.children[i] !== row && body.insertBefore(row, body.children[i] ?? null));
  });
}

export function buildTelegram(details) {
  const body = el("tbody");
  let newest = 0;
  details.append(el("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "telegram" }, el("table", {}, body)));
  whileOpen(details, async () => {
    const telegram = await get("/meter/telegram");
    if (telegram.number !== newest) {
      newest = telegram.number;
      body.replaceChildren(...telegram.lines.filter((line) => line.text).map((line) =>
        el("tr", {}, el("td", {}, el("code", {}, line.text)), el("td", {}, line.meaning))));
    }
  });
}
