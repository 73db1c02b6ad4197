// One's own agenda stays readable without a network, as it was last seen on this device.
(() => {
  const root = document.getElementById("agenda");
  if (!root) return;

  const tell = () => {
    document.getElementById("agenda-away").hidden = navigator.onLine;
  };
  addEventListener("online", tell);
  addEventListener("offline", tell);
  tell();

  const keep = async () => {
    const cache = await caches.open("enishi-pages-1");
    const used = [...document.querySelectorAll("link[rel=stylesheet], link[rel=icon], script[src]")]
      .map((one) => one.href || one.src);
    await cache.addAll([...new Set(used)]);
    await cache.put(location.origin + location.pathname, await fetch(location.pathname));
    await navigator.serviceWorker.register(root.dataset.worker, { scope: location.pathname });
    await navigator.serviceWorker.ready;
    root.dataset.kept = "true";
  };
  if ("serviceWorker" in navigator && navigator.onLine) keep().catch(() => {});
})();
