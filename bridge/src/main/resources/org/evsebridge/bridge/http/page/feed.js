// The bridge's state as it changes: server-sent events, read by fetch so that a token can go with the request.

const AGAIN_MILLISECONDS = 2000;

/** Who did not hear for so long asks anew: the bridge says something each second. */
const SILENT_MILLISECONDS = 15000;

const headers = () => {
  const token = sessionStorage.getItem("token");
  return token ? { Authorization: `Bearer ${token}` } : {};
};

/** Keeps a token for as long as the page's tab is open. */
export function useToken(word) {
  sessionStorage.setItem("token", word);
}

export async function getJson(path) {
  const answer = await fetch(path, { headers: headers(), cache: "no-store" });
  if (!answer.ok) {
    throw new Error(`${path}: ${answer.status}`);
  }
  return answer.json();
}

/**
 * Follows /events for ever.
 * @param heard gets the members that have changed
 * @param lost gets told that nothing comes; with true when a token is needed
 */
export async function follow(heard, lost) {
  for (;;) {
    try {
      const stop = new AbortController();
      const answer = await fetch("/events", { headers: headers(), cache: "no-store", signal: stop.signal });
      if (answer.status === 401) {
        lost(true);
        return;
      }
      if (answer.ok) {
        await read(answer.body.getReader(), stop, heard);
      }
    } catch {
      // gone, or not there: that is said below
    }
    lost(false);
    await new Promise((over) => setTimeout(over, AGAIN_MILLISECONDS));
  }
}

async function read(reader, stop, heard) {
  const decoder = new TextDecoder();
  let text = "";
  for (;;) {
    const timer = setTimeout(() => stop.abort(), SILENT_MILLISECONDS);
    const { done, value } = await reader.read().finally(() => clearTimeout(timer));
    if (done) {
      return;
    }
    const events = (text + decoder.decode(value, { stream: true })).split("\n\n");
    text = events.pop();
    for (const event of events) {
      const data = event.split("\n").find((line) => line.startsWith("data: "));
      heard(JSON.parse(data.slice("data: ".length)));
    }
  }
}
