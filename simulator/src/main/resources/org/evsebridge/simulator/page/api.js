/** Requests to the rig, and the command that would have done the same. */
import { byId, say } from "./elements.js";

const KEPT = "evse-rig-token";
let asking = null;

const fromAddress = new URLSearchParams(location.hash.slice(1)).get("token");
if (fromAddress) {
  sessionStorage.setItem(KEPT, fromAddress);
  history.replaceState(null, "", location.pathname); // nobody shall read it over a shoulder
}

function headers(more = {}) {
  const token = sessionStorage.getItem(KEPT);
  return token ? { ...more, Authorization: `Bearer ${token}` } : more;
}

/** Asks for the token, once for all that wait for it; it is kept for this tab. */
function askForToken() {
  asking ??= new Promise((resolve) => {
    const dialog = byId("ask");
    dialog.addEventListener("close", () => {
      sessionStorage.setItem(KEPT, byId("token").value.trim());
      byId("token").value = "";
      asking = null;
      resolve();
    }, { once: true });
    dialog.showModal();
  });
  return asking;
}

/** A request with the token; asks for it where it is missing or wrong. */
export async function send(path, options = {}) {
  for (;;) {
    const answer = await fetch(path, { ...options, headers: headers(options.headers) });
    if (answer.status !== 401) {
      return answer;
    }
    await askForToken();
  }
}

/** What a path tells; throws an Error with the rig's sentence. */
export async function get(path) {
  return read(await send(path));
}

async function read(answer) {
  const text = await answer.text();
  const said = text && answer.headers.get("Content-Type")?.includes("json") ? JSON.parse(text) : text;
  if (!answer.ok) {
    throw new Error(said.error ?? `${answer.status} ${answer.statusText}`);
  }
  return said;
}

/** A text as a shell takes it as it is. */
export const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;

/** The command for a shell that does the same; the token stays out of it. */
export function curl(method, path, body) {
  const parts = ["curl"];
  if (method !== "GET") {
    parts.push("-X", method);
  }
  if (sessionStorage.getItem(KEPT)) {
    parts.push("-H", '"Authorization: Bearer $TOKEN"');
  }
  parts.push(quoted(location.origin + path));
  if (body !== undefined) {
    parts.push("-d", quoted(JSON.stringify(body)));
  }
  return parts.join(" ");
}

/** Does something, shows its command, and a sentence where it is refused; null then. */
export async function act(method, path, body) {
  say(byId("did"), curl(method, path, body));
  byId("did").classList.remove("refused");
  byId("copy").hidden = false;
  try {
    const options = body === undefined ? { method } : { method, body: JSON.stringify(body) };
    return (await read(await send(path, options))) || true;
  } catch (error) {
    say(byId("did"), `${method} ${path}: ${error.message}`);
    byId("did").classList.add("refused");
    byId("copy").hidden = true;
    return null;
  }
}

byId("copy").addEventListener("click", () => {
  getSelection().selectAllChildren(byId("did")); // for whom the next line is not allowed: beyond this machine, without TLS
  navigator.clipboard?.writeText(byId("did").textContent).then(() => {
    say(byId("copy"), "copied");
    setTimeout(() => say(byId("copy"), "copy"), 2000);
  });
});
