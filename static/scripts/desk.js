// Keys of the desk: j and k move in the queue, c takes, r and n write, e resolves, Ctrl+Enter sends.

const links = [...document.querySelectorAll(".queue a[href^='/desk/']")].filter((link) => link.closest("li"));
const compose = document.querySelector("form.compose");

function move(step) {
  const seen = links.filter((link) => link.getClientRects().length);
  const from = seen.findIndex((link) => link === document.activeElement);
  const at = from >= 0 ? from : seen.findIndex((link) => link.ariaCurrent);
  const to = at < 0 ? (step > 0 ? 0 : -1) : Math.min(Math.max(at + step, 0), seen.length - 1);
  seen.at(to)?.focus();
}

function write(to) {
  const choice = compose?.querySelector(`input[name=to][value=${to}]`);
  if (!choice) return;
  choice.checked = true;
  compose.querySelector("textarea").focus();
}

const KEYS = {
  j: () => move(1),
  k: () => move(-1),
  c: () => document.querySelector("[data-take]")?.focus(),
  r: () => write("public"),
  n: () => write("note"),
  e: () => document.querySelector("form.resolve input:not([type=hidden])")?.focus(),
};

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && compose?.contains(event.target)) {
    event.preventDefault();
    const to = compose.querySelector("input[name=to]:checked")?.value;
    compose.requestSubmit(compose.querySelector(`button[name=send][value=${to}]`) ?? undefined);
    return;
  }
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (typing || event.ctrlKey || event.metaKey || event.altKey || !(event.key in KEYS)) return;
  event.preventDefault();
  KEYS[event.key]();
});
