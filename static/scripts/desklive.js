// New cases are announced without moving anything; pressed, the list comes anew where it stands.

import { fresh, json, poll, swap } from "./deskpoll.js";
import { say } from "./toast.js";

const place = document.querySelector("[data-desk-news]");
let shown = place?.dataset.version;
let close = () => {};

if (place) poll(look);

async function look() {
  const told = await json(place.dataset.deskNews);
  for (const [view, count] of Object.entries(told.counts)) {
    const figure = document.querySelector(`[data-count="${view}"]`);
    if (figure) figure.textContent = count;
  }
  if (told.version === shown) return;
  shown = told.version;
  close();
  const { one, more, changed, show } = place.dataset;
  const number = told.ids.filter((id) => !place.querySelector(`[data-case="${id}"]`)).length;
  const words = number > 1 ? more.replace("#", number) : number ? one : changed;
  close = say(words, show, bring, 0);
}

async function bring() {
  try {
    const page = await fresh();
    shown = page.querySelector("[data-desk-news]").dataset.version;
    swap(place.querySelector("[data-desk-groups]"), page.querySelector("[data-desk-groups]"));
  } catch {
    location.reload();
  }
}
