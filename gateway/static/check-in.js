// Check-in that goes on without a network: what is noted stays on this tablet until the server has
// it. Each note has an id of its own, so it counts once however often it is sent.
(() => {
  const root = document.getElementById("check-in");
  if (!root) return;
  const { event, people: peopleAt, notes: notesAt, worker } = root.dataset;
  const say = (name, values = {}) =>
    (root.dataset[name] ?? "").replace(/\{(\w+)\}/g, (_, key) => values[key] ?? "");
  const name = (what) => `enishi-check-in-${event}-${what}`;
  const find = (what) => root.querySelector(`[data-part="${what}"]`);

  // ---- what stays on the tablet: a key for each note, so that two windows never overwrite -----
  const NOTE = name("note-");
  const waiting = () =>
    Object.keys(localStorage).filter((key) => key.startsWith(NOTE)).sort()
      .map((key) => ({ key, note: JSON.parse(localStorage.getItem(key)) }))
      .sort((one, two) => one.note.at - two.note.at);
  const recall = (what, otherwise) => {
    try {
      return JSON.parse(localStorage.getItem(name(what))) ?? otherwise;
    } catch {
      return otherwise;
    }
  };
  const remember = (what, value) => localStorage.setItem(name(what), JSON.stringify(value));
  let people = new Map(recall("people", []).map((one) => [one.number, one]));

  // ---- codes: as contracts/checkins.py reads them -------------------------------------------
  const NEXT = ["0317598642", "7092154863", "4206871359", "1750983426", "6123045978",
    "3674209581", "5869720134", "8945362017", "9438617205", "2581436790"];
  const numberOf = (text) => {
    const plain = text.normalize("NFKC").replace(/\s/g, "").replace(/[‐-―−ー]/g, "-");
    const found = /^(?:[Pp]-?)?(\d{1,5})-?(\d)$/.exec(plain);
    if (!found) return null;
    const end = [...found[1] + found[2]].reduce((state, digit) => NEXT[state][digit], 0);
    return Number(end) === 0 && Number(found[1]) ? Number(found[1]) : null;
  };
  // A QR code holds the address of this page with the code in it; of this event's, or none.
  const codeIn = (text) => {
    if (!/^https?:/i.test(text)) return text;
    try {
      const url = new URL(text);
      return url.pathname === location.pathname ? url.searchParams.get("code") ?? "" : "";
    } catch {
      return ""; // begins like an address and is none
    }
  };

  // ---- the clock of this tablet, beside the server's ------------------------------------------
  const clock = (instant) =>
    new Date(instant).toLocaleTimeString("ja-JP",
      { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Tokyo" });
  const measure = (now, before) =>
    remember("offset", Math.round(now - (before + Date.now()) / 2));

  // ---- what is shown --------------------------------------------------------------------------
  const show = (kind, text, who) => {
    const box = find("result");
    box.dataset.kind = kind;
    box.hidden = false;
    find("said").textContent = text;
    find("who").textContent = who ? [who.organization, who.name].join(" ") : "";
    find("where").textContent = who?.where ?? "";
  };
  const count = (state = "") => {
    const some = waiting().length;
    find("outbox").textContent = [some ? say("waiting", { n: some }) : say("none"), state]
      .filter(Boolean).join(" ");
    find("outbox").dataset.waiting = String(some);
    find("sign-in").hidden = state !== say("signedOut");
  };
  const rows = (part, some) => find(part).replaceChildren(...some.map((one) => {
    const row = document.createElement("li");
    row.textContent = `${clock(one.at)} ${one.code} ${one.text}`;
    return row;
  }));
  const tally = () => {
    const all = [...people.values()];
    if (all.length) find("arrived").textContent = say("counted", {
      n: all.filter((one) => one.arrivedAt).length, all: all.length });
  };
  const list = () => {
    rows("last", recall("last", []));
    rows("problems", recall("problems", []));
    find("last-around").hidden = !recall("last", []).length;
    find("problems-around").hidden = !recall("problems", []).length;
  };

  // What a note does to who is there; one taken back stays in mind, to be put back.
  const changed = (who, note) => {
    if (note.kind === "UNDO") {
      who.before = who.arrivedAt ?? who.before;
      who.arrivedAt = null;
    } else who.arrivedAt ??= note.kind === "RESTORE" ? who.before ?? null : note.at + note.offset;
  };
  // The button that puts back what was just taken back.
  const again = (code) => {
    const form = root.querySelector('form[data-kind="restore"]');
    form.hidden = !code;
    if (code) form.querySelector('[name="code"]').value = code;
  };

  // ---- noting -----------------------------------------------------------------------------------
  const note = (code, means, kind = "ARRIVAL", reason = "") => {
    const number = numberOf(code);
    if (number === null) {
      show("bad", say("badCode"));
      return false;
    }
    const who = people.get(number);
    const offset = recall("offset", 0);
    const one = { id: crypto.randomUUID(), code, kind, means, reason, at: Date.now(), offset };
    localStorage.setItem(NOTE + one.id, JSON.stringify(one));
    const at = who?.arrivedAt;
    if (kind === "UNDO") show("undone", say("undone"), who);
    else if (kind === "RESTORE") {
      const before = at ?? who?.before;
      show(before ? "done" : "bad", say(before ? "restored" : "notThere",
        { time: before ? clock(before) : "" }), who);
    } else if (at) show("already", say("already", { time: clock(at) }), who);
    else show(who ? "done" : "unknown", say(who ? "arrived" : "unlisted"), who);
    if (who) {
      changed(who, one);
      remember("people", [...people.values()]);
      tally();
    }
    again(kind === "UNDO" ? code : null);
    const text = [find("said").textContent, find("who").textContent].join(" ");
    const row = { at: one.at + offset, code: who?.code ?? code, text };
    remember("last", [row, ...recall("last", [])].slice(0, 5));
    list();
    count();
    flush();
    return true;
  };

  // ---- sending ------------------------------------------------------------------------------------
  let sending = false;
  const send = async (some) => {
    const body = new URLSearchParams({
      csrf: document.querySelector('#check-in input[name="csrf"]').value,
      door: find("door").value,
      notes: JSON.stringify(some.map(({ note }) => note)),
    });
    const answer = await fetch(notesAt, { method: "POST", body, redirect: "manual" });
    if (!answer.headers.get("content-type")?.startsWith("application/json")) return false;
    if (!answer.ok) return answer.status === 409 ? "over" : false;
    for (const outcome of (await answer.json()).outcomes) {
      const { note: sent } = some.find(({ note }) => note.id === outcome.id) ?? {};
      // What means nobody is kept in sight before the note goes: somebody has to look at it.
      if (outcome.kind === "bad" && sent)
        remember("problems", [...recall("problems", []),
          { at: sent.at + sent.offset, code: sent.code, text: outcome.said }]);
      localStorage.removeItem(NOTE + outcome.id);
      const who = people.get(outcome.number);
      if (who) who.arrivedAt = outcome.arrivedAt;
      if (outcome.said && some.length === 1)
        show(outcome.kind, outcome.said, { ...who, ...outcome });
    }
    tally();
    return true;
  };
  const flush = async () => {
    if (sending) return;
    sending = true;
    let state = "";
    try {
      for (let some = waiting(); some.length && !state; some = waiting()) {
        const sent = await send(some.slice(0, 100));
        if (sent !== true) state = say(sent === "over" ? "over" : "signedOut");
      }
    } catch {
      state = say("offline");
    }
    sending = false;
    list();
    count(state);
  };
  const refresh = async () => {
    const before = Date.now();
    try {
      const answer = await fetch(peopleAt, { headers: { Accept: "application/json" } });
      if ([401, 403, 404].includes(answer.status)) localStorage.removeItem(name("people"));
      if (!answer.ok) return;
      const found = await answer.json();
      measure(found.now, before);
      people = new Map(found.people.map((one) => [one.number, one]));
      for (const { note: one } of waiting()) {
        const who = people.get(numberOf(one.code));
        if (who) changed(who, one);
      }
      remember("people", [...people.values()]);
      tally();
    } catch {
      // without a network: with what is known
    }
  };

  // ---- the camera, where the browser can read codes ----------------------------------------------
  const GONE = 2000; // until then a badge that flickers is the same one
  let stream = null;
  const stop = () => {
    stream?.getTracks().forEach((track) => track.stop());
    stream = null;
    find("camera").hidden = true;
    find("use-camera").textContent = say("useCamera");
  };
  const watch = async () => {
    const video = find("video");
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    const own = stream;
    video.srcObject = stream;
    find("camera").hidden = false;
    find("use-camera").textContent = say("stopCamera");
    await video.play();
    const detector = new BarcodeDetector({ formats: ["qr_code"] });
    let seen = { text: "", at: 0 };
    const look = async () => {
      const [found] = await detector.detect(video).catch(() => []);
      if (stream !== own) return;
      const now = Date.now();
      if (found) {
        const again = found.rawValue === seen.text && now - seen.at < GONE;
        seen = { text: found.rawValue, at: now };
        if (!again) note(codeIn(found.rawValue), "QR");
      }
      setTimeout(look, 300);
    };
    look();
  };
  const readsCodes = async () =>
    "BarcodeDetector" in window && !!navigator.mediaDevices
      && (await BarcodeDetector.getSupportedFormats()).includes("qr_code");
  readsCodes().catch(() => false).then((can) => {
    find("use-camera").hidden = !can;
    find("no-camera").hidden = can;
  });
  find("use-camera").addEventListener("click", () => {
    if (stream) stop();
    else watch().catch(() => {
      stop();
      show("bad", say("noCamera"));
    });
  });

  // Asked once more where a meeting of theirs runs or is over.
  const takenBack = (form, code, reason) => {
    const who = people.get(numberOf(code));
    if (!reason.trim()) show("bad", say("sayWhy"));
    else if (who?.arrivedAt && who.stakes?.length && form.dataset.sure !== code) {
      form.dataset.sure = code;
      show("waits", say("sure"), { ...who, where: who.stakes.join(" ") });
      find("result").scrollIntoView({ block: "nearest" });
    } else {
      form.dataset.sure = "";
      return note(code, "CODE", "UNDO", reason);
    }
    again(null);
    return false;
  };
  root.addEventListener("submit", (submitted) => {
    const form = submitted.target;
    if (!["arrival", "undo", "restore"].includes(form.dataset.kind)) return;
    submitted.preventDefault();
    const given = new FormData(form);
    const code = String(given.get("code"));
    if (form.dataset.kind === "restore") {
      note(code, "CODE", "RESTORE");
      return;
    }
    const done = form.dataset.kind === "undo"
      ? takenBack(form, code, String(given.get("reason")))
      : note(code, form.dataset.means ?? "CODE");
    if (!done) return;
    form.reset();
    form.querySelector('[name="code"]').value = "";
    form.querySelector('[name="code"]').focus();
  });
  find("door").value = recall("door", "");
  find("door").addEventListener("change", () => remember("door", find("door").value));

  // ---- kept for when there is no network ----------------------------------------------------------
  const keep = async () => {
    const cache = await caches.open("enishi-pages-1");
    const used = [...document.querySelectorAll("link[rel=stylesheet], link[rel=icon], script[src]")]
      .map((one) => one.href || one.src);
    await cache.addAll([...new Set(used)]);
    await cache.put(location.origin + location.pathname, await fetch(location.pathname));
    await navigator.serviceWorker.register(worker, { scope: location.pathname });
    root.dataset.kept = "true";
  };
  if ("serviceWorker" in navigator) keep().catch(() => {});

  find("seen").addEventListener("click", () => {
    remember("problems", []);
    list();
  });
  // A page that comes from this tablet knows nothing of the badge that was read.
  const query = new URLSearchParams(location.search);
  const read = query.has("result") ? null : query.get("code");
  const field = root.querySelector('form[data-kind="arrival"] [name="code"]');
  if (read && !field.value) field.value = read;

  addEventListener("online", () => refresh().then(flush));
  addEventListener("storage", () => count());
  setInterval(() => refresh().then(flush), 10000);
  list();
  count();
  refresh().then(flush);
})();
