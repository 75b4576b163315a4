// The draft is kept on the server while one writes, so that neither a crash nor another computer loses it.
import { token } from "./asking.js";

const PAUSE = 1500;
const LONGEST_WAIT = 10_000;
const AGAIN = 15_000;
const ADDRESS = "/writing/draft/";

export function keepDraft(editor, text) {
  const { place, unkept } = editor.dataset;
  const { form } = text;
  const says = editor.querySelector(".editor-kept");
  if (!place) return;
  let kept = words();
  let waiting = 0;
  let since = 0;
  let running = null;
  let isSent = false;

  function words() {
    const typed = new URLSearchParams(new FormData(form));
    for (const name of ["csrfmiddlewaretoken", "is_checked"]) typed.delete(name);
    return typed.toString();
  }

  async function keep({ keepalive = false } = {}) {
    clearTimeout(waiting);
    waiting = since = 0;
    const now = words();
    if (isSent || now === kept) return;
    running?.abort();
    running = new AbortController();
    try {
      const reply = await fetch(ADDRESS, {
        method: "POST",
        headers: { "X-CSRFToken": token(form), "Content-Type": "application/x-www-form-urlencoded" },
        body: `${now}&place=${encodeURIComponent(place)}`,
        // Browsers let a page that is going away send no more than 64 KB.
        keepalive: keepalive && now.length < 60_000,
        signal: running.signal,
      });
      if (!reply.ok) throw new Error(reply.status);
      kept = now;
      says.textContent = (await reply.json()).kept;
    } catch (fault) {
      if (fault.name === "AbortError") return;
      says.textContent = unkept;
      waiting = setTimeout(keep, AGAIN);
    }
  }

  form.addEventListener("input", () => {
    since ||= Date.now();
    clearTimeout(waiting);
    waiting = setTimeout(keep, Math.max(0, Math.min(PAUSE, since + LONGEST_WAIT - Date.now())));
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") keep({ keepalive: true });
  });
  addEventListener("pagehide", () => keep({ keepalive: true }));
  document.addEventListener("submit", ({ target }) => {
    // Whatever leads away by a form of this page: what was typed goes with it, or is thrown away by it.
    if (target !== form && target.id !== "spare") {
      isSent = target.action.endsWith("/throw-away/");
      return;
    }
    if (target.id === "spare") return keep({ keepalive: true });
    isSent = true;
    clearTimeout(waiting);
    running?.abort();
  });
  addEventListener("pageshow", () => (isSent = false));
}
