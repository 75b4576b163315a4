// Names after "@", tags after "#", and tags in the field of tags.
import Combobox from "@github/combobox-nav";
import { afterPause, newest } from "./asking.js";
import { replace } from "./inserting.js";

const PAUSE = 150;
const EDGE = 8;
const SOURCES = { "@": ["/writing/people/", "people"], "#": ["/writing/tags/", "tags"] };

export function completeText(editor, text) {
  const expander = editor.querySelector("text-expander");
  const ask = newest((reply) => reply.json());
  let offered = [];
  let isPlacing = false;

  async function offers(key, begun) {
    const [address, name] = SOURCES[key];
    if (isPlacing || !begun || begun.length > 40) return null;
    const reply = await ask(`${address}?q=${encodeURIComponent(begun)}`);
    offered = reply?.[name] ?? [];
    return offered.length ? list(offered, key === "@" ? editor.dataset.people : editor.dataset.tagWords) : null;
  }

  expander.addEventListener("text-expander-change", (event) => {
    const { key, text: begun, provide } = event.detail;
    provide(offers(key, begun).then((fragment) => ({ matched: Boolean(fragment), fragment })));
  });

  // The list opens at the caret; near the edge of a phone it moves back into sight, and so does the page.
  expander.addEventListener("text-expander-activate", () =>
    queueMicrotask(() => {
      const menu = expander.querySelector(".completions");
      const right = menu ? menu.getBoundingClientRect().right + scrollX : 0;
      const over = right - document.documentElement.clientWidth + EDGE;
      if (over > 0) menu.style.marginLeft = `-${over}px`;
    }),
  );

  expander.addEventListener("text-expander-value", (event) => {
    // The element would set the whole text, which the browser can not undo: it is placed as typed instead.
    event.preventDefault();
    const { key, item } = event.detail;
    const chosen = offered[Number(item.dataset.at)];
    const end = text.selectionEnd;
    const start = text.value.lastIndexOf(key, end - 1);
    isPlacing = true;
    replace(text, start, end, `${linked(chosen)} `);
    isPlacing = false;
    expander.dismiss();
  });
}

function linked(chosen) {
  const name = (chosen.name ?? chosen.word).replace(/[\\[\]]/g, "\\$&");
  return chosen.name ? `[@${name}](${chosen.path})` : `[#${name}](/tags/${encodeURIComponent(chosen.word)}/)`;
}

export function completeTags(field) {
  const ask = newest((reply) => reply.json());
  const label = field.labels[0]?.textContent ?? "";
  let open = null;
  field.parentElement.classList.add("offered");

  function close() {
    open?.combobox.destroy();
    open?.menu.remove();
    open = null;
  }

  const show = afterPause(PAUSE, async () => {
    const begun = field.value.slice(0, field.selectionEnd).split(/[,;\s]+/).at(-1).replace(/^#/, "");
    const reply = begun && (await ask(`${field.dataset.tags}?q=${encodeURIComponent(begun)}`));
    const found = (reply?.tags ?? []).filter((tag) => tag.word !== begun);
    close();
    if (!found.length || document.activeElement !== field) return;
    const menu = list(found, label);
    field.after(menu);
    menu.style.insetBlockStart = `${field.offsetTop + field.offsetHeight}px`;
    const combobox = new Combobox(field, menu, { tabInsertsSuggestions: false });
    combobox.start();
    open = { menu, combobox };
    menu.addEventListener("mousedown", (event) => event.preventDefault());
    menu.addEventListener("combobox-commit", ({ target }) => {
      const end = field.selectionEnd;
      replace(field, end - begun.length, end, `${found[Number(target.dataset.at)].word}, `);
      close();
    });
  });

  field.addEventListener("input", show);
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !open) return;
    event.stopPropagation();
    close();
  });
}

function list(found, label) {
  const menu = document.createElement("ul");
  menu.className = "completions float";
  menu.setAttribute("role", "listbox");
  menu.setAttribute("aria-label", label);
  for (const [at, one] of found.entries()) {
    const row = document.createElement("li");
    row.setAttribute("role", "option");
    row.id = `offer-${at}`;
    row.dataset.at = at;
    const about = document.createElement("span");
    about.textContent = one.name ? one.department : [one.synonym, one.used].filter(Boolean).join(" · ");
    row.append(one.name ?? one.word, about);
    menu.append(row);
  }
  return menu;
}
