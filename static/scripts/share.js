// A link to a post is copied from its time; "Share" opens the phone's own sheet; a jump takes the focus along.

import { say, words } from "./toast.js";

document.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  const share = event.target.closest("a[data-share]");
  if (share && navigator.share && matchMedia("(pointer: coarse)").matches) {
    event.preventDefault();
    navigator.share({ title: document.title, url: share.href }).catch(() => {});
    return;
  }
  const link = share || event.target.closest('a[href^="#"]:has(> time)');
  if (link && navigator.clipboard) {
    event.preventDefault();
    navigator.clipboard.writeText(link.href).then(
      () => say(words.copied),
      () => location.assign(link.href),
    );
    return;
  }
  const jump = event.target.closest('.verdict a[href^="#"]');
  const post = jump && document.getElementById(jump.hash.slice(1));
  if (post) {
    post.tabIndex = -1;
    setTimeout(() => post.focus({ preventScroll: true }));
  }
});
