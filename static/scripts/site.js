// Comfort for pages that work without it: "/" finds, links copy, times of today read shorter.

const field = document.querySelector("form[role=search] input");

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key === "/" && field && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    field.focus();
    field.select();
  }
  if (event.key === "Escape") {
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  }
});

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
  const link = event.target.closest("a[data-copy]");
  if (link && navigator.clipboard) {
    event.preventDefault();
    navigator.clipboard.writeText(link.href).then(
      () => say(link),
      () => location.assign(link.href),
    );
  }
});

// The word of the button changes to what happened, in the page's own language, and back.
function say(link) {
  const words = link.lastChild;
  const before = words.textContent;
  words.textContent = ` ${document.documentElement.lang === "nl" ? "Link gekopieerd" : "Link copied"}`;
  link.setAttribute("aria-live", "polite");
  setTimeout(() => (words.textContent = before), 2500);
}

// "17 Nov 2026, 20:52" becomes "4 hours ago" for two days; the full moment stays as the title.
const words = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: "auto" });
const offset = Number(document.documentElement.dataset.clock || 0);
for (const time of document.querySelectorAll("time[datetime]")) {
  if (time.closest(".verdict, .ladder, [data-exact]")) continue;
  const minutes = Math.round((Date.parse(time.dateTime) - Date.now() - offset) / 60000);
  if (minutes > 0 || minutes < -2880) continue;
  time.title = time.textContent;
  if (minutes > -60) time.textContent = words.format(minutes, "minute");
  else if (minutes > -1440) time.textContent = words.format(Math.round(minutes / 60), "hour");
  else time.textContent = words.format(-1, "day");
}

// A form is sent once: the second press of an impatient finger does nothing.
document.addEventListener("submit", (event) => {
  if (event.target.method !== "post") return;
  if (event.target.dataset.sent) event.preventDefault();
  event.target.dataset.sent = "yes";
});
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});
