/** A form for everything that the rig's description says can be asked, made from that description. */
import { act, curl } from "./api.js";
import { byId, el } from "./elements.js";

const METHODS = ["get", "put", "post", "patch", "delete"];
const STREAM = "/events"; // which the page itself listens to

let description;

const resolved = (node) => node?.$ref
  ? node.$ref.slice(2).split("/").reduce((at, name) => at[name], description) : node;

/** The parts of a schema that say what a field takes. */
function field(schema) {
  const parts = [schema, ...(schema.anyOf ?? [])].map(resolved);
  const of = (name) => parts.map((part) => part[name]).find((value) => value !== undefined);
  return { values: of("enum"), text: schema.description ?? "", byDefault: schema.default, number: /number|integer/.test(`${parts.map((p) => p.type)}`) };
}

function input(name, schema, names) {
  const { values, text, byDefault } = field(schema);
  const choices = names ?? values;
  const control = choices
    ? el("select", { name }, names ? null : el("option", { value: "" }, ""), ...choices.map((value) => el("option", {}, value)))
    : el("input", { name, placeholder: byDefault ?? "", autocomplete: "off" });
  return el("label", {}, el("span", {}, name), control, text ? el("small", {}, text) : null);
}

/** Text becomes a number or a truth where it looks like one; the rig says what is wrong with it. */
function typed(text) {
  return text === "true" ? true : text === "false" ? false : text !== "" && Number.isFinite(Number(text)) ? Number(text) : text;
}

/** What a name in a path can be. */
function names(parameter, state) {
  switch (parameter.name) {
    case "charger": return state.chargers.map((one) => one.name);
    case "line": return state.lines.map((one) => one.name);
    case "load": return Object.keys(state.house.loads);
    default: return resolved(parameter.schema).enum;
  }
}

function form(method, path, operation, parameters, state) {
  const body = resolved(operation.requestBody?.content?.["application/json"]?.schema);
  const answer = el("pre", { tabindex: 0, hidden: true, "aria-label": "the answer" });
  const inPath = parameters.filter((one) => one.in === "path");
  const inQuery = parameters.filter((one) => one.in === "query");
  const fields = el("div", { class: "fields" },
    ...inPath.map((one) => input(`path:${one.name}`, one.schema, names(one, state))),
    ...inQuery.map((one) => input(`query:${one.name}`, resolved(one.schema))),
    ...Object.entries(body?.properties ?? {}).map(([name, schema]) => input(`body:${name}`, schema)));
  for (const label of fields.querySelectorAll("label > span")) {
    label.textContent = label.textContent.replace(/^\w+:/, "");
  }
  const whole = el("form", {
    "data-method": method.toUpperCase(), "data-path": path,
    onsubmit: async (event) => {
      event.preventDefault();
      const given = (kind) => [...new FormData(whole)].filter(([name, value]) => name.startsWith(kind) && value !== "")
        .map(([name, value]) => [name.slice(kind.length), value]);
      const at = given("path:").reduce((to, [name, value]) => to.replace(`{${name}}`, encodeURIComponent(value)), path);
      const query = new URLSearchParams(given("query:")).toString();
      const keys = given("body:").map(([name, value]) => [name, typed(value)]);
      const said = await act(method.toUpperCase(), at + (query ? `?${query}` : ""), keys.length > 0 ? Object.fromEntries(keys) : undefined);
      answer.hidden = false;
      answer.textContent = said === null ? byId("did").textContent : said === true ? "done"
        : typeof said === "string" ? said : JSON.stringify(said, null, 2);
    },
  }, fields, el("button", { class: "main" }, "ask"), answer);
  return whole;
}

function item(method, path, operation, shared, state) {
  const parameters = [...shared, ...(operation.parameters ?? [])].map(resolved);
  const details = el("details", { "data-method": method.toUpperCase(), "data-path": path },
    el("summary", {}, el("code", {}, `${method.toUpperCase()} ${path}`), ` ${operation.summary ?? ""}`));
  details.addEventListener("toggle", () => {
    if (details.open && details.children.length === 1) {
      details.append(path === STREAM
        ? el("p", {}, "This page listens to it all the time. In a shell: ", el("code", {}, curl("GET", path).replace("curl", "curl -N")))
        : form(method, path, operation, parameters, state()));
    }
  });
  return details;
}

/** Fills the list; state() tells how everything stands when a form is made. */
export function buildRequests(parent, openapi, state) {
  description = openapi;
  for (const [path, operations] of Object.entries(openapi.paths)) {
    for (const method of METHODS.filter((one) => operations[one])) {
      parent.append(item(method, path, operations[method], operations.parameters ?? [], state));
    }
  }
}
