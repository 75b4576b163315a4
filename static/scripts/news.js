// New answers are announced without stealing the place: nothing moves until the reader says so.

import { say } from "./toast.js";

const section = document.querySelector("[data-news]");
const EVERY = 30_000;
const LATER = 120_000;
const SOON = 600_000;
const opened = Date.now();
let close = () => {};
let announced = 0;

if (section) wait();

function wait() {
  setTimeout(look, Date.now() - opened < SOON ? EVERY : LATER);
}

async function look() {
  if (document.visibilityState !== "visible") {
    document.addEventListener("visibilitychange", look, { once: true });
    return;
  }
  try {
    // Without cookies, so that the answer is everyone's and comes from the page cache.
    const answer = await fetch(section.dataset.news, { credentials: "omit" });
    if (answer.ok) announce((await answer.json()).answers.filter((id) => !document.getElementById(`answer-${id}`)));
  } catch {
    // Without a connection the next look may bring more.
  }
  wait();
}

function announce(ids) {
  if (!ids.length || ids.length === announced) return;
  announced = ids.length;
  close();
  const { one, more, show } = section.dataset;
  close = say(ids.length === 1 ? one : more.replace("#", ids.length), show, () => bring(ids), 0);
}

async function bring(ids) {
  announced = 0;
  try {
    const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
    const found = ids.map((id) => page.getElementById(`answer-${id}`)).filter(Boolean).reverse();
    const last = [...section.querySelectorAll(":scope > article")].pop() || section.querySelector("h2");
    last.after(...found);
    section.dispatchEvent(new CustomEvent("stills", { bubbles: true }));
    found[0].tabIndex = -1;
    found[0].focus();
  } catch {
    location.reload();
  }
}
