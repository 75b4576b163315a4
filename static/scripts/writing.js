// Comfort where one writes; without it the editor is a textarea that works.
import "@github/markdown-toolbar-element";
import "@github/text-expander-element";
import "@github/file-attachment-element";
import { subscribe } from "@github/paste-markdown";
import { askForBoard } from "./writing/boards.js";
import { completeText, completeTags } from "./writing/completing.js";
import { countLetters } from "./writing/counting.js";
import { keepDraft } from "./writing/keeping.js";
import { takePictures } from "./writing/pictures.js";
import { previewText } from "./writing/preview.js";
import { offerQuote } from "./writing/quoting.js";
import { showSimilar } from "./writing/similar.js";
import { showTools } from "./writing/toolbar.js";

for (const editor of document.querySelectorAll(".editor")) {
  const text = editor.querySelector("textarea");
  showTools(editor, text);
  subscribe(text);
  previewText(editor, text);
  completeText(editor, text);
  takePictures(editor, text);
  countLetters(editor, text);
  keepDraft(editor, text);
}
for (const field of document.querySelectorAll("input[data-tags]")) completeTags(field);
for (const place of document.querySelectorAll("[data-fields]")) askForBoard(place);
for (const place of document.querySelectorAll("[data-similar]")) showSimilar(place);
offerQuote(document.querySelector("#reply .editor"));
