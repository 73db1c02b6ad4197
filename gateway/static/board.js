// Dragging on the organizer's board, and arrows among its places. Everything here is a quicker
// way to what the links and forms of the page do.
(() => {
  const board = document.querySelector("table.board[data-places]");
  const form = document.getElementById("drop");
  if (!board) return;
  const said = document.getElementById("drop-said");
  let places = null;
  let dragged = null;

  const cells = () => board.querySelectorAll("td[data-slot]");
  const clear = () => {
    if (!dragged) return;
    places = dragged = null;
    if (said) said.textContent = "";
    for (const cell of cells()) {
      delete cell.dataset.drop;
      cell.removeAttribute("title");
    }
  };
  const mark = (found) => {
    places = found;
    for (const cell of cells()) {
      const against = found[`${cell.dataset.slot}|${cell.dataset.table}`];
      if (against === undefined) continue;
      cell.dataset.drop = against ? "refused" : "free";
      if (against) cell.title = against;
    }
  };

  document.addEventListener("dragstart", async (event) => {
    const pair = event.target.closest?.("[data-pair]")?.dataset.pair;
    if (!pair) return;
    event.dataTransfer.setData("text/plain", pair);
    event.dataTransfer.effectAllowed = "move";
    dragged = pair;
    const answer = await fetch(`${board.dataset.places}?pick=${pair}`);
    const found = answer.ok ? await answer.json() : {};
    if (dragged === pair) mark(found);  // it may have been let go meanwhile
  });
  board.addEventListener("dragover", (event) => {
    const cell = event.target.closest("td[data-slot]");
    if (!cell || !places) return;
    const where = `${cell.dataset.clock} ${cell.dataset.name}`;
    const against = cell.title;
    if (cell.dataset.drop === "free") event.preventDefault();
    const words = against ? `${where}: ${against}` : where;
    if (said.textContent !== words) said.textContent = words;
  });
  board.addEventListener("drop", (event) => {
    const cell = event.target.closest("td[data-slot]");
    const [one, two] = event.dataTransfer.getData("text/plain").split(".");
    if (cell?.dataset.drop !== "free" || !two) return;
    event.preventDefault();
    form.elements.public.value = one;
    form.elements.private.value = two;
    form.elements.slot.value = cell.dataset.slot;
    form.elements.table.value = cell.dataset.table;
    form.requestSubmit();
  });
  document.addEventListener("dragend", clear);

  // What somebody else changed meanwhile is told, not laid under one's hands.
  const newer = document.getElementById("newer");
  const look = async () => {
    if (!newer?.hidden || document.hidden) return;
    const answer = await fetch(newer.dataset.look).catch(() => null);
    if (!answer?.ok || (await answer.json()).newest <= Number(newer.dataset.version)) return;
    newer.hidden = false;
    if (said) said.textContent = newer.firstElementChild.textContent;
  };
  addEventListener("focus", look);
  setInterval(look, 10_000);

  // Arrows go from one free place to the next, Escape puts the meeting back where it was.
  const step = (from, key) => {
    const cell = from.closest("td");
    const column = cell.cellIndex;
    const forward = key === "ArrowRight" || key === "ArrowDown";
    const along = key === "ArrowLeft" || key === "ArrowRight";
    const all = [...board.querySelectorAll(".put-here")].filter((one) => {
      const place = one.closest("td");
      return along ? place.parentNode === cell.parentNode : place.cellIndex === column;
    });
    return all[all.indexOf(from) + (forward ? 1 : -1)];
  };
  board.addEventListener("keydown", (event) => {
    const here = event.target.closest(".put-here");
    if (!here || !event.key.startsWith("Arrow")) return;
    const next = step(here, event.key);
    if (next) {
      event.preventDefault();
      next.focus();
    }
  });
  document.addEventListener("keydown", (event) => {
    const away = document.getElementById("pick-none");
    if (event.key === "Escape" && away && !event.isComposing) location.assign(away.href);
  });
  // Whoever changed something is back where they were, and reads there what became of it.
  const around = board.closest(".board-around");
  const KEPT = "board";
  const keep = (where) => {
    const here = { path: location.pathname, at: around.getBoundingClientRect().top };
    const scrolled = { left: around.scrollLeft, down: around.scrollTop };
    sessionStorage.setItem(KEPT, JSON.stringify({ ...here, ...scrolled, ...where }));
  };
  document.addEventListener("submit", (event) => {
    const { action, elements } = event.target;
    if (!new URL(action).pathname.startsWith(`${location.pathname}/`)) return;
    keep({ pair: elements.public ? `${elements.public.value}.${elements.private.value}` : "" });
  });
  // Drawn anew on demand: at the same place, with the same seat in focus and what was half typed.
  let lately = "";
  board.addEventListener("focusin", (event) => {
    lately = event.target.closest(".seat")?.dataset.seat ?? lately;
  });
  newer?.querySelector("a").addEventListener("click", () => {
    const fields = [...document.querySelectorAll("input.control[id]")];
    const typed = fields.filter((one) => one.value !== one.defaultValue);
    keep({ pair: lately, typed: typed.map((one) => [one.id, one.value]), drawn: true });
  });
  const back = () => {
    const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? "{}");
    sessionStorage.removeItem(KEPT);
    if (kept.path !== location.pathname || document.querySelector(".banner-error")) return;
    if (!kept.pair && !kept.drawn) return;
    for (const [id, value] of kept.typed ?? []) {
      const field = document.getElementById(id);
      if (field) field.value = value;
    }
    around.scrollTo(kept.left, kept.down);
    const seat = [...board.querySelectorAll(".seat")].find((one) => one.dataset.seat === kept.pair);
    (seat?.querySelector("a, button") ?? around).focus({ preventScroll: true });
    scrollBy(0, around.getBoundingClientRect().top - kept.at);
    if (!kept.drawn) seat?.scrollIntoView({ block: "nearest", inline: "nearest" });
    const done = document.querySelector(".banner-success p")?.lastChild.data ?? "";
    if (said) said.textContent = kept.drawn ? newer?.dataset.drawn : done;
  };
  addEventListener("load", back);

  // After the browser has gone to the fragment, which takes the focus away.
  const first = () => board.querySelector(".put-here")?.focus({ preventScroll: true });
  addEventListener("load", () => requestAnimationFrame(first));
})();
