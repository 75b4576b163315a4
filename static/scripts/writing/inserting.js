// Changing a textarea the way a hand would, so that the browser's own undo takes it back.

// Puts `words` in place of what stands from `start` to `end`; the caret ends behind them.
export function replace(text, start, end, words) {
  const before = document.activeElement;
  text.focus({ preventScroll: true });
  text.setSelectionRange(start, end);
  const done = words
    ? document.execCommand("insertText", false, words)
    : start === end || document.execCommand("delete");
  if (!done) {
    text.setRangeText(words, start, end, "end");
    text.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }
  if (before !== text && before instanceof HTMLElement && before !== document.body) return () => before.focus();
  return () => {};
}

// The same without moving the caret of someone who goes on typing elsewhere.
export function replaceQuietly(text, start, end, words) {
  const { selectionStart, selectionEnd, scrollTop } = text;
  const moved = (at) => (at >= end ? at + words.length - (end - start) : at > start ? start + words.length : at);
  const back = replace(text, start, end, words);
  text.setSelectionRange(moved(selectionStart), moved(selectionEnd));
  text.scrollTop = scrollTop;
  back();
}

// Empty lines between what stands before `at` and a passage of its own.
export function gapBefore(text, at) {
  const before = text.value.slice(0, at);
  if (!before.trim()) return "";
  return before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
}
