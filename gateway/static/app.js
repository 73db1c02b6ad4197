// Makes pages quicker and kinder. Nothing here is needed: every action is a link or a form.
(() => {
  // Live search listens to "settled": a value that has been committed, never a half-composed
  // kana. htmx filters would need eval, which the content security policy forbids.
  const settle = (event) =>
    event.target.dispatchEvent(new CustomEvent("settled", { bubbles: true }));
  document.addEventListener("input", (event) => {
    if (!event.isComposing) settle(event);
  });
  document.addEventListener("compositionend", settle);

  // How many filters are chosen, beside the fold that hides them in a small window.
  document.addEventListener("input", (event) => {
    const filters = event.target.closest?.(".filters");
    if (!filters) return;
    const is = (one) => (one.type === "checkbox" ? one.checked : one.type !== "hidden" && one.value);
    const number = [...filters.querySelectorAll("input, select")].filter(is).length;
    const said = filters.querySelector("[data-chosen]");
    said.textContent = number ? said.dataset.chosen.replace("{n}", String(number)) : "";
  });

  // How many characters are left. The sentence comes from the page, in its language.
  const length = (text) => [...text.replace(/\r\n/g, "\n")].length;
  const count = (field) => {
    const counter = document.getElementById(`${field.id}-count`);
    if (!counter) return;
    const left = Number(field.dataset.most) - length(field.value);
    counter.textContent = (left < 0 ? counter.dataset.past : counter.dataset.left)
      .replace("{n}", String(Math.abs(left)));
    counter.dataset.over = String(left < 0);
  };
  const countAll = (root) => root.querySelectorAll("[data-most]").forEach(count);
  document.addEventListener("input", (event) => {
    if (event.target.matches?.("[data-most]")) count(event.target);
  });

  // After a refused form: to the list of what to correct. Its links go to the fields.
  const summary = () => document.getElementById("error-summary")?.focus();

  // Colours and size of letters change where one is: nothing that is typed is lost by it.
  document.addEventListener("submit", (event) => {
    const pressed = event.submitter;
    if (!["theme", "textSize"].includes(pressed?.name)) return;
    event.preventDefault();
    const body = new URLSearchParams(new FormData(event.target, pressed));
    fetch(event.target.action, { method: "POST", body, redirect: "manual" });
    document.documentElement.dataset[pressed.name] = pressed.value;
    for (const one of event.target.querySelectorAll("[aria-pressed]"))
      one.setAttribute("aria-pressed", String(one === pressed));
  });

  // Ask before leaving a form with words that are nowhere saved.
  let changed = false;
  document.addEventListener("input", (event) => {
    if (event.target.closest?.("form[data-keep]")) changed = true;
  });
  document.addEventListener("submit", (event) => {
    if (!event.defaultPrevented) changed = false;
  });
  document.addEventListener("htmx:after:swap", () => {
    if (document.getElementById("autosaved")?.textContent) changed = false;
  });
  addEventListener("beforeunload", (event) => {
    if (changed) event.preventDefault();
  });

  // Pages kept for when there is no network go with whoever signs out.
  document.addEventListener("submit", (event) => {
    const leaves = event.target.getAttribute("action") === "/sign-out";
    if (leaves && "caches" in self) caches.delete("enishi-pages-1");
  });

  // Escape closes the menu or the settings and gives the focus back to their button.
  document.addEventListener("keydown", (event) => {
    const open = event.key === "Escape" && event.target.closest?.("header details[open]");
    if (!open || event.isComposing) return;
    open.open = false;
    open.querySelector("summary").focus();
  });

  countAll(document);
  summary();
  document.addEventListener("htmx:after:swap", () => countAll(document));
})();
