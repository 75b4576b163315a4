// A link to a comment behind the first five opens the fold; newer browsers do so by themselves.

function unfold() {
  const place = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const fold = place && place.closest("details:not([open])");
  if (!fold) return;
  fold.open = true;
  place.scrollIntoView();
}

addEventListener("hashchange", unfold);
unfold();
