// Keeps a page usable without a network: as it was last seen, while the network does not answer.
// Registered by the page itself, for its own address alone.
const CACHE = "enishi-pages-1";
const PATIENCE = 4000;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

const address = (request) => {
  const url = new URL(request.url);
  return request.mode === "navigate" ? url.origin + url.pathname : request.url;
};

const fresh = async (request) => {
  const answer = await fetch(request);
  if (request.mode === "navigate" && answer.ok && !answer.redirected)
    await (await caches.open(CACHE)).put(address(request), answer.clone());
  return answer;
};

const either = async (request) => {
  const kept = await caches.match(address(request), { ignoreVary: true });
  if (!kept) return fetch(request).then((answer) => answer);
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE, kept));
  return Promise.race([fresh(request).catch(() => kept), late]);
};

self.addEventListener("fetch", (event) => {
  if (event.request.method === "GET") event.respondWith(either(event.request));
});
