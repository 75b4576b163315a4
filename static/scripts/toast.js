// What just happened, at the foot of the window; read out politely, gone again by itself unless someone is at it.

const place = document.querySelector(".toasts");
export const words = place ? place.dataset : {};

export function say(text, label, act, seconds = 6) {
  if (!place) return () => {};
  const toast = document.createElement("div");
  toast.className = "toast float";
  const sentence = document.createElement("p");
  sentence.textContent = text;
  toast.append(sentence);
  const close = () => toast.remove();
  if (label) toast.append(button(label, () => (close(), act())));
  if (!seconds) toast.append(button(words.close, close));
  place.replaceChildren(toast);
  if (seconds) wait(toast, close, seconds);
  return close;
}

function button(label, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button button-small";
  made.textContent = label;
  made.addEventListener("click", act);
  return made;
}

function wait(toast, close, seconds) {
  setTimeout(() => (toast.matches(":hover, :focus-within") ? wait(toast, close, seconds) : close()), seconds * 1000);
}
