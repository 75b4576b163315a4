// What the chosen board asks besides comes in place; what was typed stays, and only an empty text gets its template.
import { fill, newest } from "./asking.js";

export function askForBoard(place) {
  const form = place.closest("form");
  const { board, body } = form.elements;
  const says = place.querySelector("[role=status]");
  const ask = newest((reply) => reply.text());
  const typed = {};
  let template = of(place);

  function of(root) {
    return root.querySelector("[data-template]")?.dataset.template ?? "";
  }

  function fields() {
    return place.querySelectorAll("[name^=field-]");
  }

  async function show() {
    const html = await ask(`${place.dataset.fields}?board=${encodeURIComponent(board.value)}`);
    if (html === null) return;
    for (const field of fields()) typed[field.name] = field.value;
    place.querySelector("[data-template]").outerHTML = html.trim();
    for (const field of fields()) if (typed[field.name] !== undefined) field.value = typed[field.name];
    const count = fields().length;
    says.textContent = count === 0 ? "" : count === 1 ? place.dataset.asksOne : fill(place.dataset.asks, { count });
    begin(of(place));
  }

  function begin(next) {
    const isUntouched = [template.trim(), ""].includes(body.value.trim());
    template = next;
    if (!isUntouched || body.value.trim() === next.trim()) return;
    body.value = next;
    body.dispatchEvent(new Event("input", { bubbles: true }));
  }

  board.addEventListener("change", show);
}
