// Asking the server: the newest question counts, older ones are dropped.

export function token(form) {
  return form.querySelector("[name=csrfmiddlewaretoken]").value;
}

// Returns what was read of the reply, or null when a newer question overtook it or nothing came back.
export function newest(read) {
  let running = null;
  return async (address, options = {}) => {
    running?.abort();
    const mine = (running = new AbortController());
    try {
      const reply = await fetch(address, { ...options, signal: mine.signal });
      return reply.ok ? await read(reply) : null;
    } catch {
      return null;
    }
  };
}

// Calls `act` once there was a pause of `pause` milliseconds.
export function afterPause(pause, act) {
  let waiting = 0;
  return (...given) => {
    clearTimeout(waiting);
    waiting = setTimeout(() => act(...given), pause);
  };
}

// "{name}: {percent}" with its places filled.
export function fill(sentence, places) {
  return sentence.replace(/\{(\w+)\}/g, (whole, name) => places[name] ?? whole);
}
