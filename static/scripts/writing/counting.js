// How many letters are left, said when the end is near; and a textarea as high as its text.
import { afterPause, fill } from "./asking.js";

const NEAR = 0.9;

export function countLetters(editor, text) {
  const most = Number(text.dataset.most);
  const says = editor.querySelector(".editor-says");
  let wasNear = false;

  // The text ends are counted as the server does: without spaces around it.
  const count = () => {
    const left = most - [...text.value.trim()].length;
    const isNear = left < most * (1 - NEAR);
    if (isNear || wasNear) {
      says.classList.toggle("is-over", left < 0);
      const sentence = left < 0 ? editor.dataset.tooMany : editor.dataset.left;
      says.textContent = isNear ? fill(sentence, { count: Math.abs(left).toLocaleString(document.documentElement.lang) }) : "";
    }
    wasNear = isNear;
  };
  if (most) {
    text.addEventListener("input", afterPause(500, count));
    count();
  }
  if (CSS.supports("field-sizing", "content")) return;
  const grow = () => {
    text.style.height = "auto";
    text.style.height = `${text.scrollHeight + 2}px`;
  };
  text.addEventListener("input", grow);
  if (text.value) grow();
}
