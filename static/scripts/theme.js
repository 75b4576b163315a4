// Light or dark as someone chose it in this browser; pages are the same for all, so the choice stays here.
// This script is waited for before the page is painted, so that nothing flashes.

const root = document.documentElement;

// A browser that keeps nothing may refuse even to be asked.
function kept() {
  try {
    return localStorage.getItem("theme") || "";
  } catch {
    return "";
  }
}

function keep(theme) {
  try {
    if (theme) localStorage.setItem("theme", theme);
    else localStorage.removeItem("theme");
  } catch {}
}

function show(theme) {
  if (theme) root.dataset.theme = theme;
  else delete root.dataset.theme;
  for (const button of document.querySelectorAll("[data-themes] button")) {
    button.setAttribute("aria-pressed", String(button.value === theme));
  }
}

show(kept());
for (const group of document.querySelectorAll("[data-themes]")) {
  group.hidden = false;
  group.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    keep(button.value);
    show(button.value);
  });
}
addEventListener("storage", (event) => {
  if (event.key === "theme") show(event.newValue || "");
});
