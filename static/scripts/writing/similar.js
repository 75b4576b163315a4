// Questions asked before that look like the one whose title is being typed.
import { afterPause, fill, newest } from "./asking.js";

const PAUSE = 350;
const LEAST = 8;

export function showSimilar(place) {
  const form = place.closest("form");
  const title = form.elements.title;
  const rows = place.querySelector(".similar");
  const says = place.querySelector("[role=status]");
  const ask = newest((reply) => reply.text());
  let last = title.value.trim();

  async function show() {
    const now = title.value.trim();
    if (now === last) return;
    last = now;
    if (now.length < LEAST) return take("");
    const html = await ask(`${place.dataset.similar}?title=${encodeURIComponent(now)}&board=${encodeURIComponent(form.elements.board.value)}`);
    if (html !== null) take(html.trim());
  }

  function take(html) {
    if (html === rows.innerHTML.trim()) return;
    rows.innerHTML = html;
    rows.hidden = !html;
    const count = rows.querySelectorAll("li").length;
    says.textContent = count === 0 ? "" : count === 1 ? place.dataset.foundOne : fill(place.dataset.found, { count });
    // Seen while typing is seen: they need not be shown once more on posting.
    form.elements.is_checked.value = count ? "on" : "";
  }

  title.addEventListener("input", afterPause(PAUSE, show));
  // A draft came back with its title.
  if (last && rows.hidden) {
    last = "";
    show();
  }
}
