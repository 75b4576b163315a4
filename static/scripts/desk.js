// Keys of the desk: j and k move in the list or the queue, c takes, r, p, n and m write, e resolves, / looks for cases.

import { KEYS as WRITING } from "./composing.js";
import "./desklive.js";
import "./deskcase.js";
import "./unsent.js";

// The list on the desk, the queue beside a case.
const links = () => [...document.querySelectorAll(document.querySelector(".case-rows") ? ".case-rows .row-title a" : ".queue li a")];

function move(step) {
  const seen = links().filter((link) => link.getClientRects().length);
  const here = document.activeElement.closest("li");
  const from = seen.findIndex((link) => link === document.activeElement || (here && here.contains(link)));
  const at = from >= 0 ? from : seen.findIndex((link) => link.ariaCurrent);
  const to = at < 0 ? (step > 0 ? 0 : -1) : Math.min(Math.max(at + step, 0), seen.length - 1);
  seen.at(to)?.focus();
}

// The case one stands on, or that of the page. It is given back as easily.
function take() {
  const row = document.activeElement.closest("li[data-case]");
  const button = (row ?? document.querySelector(".case-head"))?.querySelector("[data-take]");
  if (button) button.click();
  else if (!row) move(1);
}

const KEYS = {
  j: () => move(1),
  k: () => move(-1),
  c: take,
  "/": () => (document.querySelector("#words") ?? document.querySelector("form[role=search] input"))?.focus(),
  ...WRITING,
  e: () => document.querySelector("form.resolve input:not([type=hidden])")?.focus(),
};

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (typing || event.ctrlKey || event.metaKey || event.altKey || !(event.key in KEYS)) return;
  // Single keys are switched off under "?".
  if (document.querySelector("#keys input[type=checkbox]")?.checked === false || document.querySelector("dialog[open]")) return;
  event.preventDefault();
  KEYS[event.key]();
});
