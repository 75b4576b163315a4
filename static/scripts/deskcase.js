// Who else reads or writes on a case, and that something was said meanwhile. What is typed here claims the writing.

import { fresh, json, poll, swap } from "./deskpoll.js";
import { say } from "./toast.js";

const form = document.querySelector("form[data-presence]");
const compose = document.querySelector("form.compose");
const text = compose?.querySelector("textarea");
// Who paused longer is not writing at the moment.
const PAUSED = 20_000;

if (form) begin();

function begin() {
  let typed = 0;
  let holds = false;
  let is_sent = false;
  let newest = Number(form.dataset.newest);
  let close = () => {};

  const doing = () => {
    if (!text?.value.trim()) return "reads";
    if (Date.now() - typed > PAUSED) return "reads";
    return compose.querySelector("input[name=to]:checked")?.value === "note" ? "notes" : "writes";
  };
  const ask = async () => {
    const does = doing();
    const emptied = holds && !text.value.trim();
    if (does === "writes") holds = true;
    if (emptied) holds = false;
    const told = await json(form.action, { method: "POST", body: body(emptied ? "empties" : does) });
    show(told);
    if (told.newest > newest) {
      newest = told.newest;
      close();
      close = say(form.dataset.news, form.dataset.show, () => bring((found) => (newest = found)), 0);
    }
  };
  const now = poll(ask);
  // One's own reply that went out while the page stood here: it shows it already.
  document.addEventListener("case-brought", ({ detail }) => {
    if (detail < newest) return;
    newest = detail;
    close();
  });

  // The first letter and the last one that goes are told at once; what comes between waits for the next time.
  text?.addEventListener("input", () => {
    const before = doing();
    typed = Date.now();
    if (before !== doing() || (holds && !text.value.trim())) now();
  });
  compose?.addEventListener("change", (event) => event.target.name === "to" && text.value.trim() && ((typed = Date.now()), now()));
  document.addEventListener("submit", () => (is_sent = true));
  addEventListener("pageshow", () => (is_sent = false));
  addEventListener("pagehide", () => {
    if (!is_sent) navigator.sendBeacon(form.action, body(holds ? "drops" : "leaves"));
  });
}

function body(doing) {
  const sent = new FormData(form);
  sent.set("doing", doing);
  return sent;
}

function show({ signs, claim }) {
  const line = form.querySelector("[data-signs]");
  const words = [claim, ...signs].filter(Boolean).join(" ");
  line.hidden = !words;
  // Told again only when it changed, or a screen reader would repeat it every dozen seconds.
  const said = line.querySelector("span");
  if (said.textContent.trim() !== words) said.textContent = words;
}

// Nothing typed: the whole page anew. Otherwise only what others said, and the head.
async function bring(took) {
  const typed = [...document.querySelectorAll("main textarea, main input:not([type=hidden], [type=radio], [type=checkbox])")];
  if (!typed.some((field) => field.value !== field.defaultValue)) return location.reload();
  try {
    const page = await fresh();
    for (const part of ["[data-case-head]", ".talk", "[data-queue]"]) {
      const after = page.querySelector(part);
      if (after) swap(document.querySelector(part), after);
    }
    took(Number(page.querySelector("form[data-presence]").dataset.newest));
  } catch {
    // It stays as it is; the text is worth more than the news.
  }
}
