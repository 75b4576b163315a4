// Pictures by paste, drop or picker: sent at once, placed in the text, and described below it.
import { fill, token } from "./asking.js";
import { gapBefore, replace, replaceQuietly } from "./inserting.js";

// Ours alone: pictures from elsewhere are the writer's own business.
const PLACED = /!\[((?:[^\]\\]|\\.)*)\]\((\/[^\s)]+)\)/g;

export function takePictures(editor, text) {
  const words = editor.dataset;
  const field = editor.parentElement;
  const list = field.querySelector(".shots");
  const says = editor.querySelector(".editor-says");
  const fault = field.querySelector(".editor-fault");
  const picker = editor.querySelector("input[type=file]");
  const names = new Map();
  let isPicked = false;

  const say = (sentence, name, percent) => (says.textContent = fill(sentence, { name, percent }));
  const blame = (sentence) => {
    fault.textContent = sentence;
    fault.hidden = !sentence;
  };

  editor.querySelector("[data-pick]").addEventListener("click", () => {
    isPicked = true;
    picker.click();
  });

  editor.addEventListener("file-attachment-accepted", (event) => {
    blame("");
    for (const { file } of event.detail.attachments) {
      if (file.type.startsWith("image/")) send(file, isPicked);
      else blame(fill(words.noPicture, { name: file.name }));
    }
    isPicked = false;
  });

  function send(file, asksAtOnce) {
    const name = file.name || words.thisPicture;
    const waiting = `![${fill(words.uploading, { name, percent: "…" }).replace(/[[\]\\]/g, "")}]()`;
    const at = text.selectionEnd;
    replace(text, at, at, `${gapBefore(text, at)}${waiting}\n\n`);
    upload(file, token(text.form), (percent) => say(words.uploading, name, percent)).then(
      ({ url, markdown }) => {
        names.set(url, name);
        put(waiting, markdown);
        say(words.uploaded, name);
        if (asksAtOnce) list.querySelector(`li[data-url="${CSS.escape(url)}"] input`)?.focus();
      },
      (reason) => {
        put(waiting, "");
        says.textContent = "";
        blame(reason || fill(words.notUploaded, { name }));
      },
    );
  }

  // In place of the line that waited; at the end when someone removed it meanwhile.
  function put(waiting, markdown) {
    const at = text.value.indexOf(waiting);
    if (at >= 0) replaceQuietly(text, at, at + waiting.length, markdown);
    else if (markdown) replaceQuietly(text, text.value.length, text.value.length, `${gapBefore(text, text.value.length)}${markdown}`);
    show();
  }

  // One row per picture of ours in the text, whoever put it there.
  function show() {
    const placed = [...text.value.matchAll(PLACED)].filter((found) => isOurs(found[2]));
    const rows = new Map([...list.children].map((row) => [row.dataset.url, row]));
    for (const [, alt, url] of placed) {
      const row = rows.get(url) ?? list.appendChild(asRow(url));
      rows.delete(url);
      const input = row.querySelector("input");
      if (document.activeElement !== input) input.value = alt === words.pictureWord ? "" : alt.replace(/\\(.)/g, "$1");
    }
    for (const row of rows.values()) row.remove();
    list.hidden = !list.children.length;
  }

  const isOurs = (url) => names.has(url) || /^\/(attachments|media)\//.test(url);

  function asRow(url) {
    const name = names.get(url) ?? words.thisPicture;
    const row = document.createElement("li");
    row.dataset.url = url;
    const picture = Object.assign(new Image(72, 72), { src: url, alt: "", className: "pic" });
    const box = Object.assign(document.createElement("div"), { className: "field" });
    const input = Object.assign(document.createElement("input"), { className: "input", id: `alt-${crypto.randomUUID()}`, maxLength: 300, autocomplete: "off" });
    const label = Object.assign(document.createElement("label"), { className: "small", htmlFor: input.id, textContent: fill(words.shows, { name }) });
    const remove = Object.assign(document.createElement("button"), { type: "button", className: "button button-bare button-icon" });
    remove.setAttribute("aria-label", fill(words.remove, { name }));
    remove.append(cross(editor));
    box.append(label, input);
    row.append(picture, box, remove);
    // Written into the text once it is finished, so that undo takes it back as one.
    input.addEventListener("change", () => setTimeout(() => describe(url, input.value)));
    input.addEventListener("input", (event) => event.stopPropagation());
    input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      text.focus();
    });
    remove.addEventListener("click", () => {
      describe(url, null);
      text.focus();
    });
    return row;
  }

  function describe(url, alt) {
    const found = [...text.value.matchAll(PLACED)].find((each) => each[2] === url);
    if (!found) return;
    const said = alt === null ? "" : `![${alt.trim().replace(/\s+/g, " ").replace(/[\\[\]`*_<>!&]/g, "\\$&")}](${url})`;
    says.textContent = "";
    if (said !== found[0]) replaceQuietly(text, found.index, found.index + found[0].length, said);
    show();
  }

  text.form.addEventListener("submit", () => {
    for (const row of list.children) {
      if (row.contains(document.activeElement)) describe(row.dataset.url, row.querySelector("input").value);
    }
  });
  text.addEventListener("input", show);
  show();
}

// Resolves with what the server made of the file, rejects with its sentence.
function upload(file, csrf, progress) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const percent = new Intl.NumberFormat(document.documentElement.lang, { style: "percent" });
    request.upload.addEventListener("progress", ({ loaded, total }) => total && progress(percent.format(loaded / total)));
    request.addEventListener("error", () => reject(""));
    request.addEventListener("load", () => {
      let said = {};
      try {
        said = JSON.parse(request.responseText);
      } catch {
        // A server in trouble says nothing we can read.
      }
      if (request.status === 201) resolve(said);
      else reject(said.error);
    });
    request.open("POST", "/attachments/");
    request.setRequestHeader("X-CSRFToken", csrf);
    const form = new FormData();
    form.append("file", file);
    form.append("alt", "");
    request.send(form);
  });
}

// The cross of the icon set, from the same file as the icons of the toolbar.
function cross(editor) {
  const icon = editor.querySelector(".tools svg").cloneNode(true);
  const use = icon.querySelector("use");
  use.setAttribute("href", use.getAttribute("href").replace(/#.*/, "#i-close"));
  return icon;
}
