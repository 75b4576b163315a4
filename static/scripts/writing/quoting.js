// Quoting a selected passage of a post into the answer below it.
import { gapBefore, replace } from "./inserting.js";

const LONGEST = 2000;

export function offerQuote(editor) {
  if (!editor) return;
  const text = editor.querySelector("textarea");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button-small quote-button";
  button.textContent = editor.dataset.quote;
  button.setAttribute("aria-keyshortcuts", "q");
  button.hidden = true;
  document.body.append(button);

  document.addEventListener("selectionchange", () => {
    const passage = selected();
    button.hidden = !passage;
    if (!passage) return;
    const box = passage.range.getBoundingClientRect();
    const top = box.bottom + scrollY + 6;
    const start = Math.min(Math.max(box.left, 8), document.documentElement.clientWidth - button.offsetWidth - 8);
    button.style.top = `${top}px`;
    button.style.left = `${start + scrollX}px`;
  });
  // The press must not end the selection before it is read.
  button.addEventListener("mousedown", (event) => event.preventDefault());
  button.addEventListener("click", () => quote(text, selected()));
  document.addEventListener("keydown", (event) => {
    const isTyping = event.target.closest?.("input, textarea, select, [contenteditable]");
    if (event.key !== "q" || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
    const passage = selected();
    if (!passage) return;
    event.preventDefault();
    quote(text, passage);
  });
}

function selected() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const within = range.commonAncestorContainer;
  const prose = (within.nodeType === Node.ELEMENT_NODE ? within : within.parentElement).closest("main .prose, main .comments li");
  const words = selection.toString().trim();
  if (!prose || prose.closest("form") || !words) return null;
  return { range, words: words.slice(0, LONGEST), ...source(prose) };
}

function source(prose) {
  const post = prose.closest("[id^=answer-], [id^=comment-], #question");
  const name = (prose.closest("[id^=comment-]") ?? post)?.querySelector(".person-name, a[href^='/members/']")?.textContent.trim();
  const answer = post?.id.match(/^answer-(\d+)$/);
  return { name, address: answer ? `/answers/${answer[1]}/` : `${location.pathname}${post ? `#${post.id}` : ""}` };
}

function quote(text, passage) {
  if (!passage) return;
  const lines = passage.words.split("\n").map((line) => `> ${line}`.trimEnd());
  if (passage.name) lines.push(">", `> — [${passage.name.replace(/[\\[\]]/g, "\\$&")}](${passage.address})`);
  const end = text.value.length;
  replace(text, end, end, `${gapBefore(text, end)}${lines.join("\n")}\n\n`);
  text.scrollIntoView({ block: "center" });
}
