// Keeps the marked parts of a console page up to date: asks every two seconds, swaps only what changed, says a new alert aloud,
// and never moves focus. Without it every page still works by loading it again.
(() => {
  "use strict";
  const EVERY_MS = 2000, LOST_AFTER = 3, WARN_S = 300;
  const say = document.getElementById("announce"), contact = document.getElementById("contact"), sessionBar = document.getElementById("session");
  const parts = [...document.querySelectorAll("[data-poll]")];
  const title = document.title, tags = new Map();
  let failures = 0, stopped = false;

  // What is said aloud when it is new: an alert, and that a family an officer holds wrote again. Alerts alone are counted in the title.
  const newsIn = () => new Map([...document.querySelectorAll("[data-alert], [data-news]")].map((node) => [node.dataset.alert ?? `again-${node.dataset.news}`, node.dataset.say]));
  let known = new Set(newsIn().keys());

  // Children that carry an id are matched by it; one that did not change keeps its place, its focus and its open <details>.
  function merge(old, fresh) {
    const kept = new Map([...old.children].filter((child) => child.id).map((child) => [child.id, child]));
    const wanted = [...fresh.children].map((child) => {
      const before = child.id && kept.get(child.id);
      if (!before) return document.importNode(child, true);
      if (same(before, child)) return before;
      if (before.querySelector("[id]") && before.tagName === child.tagName && !before.matches(".card")) {
        for (const { name, value } of child.attributes) if (before.getAttribute(name) !== value) before.setAttribute(name, value);
        merge(before, child);
        return before;
      }
      return document.importNode(child, true);
    });
    const stay = new Set(wanted);
    [...old.children].forEach((child) => stay.has(child) || child.remove());
    wanted.forEach((child, index) => old.children[index] === child || old.insertBefore(child, old.children[index] || null));
  }

  function same(before, fresh) {
    if (!before.querySelector("details[open]")) return before.isEqualNode(fresh);
    const copy = before.cloneNode(true);
    copy.querySelectorAll("details[open]").forEach((details) => details.removeAttribute("open"));
    return copy.isEqualNode(fresh);
  }

  // Whoever reads the newest message keeps it on the screen, and the box under it; whoever reads further up is not moved, only told.
  const newest = () => document.getElementById("latest"), below = document.getElementById("below");
  const topOf = (node) => node.getBoundingClientRect().top;
  const reached = (top) => top <= innerHeight;

  function follow(change) {
    const before = newest(), top = before && topOf(before), count = document.querySelectorAll(".line").length;
    change();
    const after = newest();
    if (!before || !after) return;
    if (reached(top)) scrollBy(0, topOf(after) - top);
    else if (document.querySelectorAll(".line").length > count) below.hidden = false;
  }

  function show(part, html) {
    const fresh = new DOMParser().parseFromString(html, "text/html").body;
    const held = part.contains(document.activeElement) ? document.activeElement.id : "";
    const opened = [...part.querySelectorAll("details[open]")].map((details) => details.id);
    follow(() => merge(part, fresh));
    opened.forEach((id) => { const details = id && document.getElementById(id); if (details) details.open = true; });
    const kept = held && document.activeElement.id !== held && document.getElementById(held);
    if (!kept) return;
    kept.closest("details")?.setAttribute("open", "");
    kept.focus({ preventScroll: true });
  }

  function announce() {
    const now = newsIn(), alerts = new Set([...document.querySelectorAll("[data-alert]")].map((node) => node.dataset.alert)).size;
    const fresh = [...now].filter(([id]) => !known.has(id)).map(([, words]) => words);
    if (fresh.length) say.textContent = fresh.join(". ");
    known = new Set(now.keys());
    document.title = (alerts ? `(${alerts}) ` : "") + title;
  }

  function tell(words, link, address) {
    if (contact.dataset.words === words) return;
    contact.dataset.words = words;
    contact.replaceChildren();
    if (!words) return;
    const line = document.createElement("p"), anchor = document.createElement("a");
    anchor.href = address;
    anchor.textContent = link;
    line.append(words, " ", anchor);
    contact.append(line);
  }

  // Nobody may be at this desk any more: families' words leave the screen, a reply that was being written stays.
  function close() {
    sessionBar.hidden = true;
    [...parts, ...document.querySelectorAll(".side, .badges, .head, .note, .below")].forEach((node) => node.replaceChildren());
  }

  async function ask(part) {
    const headers = tags.has(part) ? { "If-None-Match": tags.get(part) } : {};
    const answer = await fetch(part.dataset.poll, { headers, cache: "no-store", redirect: "manual", signal: AbortSignal.timeout(8000) });
    if (answer.status === 401) {
      stopped = true;
      close();
      return tell("You are signed out: alerts do not reach this page.", "Sign in again", document.body.dataset.signIn);
    }
    if (answer.status !== 200 && answer.status !== 304) throw new Error(String(answer.status));
    warn(Number(answer.headers.get("X-Session-Left")));
    if (answer.status === 200) {
      tags.set(part, answer.headers.get("ETag"));
      show(part, await answer.text());
    }
  }

  async function round() {
    try {
      for (const part of parts) if (!stopped) await ask(part);
      failures = 0;
      if (!stopped) tell("");
    } catch {
      failures += 1;
      if (failures >= LOST_AFTER) tell("This page has lost contact: alerts may not reach it.", "Load it again", location.href);
    }
    announce();
    if (!stopped) setTimeout(round, EVERY_MS);
  }

  function warn(left) {
    const late = left > 0 && left <= WARN_S;
    if (late && sessionBar.hidden) sessionBar.querySelector("p").textContent = "You will be signed out in less than 5 minutes.";
    sessionBar.hidden = !late;
  }

  // SMS segments as the network counts them (3GPP TS 23.038): 160 then 153 in GSM-7, 70 then 67 with other letters.
  const GSM = new Set("@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà");
  const TWICE = new Set("^{}\\[~]|€\f");
  const PLAIN = { "‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "...", "\u00a0": " ", "•": "-", "\t": " " };

  function countSegments(text) {
    const units = [...text.replace(/[‘’“”–—…\u00a0•\t]/g, (letter) => PLAIN[letter])];
    const simple = units.every((letter) => GSM.has(letter) || TWICE.has(letter));
    const length = simple ? units.reduce((sum, letter) => sum + (TWICE.has(letter) ? 2 : 1), 0) : units.join("").length;
    const [one, more] = simple ? [160, 153] : [70, 67];
    return { length, segments: length <= one ? 1 : Math.ceil(length / more), simple };
  }

  const box = document.querySelector("textarea[data-prefix]"), counter = document.getElementById("segments");
  function count() {
    const { length, segments, simple } = countSegments(box.dataset.prefix + box.value.trim());
    const words = `${segments} text${segments > 1 ? "s" : ""}` + (segments > 3 ? ": long, could it be shorter?" : "") + (simple ? "" : " (has letters or emoji that shorten each text)");
    if (counter.dataset.words !== words) counter.textContent = counter.dataset.words = words;
    counter.title = `${length} characters with the beginning`;
  }
  if (box) { box.addEventListener("input", count); count(); }

  const printing = document.getElementById("print");
  if (printing) { printing.hidden = false; printing.addEventListener("click", () => print()); }

  sessionBar?.querySelector("button").addEventListener("click", async () => {
    await fetch(document.body.dataset.stay, { cache: "no-store", redirect: "manual" }).catch(() => {});
    sessionBar.hidden = true;
  });
  addEventListener("scroll", () => { if (below && newest() && reached(topOf(newest()))) below.hidden = true; }, { passive: true });
  if (newest() && !location.hash && !document.querySelector("[autofocus]")) {
    newest().scrollIntoView();
    newest().focus({ preventScroll: true });
  }
  if (parts.length) { announce(); setTimeout(round, EVERY_MS); }
})();
