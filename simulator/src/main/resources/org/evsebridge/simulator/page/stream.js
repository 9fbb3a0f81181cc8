/** How everything stands, as the rig tells it; connects again when it ends or restarts. */
import { send } from "./api.js";

export const AGAIN_MILLIS = 1000;
const SILENT_MILLIS = 5000;

/**
 * Listens for ever, but while nobody can see the page: a browser keeps six connections to a place, and each page that
 * listens holds one of them.
 *
 * @param told gets each state
 * @param lost is told when nobody answers
 */
export async function listen(told, lost) {
  for (;;) {
    await seen();
    const ending = new AbortController();
    const hide = () => document.hidden && ending.abort();
    document.addEventListener("visibilitychange", hide);
    try {
      const answer = await send("/events?state=on", { signal: ending.signal });
      if (!answer.ok) {
        throw new Error((await answer.json()).error);
      }
      await follow(answer.body.getReader(), told, ending);
      lost("the rig has ended");
    } catch (error) {
      if (document.hidden) {
        continue;
      }
      lost(error.name === "AbortError" ? "the rig says nothing" : error.message);
    } finally {
      ending.abort();
      document.removeEventListener("visibilitychange", hide);
    }
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MILLIS));
  }
}

/** Waits until the page can be seen. */
function seen() {
  return new Promise((resolve) => {
    const look = () => {
      if (!document.hidden) {
        document.removeEventListener("visibilitychange", look);
        resolve();
      }
    };
    document.addEventListener("visibilitychange", look);
    look();
  });
}

async function follow(reader, told, ending) {
  const decoder = new TextDecoder();
  let text = "";
  for (;;) {
    const watch = setTimeout(() => ending.abort(), SILENT_MILLIS);
    const { done, value } = await reader.read();
    clearTimeout(watch);
    if (done) {
      return;
    }
    text += decoder.decode(value, { stream: true });
    const events = text.split("\n\n");
    text = events.pop();
    // Only the newest counts where several have waited, as in a tab that slept.
    const newest = events.filter((event) => event.startsWith("event: state")).pop();
    if (newest) {
      told(JSON.parse(newest.slice(newest.indexOf("data: ") + 6)));
    }
  }
}
