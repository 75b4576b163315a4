// The text as it will stand, under it while one writes, on demand.
import { afterPause, newest, token } from "./asking.js";

const PAUSE = 400;

export function previewText(editor, text) {
  const button = editor.querySelector("[aria-controls$=_preview]");
  const pane = document.getElementById(button.getAttribute("aria-controls"));
  const shown = pane.lastElementChild;
  const ask = newest((reply) => reply.text());

  async function show() {
    if (pane.hidden) return;
    const body = new URLSearchParams({ body: text.value });
    const html = await ask("/writing/preview/", {
      method: "POST",
      headers: { "X-CSRFToken": token(text.form) },
      body,
    });
    if (html !== null) shown.innerHTML = html;
    else if (!shown.innerHTML) shown.textContent = editor.dataset.noPreview;
  }

  button.addEventListener("click", () => {
    pane.hidden = !pane.hidden;
    button.setAttribute("aria-pressed", String(!pane.hidden));
    show();
  });
  text.addEventListener("input", afterPause(PAUSE, show));
}
