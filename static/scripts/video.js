// A still becomes a player only when it is asked for: until then nothing is loaded from the other site.

const PLAYERS = {
  youtube: {
    name: "YouTube",
    pattern: /^youtube:([\w-]{11})(?::(\d{1,6}))?$/,
    address: (id, start) => `https://www.youtube-nocookie.com/embed/${id}?autoplay=1&rel=0${start ? `&start=${start}` : ""}`,
  },
  vimeo: {
    name: "Vimeo",
    pattern: /^vimeo:(\d{6,12})(?::([0-9a-f]{8,16}))?$/,
    address: (id, hash) => `https://player.vimeo.com/video/${id}?dnt=1&autoplay=1${hash ? `&h=${hash}` : ""}`,
  },
};

function playerOf(still) {
  const player = PLAYERS[still.dataset.video.split(":")[0]];
  const found = player?.pattern.exec(still.dataset.video);
  return found ? { name: player.name, address: player.address(found[1], found[2]) } : null;
}

function say(still) {
  const words = still.closest("[data-plays-here]")?.dataset.playsHere;
  const player = playerOf(still);
  if (!words || !player) return;
  // An address that was not given a name reads shorter without its beginning.
  if (still.textContent === still.getAttribute("href")) still.textContent = still.textContent.replace(/^https?:\/\/(www\.)?/, "");
  const note = document.createElement("small");
  note.textContent = words.replace("{host}", player.name);
  still.append(note);
  still.dataset.playable = "";
}

function play(still) {
  const player = playerOf(still);
  const frame = document.createElement("iframe");
  still.querySelector("small").remove();
  frame.src = player.address;
  frame.className = "video-player";
  frame.title = still.textContent;
  frame.allow = "autoplay; fullscreen; picture-in-picture; encrypted-media";
  // The player wants to know which site it stands on; which page is none of its business.
  frame.referrerPolicy = "strict-origin";
  still.before(frame);
  still.classList.remove("video");
  frame.focus();
}

function findStills(root) {
  for (const still of root.querySelectorAll("a.video:not([data-playable])")) say(still);
}

document.addEventListener("click", (event) => {
  const still = event.target.closest?.("a.video[data-playable]");
  if (!still || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  play(still);
});
// What comes later, as a preview does, is found too.
document.addEventListener("stills", (event) => findStills(event.target));
findStills(document);
