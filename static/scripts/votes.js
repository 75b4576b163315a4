// Votes, "me too" and following count at once: the form is sent behind the page, and a refusal takes it back.

import { say, words } from "./toast.js";

const form = document.getElementById("act");

form?.addEventListener("submit", (event) => {
  const button = event.submitter;
  // What readers found of an answer changes more on the page than a number: that page is read anew.
  if (!button?.hasAttribute("aria-pressed") || button.name === "kind") return;
  event.preventDefault();
  event.stopPropagation();
  press(button, true);
});

async function press(button, withUndo) {
  if (button.getAttribute("aria-busy")) return;
  const group = [...button.parentElement.querySelectorAll("button[aria-pressed]")].filter(
    (each) => each.getAttribute("formaction") === button.getAttribute("formaction"),
  );
  const before = group.map((each) => [each, each.getAttribute("aria-pressed"), each.value, count(each)]);
  const sent = new FormData(form);
  sent.set(button.name, button.value);
  const on = button.getAttribute("aria-pressed") !== "true";
  turn(group, button, on);
  button.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(button.getAttribute("formaction"), {
      method: "POST",
      body: sent,
      headers: { Accept: "application/json" },
      // Whoever leaves the page at once has voted all the same.
      keepalive: true,
    });
    const told = answer.headers.get("Content-Type")?.startsWith("application/json") ? await answer.json() : {};
    if (!answer.ok) throw new Error(told.said || "");
    const counter = group.find((each) => count(each) !== null) || group[0];
    if (typeof told.count === "number" && !counter.classList.contains("button-icon")) show(counter, told.count);
    say(done(button, on), withUndo && words.undo, () => (button.focus(), press(button, false)), 15);
  } catch (fault) {
    for (const [each, pressed, value, number] of before) {
      set(each, pressed === "true", value);
      show(each, number);
    }
    say(fault.message && !(fault instanceof TypeError) ? fault.message : words.failed, "", null, 10);
  } finally {
    button.removeAttribute("aria-busy");
  }
}

// The pressed one turns; its opposite lets go; the number beside the words moves with both.
function turn(group, button, on) {
  const weight = button.classList.contains("button-icon") ? -1 : 1;
  let change = on ? weight : -weight;
  for (const each of group) {
    if (each !== button && each.getAttribute("aria-pressed") === "true") {
      change -= each.classList.contains("button-icon") ? -1 : 1;
      set(each, false, each.classList.contains("button-icon") ? "-1" : "1");
    }
  }
  set(button, on, on ? "0" : String(weight));
  const counter = group.find((each) => !each.classList.contains("button-icon"));
  if (counter && !counter.dataset.on) show(counter, (count(counter) || 0) + change);
}

function set(button, on, value) {
  button.setAttribute("aria-pressed", String(on));
  button.value = value;
  if (button.dataset.on) button.lastChild.textContent = ` ${on ? button.dataset.on : button.dataset.off}`;
}

function count(button) {
  const place = button.querySelector(".count");
  return place ? Number(place.textContent) : null;
}

function show(button, number) {
  let place = button.querySelector(".count");
  if (!number) return place?.remove();
  if (!place) {
    place = document.createElement("span");
    place.className = "count";
    button.append(" ", place);
  }
  place.textContent = number;
}

function done(button, on) {
  const said = form.dataset;
  if (button.dataset.on) return on ? said.followed : said.unfollowed;
  if (!on) return said.taken;
  if (button.getAttribute("formaction").endsWith("/join/")) {
    const follow = form.ownerDocument.querySelector('button[form="act"][data-on]');
    if (follow) set(follow, true, "0");
    return said.joined;
  }
  return said.counted;
}

// How far the page was read is noted after a while of looking at it, or when it is left.
if (form?.dataset.seen) {
  let noted = false;
  const note = () => {
    if (noted) return;
    noted = true;
    const sent = new FormData(form);
    sent.set("at", form.dataset.seen);
    navigator.sendBeacon(`/questions/${form.dataset.question}/seen/`, sent);
  };
  setTimeout(() => document.visibilityState === "visible" && note(), 5000);
  addEventListener("pagehide", note);
}
