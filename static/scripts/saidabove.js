// A page that opens at one of its answers: what is said at its top is said at the foot of the window too.

import { say } from "./toast.js";

addEventListener("load", () => {
  const told = document.querySelector(".told");
  if (!told || told.getBoundingClientRect().bottom > 0) return;
  say([...told.querySelectorAll("p")].map((each) => each.textContent).join(" "), "", null, 10);
});
