// Asks again and again while somebody looks: every dozen seconds, seldomer when it fails or nobody moves.

const EVERY = 12_000;
const SELDOM = 120_000;
const IDLE = 1_800_000;

// Calls `ask` now and later; `ask` throws when it did not get through. Returns a function that asks at once.
export function poll(ask) {
  let pause = EVERY;
  let timer = 0;
  let moved = Date.now();
  let is_asking = false;
  let again = false;

  for (const sign of ["pointerdown", "keydown"]) {
    addEventListener(
      sign,
      () => {
        const was_idle = Date.now() - moved > IDLE;
        moved = Date.now();
        if (was_idle) look();
      },
      { passive: true },
    );
  }
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && look());

  async function look() {
    clearTimeout(timer);
    if (document.visibilityState !== "visible") return;
    if (is_asking) {
      again = true;
      return;
    }
    is_asking = true;
    try {
      await ask();
      pause = EVERY;
    } catch {
      pause = Math.min(pause * 2, SELDOM);
    }
    is_asking = false;
    if (again) {
      again = false;
      look();
    } else if (Date.now() - moved < IDLE) {
      timer = setTimeout(look, pause);
    }
  }

  look();
  return look;
}

export async function json(address, options) {
  const answer = await fetch(address, { headers: { Accept: "application/json" }, ...options });
  if (!answer.ok || !answer.headers.get("Content-Type")?.startsWith("application/json")) throw new Error();
  return answer.json();
}

// The page as the server draws it now.
export async function fresh() {
  const answer = await fetch(location.href);
  if (!answer.ok || answer.redirected) throw new Error();
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

// Puts `after` in the place of `before`; who stood on a link or a button of it stands there again.
export function swap(before, after) {
  const focused = before.contains(document.activeElement) ? document.activeElement : null;
  const key = focused?.getAttribute("href") ?? focused?.getAttribute("formaction");
  before.replaceWith(after);
  if (focused) [...after.querySelectorAll("a, button")].find((each) => (each.getAttribute("href") ?? each.getAttribute("formaction")) === key)?.focus({ preventScroll: true });
}
