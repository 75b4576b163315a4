// The row of buttons, its shortcuts, and sending with Ctrl or Cmd and Enter.

const isMac = /Mac|iPhone|iPad/.test(navigator.platform);

export function showTools(editor, text) {
  const tools = editor.querySelector("markdown-toolbar");
  const keys = new Map();
  for (const button of tools.querySelectorAll("[data-key]")) {
    const key = button.dataset.key;
    keys.set(key, button);
    button.title += isMac ? ` (⌘${key.toUpperCase()})` : ` (Ctrl+${key.toUpperCase()})`;
    button.setAttribute("aria-keyshortcuts", `${isMac ? "Meta" : "Control"}+${key.toUpperCase()}`);
  }
  tools.hidden = false;
  text.addEventListener("keydown", (event) => {
    if (event.isComposing || event.altKey || event.shiftKey || !(isMac ? event.metaKey : event.ctrlKey)) return;
    if (event.key === "Enter") {
      event.preventDefault();
      text.form.requestSubmit(text.form.querySelector(".button-primary"));
    }
    const button = keys.get(event.key.toLowerCase());
    if (!button) return;
    event.preventDefault();
    button.click();
  });
}
