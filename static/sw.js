// Keeps one page and its style for when the network fails. Pages of people are never kept:
// every request goes to the network, and only a page that did not come is answered from here.
const KEPT = "offline-1";
const PAGE = "/offline/";

self.addEventListener("install", (event) => event.waitUntil(keep().then(() => self.skipWaiting())));

self.addEventListener("activate", (event) => event.waitUntil(forget().then(() => self.clients.claim())));

self.addEventListener("fetch", (event) => {
  const { method, mode, destination, url } = event.request;
  if (method !== "GET" || new URL(url).origin !== location.origin) return;
  if (mode === "navigate") {
    event.respondWith(fetch(event.request).catch(() => kept(PAGE)));
  } else if (destination === "style") {
    event.respondWith(fetch(event.request).catch(() => kept(url)));
  }
});

async function keep() {
  const cache = await caches.open(KEPT);
  // Without cookies: the page is the same for everyone.
  const page = await fetch(PAGE, { credentials: "omit", cache: "reload" });
  if (!page.ok) throw new Error("The page for without a connection did not come.");
  const styles = [...(await page.clone().text()).matchAll(/<link rel="stylesheet" href="([^"]+)"/g)].map((found) => found[1]);
  await cache.put(PAGE, page);
  await cache.addAll(styles);
}

async function forget() {
  for (const name of await caches.keys()) if (name.startsWith("offline-") && name !== KEPT) await caches.delete(name);
}

async function kept(address) {
  const cache = await caches.open(KEPT);
  return (await cache.match(address)) ?? Response.error();
}
