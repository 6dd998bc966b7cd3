/**
 * The chat, taking over a form that works without it.
 *
 * It exists so that an answer appears where the question was asked, and so that nothing a parent typed is lost: each message gets an
 * id of its own, waits in sessionStorage until the server has it, and is sent again under the same id after a break. It asks for news
 * by polling (an event stream cannot carry the token, and many council proxies hold streams back), less and less often when nothing
 * happens. What comes from the server is only ever put into the page as text.
 */
const KEY = "send-chat";
const store = {
  read() { try { return JSON.parse(sessionStorage.getItem(KEY)) || {}; } catch { return {}; } },
  write(state) { try { sessionStorage.setItem(KEY, JSON.stringify(state)); } catch { /* storage is off: this page remembers until it closes */ } },
  forget() { try { sessionStorage.removeItem(KEY); } catch { /* as above */ } },
};

class Ended extends Error {}

class SendChat extends HTMLElement {
  connectedCallback() {
    this.say = JSON.parse(this.dataset.labels);
    this.state = { id: this.dataset.id, token: this.dataset.token, pending: [], draft: "", begun: false, ...store.read() };
    this.ids = [];
    this.failures = 0;
    this.heldUntil = 0;
    this.changedAt = Date.now();
    this.log = this.querySelector("[role=log]");
    this.list = this.querySelector("ol");
    this.status = this.querySelector("#status");
    this.form = this.querySelector("#ask");
    this.box = this.querySelector("textarea");
    this.chips = this.querySelector(".chips");
    this.takeOver();
    this.state.pending.forEach((item) => this.list.append(this.draw(item)));
    this.chips.hidden ||= this.state.begun;
    this.checkReady();
    this.round();
  }

  /** The form's own submitting, clearing and keys, done here instead. */
  takeOver() {
    this.log.setAttribute("aria-live", "off"); // what was said before is not read out again
    this.list.replaceChildren();
    this.querySelector(".waiting")?.remove();
    this.box.value ||= this.state.draft;
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      const picked = event.submitter?.name === "pick" ? event.submitter : null;
      picked ? this.send(picked.value, picked.textContent) : this.sendTyped();
    });
    this.box.addEventListener("input", () => { this.keep({ draft: this.box.value }); this.complain(""); });
    this.box.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229 || matchMedia("(pointer: coarse)").matches) return;
      event.preventDefault();
      this.sendTyped();
    });
    this.querySelector("#clear").addEventListener("submit", (event) => { event.preventDefault(); this.clear(); });
    document.addEventListener("keydown", (event) => { if (event.key === "Escape" && parent !== window) parent.postMessage("send-chat:close", "*"); });
    document.addEventListener("visibilitychange", () => document.hidden || this.round());
    addEventListener("online", () => this.round());
    addEventListener("offline", () => this.tell(this.say.offline));
    addEventListener("pageshow", (event) => event.persisted && location.reload());
  }

  sendTyped() {
    const text = this.box.value.trim();
    if (!text) return this.complain(this.say.empty);
    if (text.length > this.dataset.max) return this.complain(this.say.too_long);
    this.box.value = "";
    this.send(text);
  }

  send(text, shown = text) {
    const item = { client_id: newId(), text, shown };
    this.keep({ pending: [...this.state.pending, item], draft: this.box.value });
    this.complain("");
    this.begin(true);
    this.dropOptions();
    this.log.setAttribute("aria-live", "polite");
    this.list.append(this.draw(item));
    this.list.lastChild.scrollIntoView({ block: "start" });
    this.changedAt = this.askedAt = Date.now();
    this.tell("");
    this.round();
  }

  async clear() {
    const { id } = this.state;
    this.keep({ pending: [], draft: "" });
    this.box.value = "";
    this.ids = [];
    this.askedAt = 0;
    this.list.replaceChildren();
    this.begin(false);
    this.tell(this.say.cleared);
    this.box.focus();
    this.clearing = Boolean(id);
    this.round();
  }

  /** One round: clear, send what waits, read what is new, and decide when to come back. Never two at once. */
  async round() {
    clearTimeout(this.timer);
    if (this.busy) { this.again = true; return; }
    this.busy = true;
    try {
      if (this.clearing) await this.call("DELETE", "/messages").then(() => { this.clearing = false; });
      await this.flush();
      if (this.state.id && !this.clearing) await this.read();
      this.failures = 0;
      this.tellProgress();
    } catch (error) {
      this.failures += 1;
      this.tell(error instanceof Ended ? (this.state.pending.length ? "" : this.say.ended) : navigator.onLine ? this.say.trouble : this.say.offline);
      this.markUnsent();
    }
    this.busy = false;
    if (this.again) { this.again = false; return this.round(); }
    if (this.state.id || this.state.pending.length) this.timer = setTimeout(() => this.round(), this.pause() * (1 + Math.random() / 5));
  }

  /** Milliseconds to the next round: quick while an answer is due, slow when nothing happens, slower after each failure. */
  pause() {
    if (this.failures) return 1000 * Math.min(2 ** (this.failures - 1), 15);
    if (document.hidden) return 60000;
    const quiet = Date.now() - this.changedAt;
    if (this.askedAt && quiet < 15000) return 600;
    return quiet < 120000 ? 3000 : quiet < 900000 ? 10000 : 30000;
  }

  async flush() {
    if (Date.now() < this.heldUntil) return;
    for (const item of this.state.pending.filter((one) => !one.sent)) {
      if (!this.state.id) await this.open();
      const answer = await this.call("POST", "/messages", { client_id: item.client_id, text: item.text });
      if (answer.status === 429) {
        this.heldUntil = Date.now() + 60000;
        this.markUnsent();
        return this.tell(this.say.too_fast);
      }
      if (answer.status === 400 || answer.status === 413) {
        this.drop(item);
        this.box.value ||= item.text;
        return this.complain(this.say.too_long);
      }
      if (!answer.ok) throw new Error(answer.status);
      item.sent = true;
      this.keep({});
      this.find(item)?.classList.remove("unsent");
      this.find(item)?.querySelector(".state")?.remove();
    }
  }

  async open() {
    const answer = await fetch(this.dataset.base, { method: "POST", signal: AbortSignal.timeout?.(15000) });
    if (!answer.ok) throw new Error(answer.status);
    const { id, token } = await answer.json();
    this.keep({ id, token });
  }

  async read() {
    const cleared = this.clearing;
    const after = this.ids[this.ids.length - 3] || 0; // a little back: two writers may finish in the other order
    const answer = await this.call("GET", `/messages?after=${after}`);
    if (!answer.ok) throw new Error(answer.status);
    const { messages } = await answer.json();
    if (cleared !== this.clearing) return;
    const read = !this.ids.length || this.askedAt; // the page opened, or an answer was due: show it from its question on
    const fresh = messages.filter((message) => !this.ids.includes(message.id));
    fresh.forEach((message) => this.show(message));
    if (!fresh.length) return;
    if (read) [...this.list.querySelectorAll(".parent")].pop()?.scrollIntoView({ block: "start" });
    else this.pointTo(fresh[fresh.length - 1]);
    requestAnimationFrame(() => this.log.setAttribute("aria-live", "polite"));
  }

  async call(method, path, body) {
    const answer = await fetch(`${this.dataset.base}/${this.state.id}${path}`, {
      method,
      headers: { Authorization: `Bearer ${this.state.token}`, ...(body && { "Content-Type": "application/json" }) },
      body: body && JSON.stringify(body),
      signal: AbortSignal.timeout?.(15000),
    });
    if (answer.status !== 401) return answer;
    this.clearing = false;
    this.state.pending.forEach((item) => { item.sent = false; });
    this.keep({ id: undefined, token: undefined });
    throw new Ended();
  }

  /** A file of this conversation: a link cannot carry the token, so it is fetched and handed to the browser. */
  async download(event) {
    const name = event.currentTarget.href.split("/").pop();
    event.preventDefault();
    try {
      const answer = await this.call("GET", `/${name}`);
      if (!answer.ok) return this.tell(this.say[answer.status === 403 ? "proof_over" : "trouble"]);
      const href = URL.createObjectURL(await answer.blob());
      make("a", { href, download: name }).click();
      setTimeout(() => URL.revokeObjectURL(href), 60000);
    } catch (error) { this.tell(error instanceof Ended ? this.say.ended : this.say.trouble); }
  }

  show(message) {
    const mine = this.state.pending.find((item) => item.client_id === message.client_id);
    const old = mine && this.find(mine);
    this.ids = [...this.ids, message.id].sort((a, b) => a - b);
    this.changedAt = Date.now();
    this.begin(true);
    if (message.from !== "parent") this.askedAt = 0;
    if (mine) this.drop(mine, true);
    if (old && message.text === mine.text) { // already on the page word for word: not read out twice
      old.dataset.id = message.id;
      return;
    }
    old?.remove();
    if (message.from === "parent" || message.buttons.length) this.dropOptions();
    const later = [...this.list.children].find((one) => !one.dataset.id || one.dataset.id > message.id);
    this.list.insertBefore(this.draw(message), later || null);
  }

  /** The same as templates/pages/message.html, from the same data: change both together. */
  draw(message) {
    const from = message.from || "parent";
    const item = make("li", { className: `message ${from} ${message.kind || ""}` });
    const who = make("p", { className: "who" }, make("span", {}, this.say[from]), " ");
    item.append(who);
    if (message.id) item.dataset.id = message.id;
    if (message.when) who.append(make("time", { dateTime: message.at }, message.when));
    for (const paragraph of message.paragraphs || [[{ text: message.shown }]]) {
      item.append(make("p", {}, ...paragraph.map((piece) => (piece.strong ? make("strong", {}, piece.text) : link(piece.href, piece.text)))));
    }
    item.querySelectorAll(`a[href$="/${this.state.id}/calendar.ics"]`).forEach((file) => file.addEventListener("click", (event) => this.download(event)));
    if (message.timeline) {
      const print = make("form", { method: "post", action: `${this.dataset.base}/${this.state.id}/status`, target: "_blank", rel: "noopener" });
      print.append(make("input", { type: "hidden", name: "token", value: this.state.token }), make("button", {}, this.say.print_status));
      item.append(make("img", { className: "timeline", ...message.timeline }), print);
    }
    if (message.sources?.length) {
      const list = message.sources.map((source) => make("li", {}, link(source.url, source.title)));
      const title = message.checked ? this.say.sources.replace("{date}", message.checked) : this.say.sources_undated;
      item.append(make("details", {}, make("summary", {}, title), make("ul", {}, ...list)));
    }
    if (message.buttons?.length) {
      const group = make("div", { className: "options", role: "group", ariaLabel: this.say.options });
      group.append(...message.buttons.map((button) => make("button", { type: "button", className: button.kind || "", onclick: () => this.pick(button) }, button.title)));
      item.append(group);
    }
    if (message.client_id && !message.id) item.dataset.mine = message.client_id;
    return item;
  }

  pick(button) {
    this.send(button.text, button.title);
    this.box.focus();
  }

  begin(begun) {
    this.chips.hidden = begun;
    if (this.state.begun !== begun) this.keep({ begun });
  }

  dropOptions() { this.list.querySelectorAll(".options").forEach((group) => group.remove()); }

  markUnsent() {
    for (const item of this.state.pending.filter((one) => !one.sent)) {
      const drawn = this.find(item);
      if (!drawn || drawn.querySelector(".state")) continue;
      drawn.classList.add("unsent");
      drawn.append(make("p", { className: "state" }, this.say.unsent));
    }
  }

  drop(item, stay) {
    if (!stay) this.find(item)?.remove();
    this.keep({ pending: this.state.pending.filter((one) => one !== item) });
  }

  find(item) { return this.list.querySelector(`[data-mine="${item.client_id}"]`); }

  keep(changes) { store.write(Object.assign(this.state, changes)); }

  tell(words) { if (this.status.textContent !== words) this.status.textContent = words; }

  /** Something came that was not waited for, a person's answer or a free place: unless all of it is in sight, say so where it can be seen, and move nothing. */
  pointTo({ id }) {
    const drawn = this.list.querySelector(`[data-id="${id}"]`);
    if (drawn.getBoundingClientRect().bottom <= this.form.getBoundingClientRect().top) return;
    this.status.replaceChildren(make("button", { type: "button", onclick: () => { drawn.scrollIntoView({ block: "start" }); this.tell(""); } }, this.say.more_below));
  }

  /** What a good round says: nothing, unless something is held back or an answer is due. */
  tellProgress() {
    const { waiting, slow, offline, trouble, too_fast } = this.say;
    if (Date.now() < this.heldUntil) return;
    if (this.askedAt) return this.tell(Date.now() - this.askedAt < 15000 ? waiting : slow);
    if ([waiting, slow, offline, trouble, too_fast].includes(this.status.textContent)) this.tell("");
  }

  complain(words) {
    this.querySelector("#problem").textContent = words;
    words ? this.box.setAttribute("aria-invalid", "true") : this.box.removeAttribute("aria-invalid");
    if (words) this.box.focus();
  }

  /** One honest line while the service starts; asked again until it is ready. */
  async checkReady() {
    try {
      const { status } = await fetch(this.dataset.ready);
      this.querySelector(".starting p").hidden = status !== 503;
      if (status === 503) setTimeout(() => this.checkReady(), 5000);
    } catch { /* no network: the rounds say so */ }
  }
}

function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

/** A link only where the server said so and the scheme is one we know, or the page is our own; else the text alone. */
function link(href, text) {
  return /^(https:\/\/|tel:[\d+]+$)/.test(href || "") || href?.startsWith(`${location.origin}/`) ? make("a", { href, target: "_blank", rel: "noopener noreferrer" }, text) : text;
}

function newId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** "Leave this page": forget first, then go, in place of this page's entry in the history. */
function leave(event) {
  event.preventDefault();
  const form = event.currentTarget;
  const { id, token } = store.read();
  store.forget();
  document.body.hidden = true;
  fetch(form.action, { method: "POST", body: new FormData(form), keepalive: true, redirect: "manual" }).catch(() => {});
  if (id) fetch(`${form.dataset.base}/${id}/messages`, { method: "DELETE", headers: { Authorization: `Bearer ${token}` }, keepalive: true }).catch(() => {});
  try { top.location.replace(form.dataset.to); } catch { location.replace(form.dataset.to); }
}

document.querySelector("#leave")?.addEventListener("submit", leave);
customElements.define("send-chat", SendChat);
