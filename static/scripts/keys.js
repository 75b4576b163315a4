// Single keys for those who like them; listed under "?", and switched off there for good.

const dialog = document.getElementById("keys");
const field = document.querySelector("form[role=search] input");
const OFF = "keys-off";
let is_going = false;

const stored = () => {
  try {
    return localStorage.getItem(OFF);
  } catch {
    return null;
  }
};
const box = dialog?.querySelector("input[type=checkbox]");
if (box) {
  box.checked = !stored();
  box.addEventListener("change", () => {
    try {
      box.checked ? localStorage.removeItem(OFF) : localStorage.setItem(OFF, "1");
    } catch {
      // Without storage it holds for this page.
    }
  });
}

// With the keys off, and for those who do not know them, the list is behind a button at the foot of the page.
const opener = document.querySelector("[data-keys]");
if (opener) {
  document.querySelector(".foot .wrap")?.append(opener);
  opener.hidden = false;
  opener.addEventListener("click", () => dialog.showModal());
}

const ACTS = {
  "/": () => field && (field.focus(), field.select(), true),
  "?": () => dialog && (dialog.showModal(), true),
  j: () => step(1),
  k: () => step(-1),
  r: () => {
    const reply = document.querySelector("#reply textarea, #reply [contenteditable]");
    reply?.focus();
    return !!reply;
  },
};
const PLACES = { h: "/", q: "/questions/" };

document.addEventListener("keydown", (event) => {
  const { key, target } = event;
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || dialog?.open) return;
  if (target.closest("input, textarea, select, [contenteditable], dialog")) return;
  if (!box?.checked) return;
  if (is_going && PLACES[key]) {
    event.preventDefault();
    location.assign(PLACES[key]);
  } else if (ACTS[key]?.()) {
    event.preventDefault();
  }
  is_going = key === "g" && !is_going;
});

function step(by) {
  const posts = [...document.querySelectorAll("#question, .answers > article, .rows > li")];
  if (!posts.length) return false;
  const at = posts.findIndex((post) => post.contains(document.activeElement));
  const next = posts[at < 0 ? (by > 0 ? 0 : posts.length - 1) : at + by];
  const focused = next?.querySelector(".row-title a") || next;
  if (focused) {
    if (!focused.href) focused.tabIndex = -1;
    focused.focus({ preventScroll: true });
    next.scrollIntoView({ block: next.offsetHeight > innerHeight ? "start" : "nearest" });
  }
  return true;
}
