/** The registers of a module as a table: name, value in words, what reading does, writing. */
import { act, get } from "./api.js";
import { byId, el } from "./elements.js";

const LOOK_MILLIS = 2000;

export function buildRegisters(details, state) {
  const which = el("select", { "aria-label": "charger" });
  const note = el("p", { class: "note" });
  const body = el("tbody");
  details.append(
    el("div", { class: "row" }, el("label", {}, "charger ", which), note),
    el("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "registers" },
      el("table", {}, el("thead", {}, el("tr", {},
        ...["address", "register", "value", "raw", "write"].map((name) => el("th", { scope: "col" }, name)))), body)));
  const at = (register) => `/chargers/${encodeURIComponent(which.value)}/registers/${register}`;

  function row(register) {
    const value = el("td", { class: "value" });
    const raw = el("td", { class: "raw" });
    const word = el("input", { "aria-label": `write ${register.title}`, size: 11, placeholder: "10 or 0x0A0A" });
    const write = register.access.includes("write")
      ? el("form", { onsubmit: async (event) => {
        event.preventDefault();
        const done = await act("PUT", at(register.register), { value: word.value });
        await look();
        note.textContent = done ? note.textContent : byId("did").textContent;
      } }, word, el("button", {}, "write")) : null;
    const read = register.readingActs
      ? el("button", { class: "warn", title: "reading this does something",
        onclick: async () => {
          const said = await act("POST", `${at(register.register)}/read`);
          value.textContent = said?.value ?? "";
        } }, "read: it acts") : null;
    const tr = el("tr", { "data-register": register.register, class: register.readingActs ? "acts" : "" },
      el("td", {}, el("code", {}, register.address)), el("th", { scope: "row" }, register.title,
        el("small", {}, ` ${register.unit} ${register.support === "modelled" ? "" : `(${register.support})`}`)),
      value, raw, el("td", {}, write, read));
    return { tr, value, raw };
  }

  /** Why the module answers nobody now; a request would only be refused. */
  function cannotBeRead() {
    const charger = state().chargers.find((one) => one.name === which.value);
    return charger?.powered === false ? "The module has no power." : charger?.state === "undefined" ? "The module is starting." : "";
  }

  let rows = new Map();
  async function look() {
    if (!details.open || document.hidden) {
      return;
    }
    const why = cannotBeRead();
    if (why) {
      note.textContent = why;
      return;
    }
    try {
      const { registers } = await get(`/chargers/${encodeURIComponent(which.value)}/registers`);
      note.textContent = "Those whose reading does something are read only when you press their button.";
      if (rows.size !== registers.length) {
        rows = new Map(registers.map((register) => [register.register, row(register)]));
        body.replaceChildren(...[...rows.values()].map(({ tr }) => tr));
      }
      registers.filter((register) => register.words).forEach((register) => {
        const shown = rows.get(register.register);
        shown.value.textContent = register.value;
        shown.raw.textContent = register.words.map((word) => `0x${word.toString(16).toUpperCase().padStart(4, "0")}`).join(" ");
      });
    } catch (error) {
      note.textContent = error.message;
    }
  }

  const opened = () => {
    which.replaceChildren(...state().chargers.map((one) => el("option", {}, one.name)));
    look();
  };
  details.addEventListener("toggle", opened);
  opened();
  which.addEventListener("change", () => { rows = new Map(); look(); });
  setInterval(look, LOOK_MILLIS);
}
