// Comfort for pages that work without it: menus close, times of today read shorter, a form is sent once.

import "./theme.js";
import "./offline.js";
import "./forms.js";
import "./keys.js";
import "./share.js";
import "./video.js";

document.addEventListener("keydown", (event) => {
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
});

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
