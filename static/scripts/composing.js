// The desk's box: who reads it by one key, texts to put in, a preview in place, and the seconds until a reply goes out.

import { fresh, swap } from "./deskpoll.js";
import { newest } from "./writing/asking.js";
import { gapBefore, replace } from "./writing/inserting.js";

const compose = document.querySelector("form.compose");
const text = compose?.querySelector("textarea");
const texts = compose?.querySelector("#texts");

function write(to) {
  const choice = compose?.querySelector(`input[name=to][value=${to}]`);
  if (!choice) return;
  if (!choice.checked) {
    choice.checked = true;
    choice.dispatchEvent(new Event("change", { bubbles: true }));
  }
  const why = to === "private" && compose.querySelector(".go-private input");
  (why && !why.value ? why : text).focus();
}

export const KEYS = {
  r: () => write("public"),
  p: () => write("private"),
  n: () => write("note"),
  m: () => compose?.querySelector("button[data-aid*=macros]")?.click(),
};

if (compose) {
  compose.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    const to = compose.querySelector("input[name=to]:checked")?.value;
    compose.requestSubmit(compose.querySelector(`button[name=send][value=${to}]`) ?? undefined);
  });
  compose.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-aid], button[data-text], button[data-preview]");
    if (!button) return;
    event.preventDefault();
    if (button.dataset.aid) offer(button);
    else if (button.dataset.text) put(button.dataset.text);
    else preview(button);
  });
  compose.addEventListener("keydown", (event) => event.key === "Escape" && event.target.closest("#texts, #preview") && shut());
}

const ask = newest((reply) => reply.text());

// Pressed again, the list goes.
async function offer(button) {
  if (button.getAttribute("aria-pressed") === "true") return shut();
  compose.querySelector("#preview")?.replaceChildren();
  for (const other of compose.querySelectorAll("[data-aid]")) other.setAttribute("aria-pressed", String(other === button));
  button.setAttribute("aria-busy", "true");
  const html = await ask(button.dataset.aid);
  button.removeAttribute("aria-busy");
  if (button.getAttribute("aria-pressed") !== "true") return;
  if (html === null) texts.textContent = texts.dataset.fault;
  else texts.innerHTML = html;
  texts.hidden = false;
  (texts.querySelector("button") ?? texts).focus();
  texts.scrollIntoView({ block: "nearest" });
}

function shut() {
  texts.hidden = true;
  compose.querySelector("#preview")?.replaceChildren();
  for (const button of compose.querySelectorAll("[data-aid]")) button.setAttribute("aria-pressed", "false");
  text.focus();
}

// Where the caret stands, as a passage of its own; the first place to fill in is selected.
function put(words) {
  shut();
  const at = text.selectionEnd;
  const gap = gapBefore(text, at);
  const after = text.value.slice(at);
  replace(text, at, at, gap + words + (after && !after.startsWith("\n") ? "\n\n" : ""));
  const place = /(?<![\\!\]])\[[^[\]\n]+\](?![([])/.exec(words);
  const start = at + gap.length + (place ? place.index : words.length);
  text.setSelectionRange(start, start + (place ? place[0].length : 0));
}

// Pressed again without a change, it goes.
let shown = "";

async function preview(button) {
  const place = document.querySelector(button.dataset.preview);
  const said = compose.querySelector("input[name=to]:checked")?.value + text.value;
  const is_open = place.childNodes.length > 0 && said === shown;
  shut();
  if (is_open) return;
  shown = said;
  const sent = new FormData(compose);
  sent.set("preview", "1");
  button.setAttribute("aria-busy", "true");
  const html = await ask(compose.action, { method: "POST", body: sent });
  button.removeAttribute("aria-busy");
  const found = html && new DOMParser().parseFromString(html, "text/html").querySelector(button.dataset.preview);
  if (found) place.replaceChildren(...found.childNodes);
  else place.textContent = button.dataset.fault;
  place.scrollIntoView({ block: "nearest" });
  place.focus({ preventScroll: true });
}

// The clock is counted from when the page came, whatever this computer thinks the time is. At nought the page is
// read anew, which sends what is due; the box stays as it is.
const says = document.querySelector("[data-way-says]");
const own = () => document.querySelectorAll("[data-way] [data-take-back]").length;
let since = performance.now();
let counting = 0;

function count() {
  clearTimeout(counting);
  const waiting = [...document.querySelectorAll("[data-way] [data-seconds]")];
  if (!waiting.length) return;
  const gone = (performance.now() - since) / 1000;
  const left = waiting.map((one) => Math.ceil(Number(one.dataset.seconds) - gone));
  waiting.forEach((one, at) => {
    one.querySelector(".clock").textContent = left[at] > 0 ? one.dataset.says.replace("{seconds}", left[at]) : "";
  });
  if (Math.min(...left) > 0) counting = setTimeout(count, 250);
  else counting = setTimeout(look, 400);
}

async function look() {
  try {
    const page = await fresh();
    const waited = own();
    since = performance.now();
    // Beside it stands what can be done now: also anew, unless somebody began to write there.
    const beside = [...document.querySelectorAll(".facts :is(textarea, input:not([type=hidden], [type=radio], [type=checkbox]))")];
    const facts = beside.some((field) => field.value !== field.defaultValue) ? [] : [".facts"];
    for (const part of ["[data-case-head]", ".talk", "[data-way]", "[data-queue]", ...facts]) {
      const [before, after] = [document.querySelector(part), page.querySelector(part)];
      if (before && after) swap(before, after);
    }
    // What was brought is no news any more.
    const brought = Number(page.querySelector("form[data-presence]")?.dataset.newest);
    if (brought) document.dispatchEvent(new CustomEvent("case-brought", { detail: brought }));
    const said = document.querySelector(".talk");
    if (said) said.scrollTop = said.scrollHeight;
    // What failed is an alert, and speaks for itself.
    if (own() < waited && !document.querySelector("[data-way] [role=alert]")) says.textContent = says.dataset.sent;
    count();
  } catch {
    // Offline, perhaps: the job sends it all the same.
    counting = setTimeout(look, 10_000);
  }
}

// Told once to who does not see it count.
const first = own() ? document.querySelector("[data-way] [data-seconds]") : null;
if (first) says.textContent = first.dataset.says.replace("{seconds}", first.dataset.seconds);
count();
