// <chat-phone>: one person's chat with the bot. told says whose phone it is; words are in its language.

import { Composer } from "./composer.js";
import { bubble, day } from "./message.js";
import { address, control, make, post } from "./program.js";

const typingLasts = 5000; // ms, as on the phone
const toastLasts = 4000; // ms

class ChatPhone extends HTMLElement {
  tapped = new Map(); // callback data of the last tap, by message

  connectedCallback() {
    this.act = {
      words: this.words,
      lang: this.lang,
      owner: this.told.owner,
      fileURL: (id) => address("file", { user: this.told.user, id }),
      send: (text, reply) => this.post("send", JSON.stringify({ text, reply })),
      upload: (file) => this.post("upload", file, { name: file.name }),
      tap: (message, data) => this.tap(message, data),
      reply: (message) => this.composer.answer(message),
      show: (id) => this.find(id)?.scrollIntoView({ block: "center" }),
      copy: (text) => this.copy(text),
      open: (url) => this.open(url),
      enlarge: (src, alt) => this.enlarge(src, alt),
    };
    this.setAttribute("role", "region");
    this.setAttribute("aria-label", this.told.owner);
    this.draw();
  }

  // draw lays out the phone; the words around the chat never change.
  draw() {
    const w = this.words;
    this.drawOwner(w);
    const header = make(this, "header");
    this.avatar = make(header, "span", "avatar");
    this.avatar.setAttribute("aria-hidden", "true");
    const names = make(header, "div");
    this.name = make(names, "h2");
    this.status = make(names, "p");
    this.log = make(this, "div", "log");
    this.log.setAttribute("role", "log");
    this.log.setAttribute("aria-label", w.chat);
    this.log.tabIndex = 0;
    this.log.addEventListener("scroll", () => this.scrolled());
    new ResizeObserver(() => this.resized()).observe(this.log);
    this.about = make(this.log, "section", "about");
    make(this.about, "h3").textContent = w.about;
    this.aboutText = make(this.about, "p");
    this.toast = make(this, "div", "toast");
    this.toast.setAttribute("role", "status");
    this.startButton = control(this, "start", w.start, () => this.act.send("/start"));
    this.composer = new Composer(this, this.act);
    this.viewer = this.dialog();
  }

  drawOwner(w) {
    const owner = make(this, "div", "owner");
    make(owner, "p").textContent = this.told.owner;
    this.language = make(owner, "select");
    this.language.setAttribute("aria-label", w.language);
    for (const code of this.languages) {
      const option = new Option(new Intl.DisplayNames([code], { type: "language" }).of(code), code, false, code === this.lang);
      option.lang = code;
      this.language.append(option);
    }
    this.language.addEventListener("change", () => this.post("language", JSON.stringify({ language: this.language.value })));
  }

  get holdsFocus() {
    return this.contains(document.activeElement);
  }

  focusLanguage() {
    this.language.focus();
  }

  dialog() {
    const dialog = make(this, "dialog");
    dialog.content = make(dialog, "div");
    control(dialog, "close", this.words.close, () => dialog.close());
    dialog.addEventListener("click", (e) => e.target === dialog && dialog.close());
    return dialog;
  }

  // update shows what has changed in the chat.
  update(event) {
    this.log.setAttribute("aria-live", event.fresh ? "off" : "polite"); // the chat so far is not read out
    const low = this.isLow();
    if (event.fresh) {
      for (const old of this.log.querySelectorAll("article, .day")) old.remove();
    }
    this.name.textContent = event.name;
    this.avatar.textContent = [...event.name][0]?.toUpperCase() ?? "";
    this.aboutText.textContent = event.about;
    this.composer.offer(event.commands ?? []);
    for (const id of event.removed ?? []) this.find(id)?.remove();
    for (const message of event.messages ?? []) this.put(message);
    const empty = !this.log.querySelector("article");
    this.about.hidden = !empty || !event.about;
    this.startButton.hidden = !empty;
    this.composer.hidden = empty;
    this.showAction(event.action);
    if (event.toast?.text) this.answer(event.toast);
    if (low || event.fresh) this.goLow();
  }

  // isLow reports whether the newest message is in sight; the chat then stays scrolled to the end.
  isLow() {
    return this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < 120;
  }

  // scrolled records where the person has scrolled to, unless the chat moved because its size changed.
  scrolled() {
    if (this.size === this.measure()) this.low = this.isLow();
  }

  resized() {
    this.size = this.measure();
    if (this.low) this.goLow();
  }

  measure() {
    return `${this.log.clientWidth} × ${this.log.clientHeight}`;
  }

  goLow() {
    this.log.scrollTop = this.log.scrollHeight;
    this.low = true;
  }

  find(id) {
    return this.log.querySelector(`article[data-id="${id}"]`);
  }

  // put draws a message in place of its former state, or at its place in the chat.
  put(message) {
    const drawn = bubble(message, this.tapped.get(message.message_id), this.act);
    const former = this.find(message.message_id);
    if (former) {
      const focused = former.contains(document.activeElement);
      former.replaceWith(drawn);
      if (focused) (drawn.querySelector("[aria-busy]") ?? drawn.querySelector(".keyboard button") ?? this.composer.input).focus({ preventScroll: true });
      return;
    }
    const above = [...this.log.querySelectorAll("article")].findLast((a) => Number(a.dataset.id) < message.message_id);
    if (above) above.after(drawn);
    else this.about.after(drawn);
    if (above?.dataset.day !== drawn.dataset.day) drawn.before(day(message, this.lang));
  }

  showAction(action) {
    const coming = { upload_photo: this.words.photo_coming, upload_document: this.words.document_coming };
    this.status.textContent = action ? (coming[action] ?? this.words.typing) : this.words.bot;
    clearTimeout(this.actionTimer);
    if (action) this.actionTimer = setTimeout(() => this.showAction(""), typingLasts);
  }

  tap(message, data) {
    this.tapped.set(message, data);
    this.post("tap", JSON.stringify({ message, data }));
  }

  open(url) {
    const link = new URL(url);
    const toThisBot = link.hostname === "t.me" && link.pathname === `/${this.told.bot}`;
    if (toThisBot) this.act.send(`/start ${link.searchParams.get("start") ?? ""}`);
    else window.open(url, "_blank", "noopener,noreferrer");
  }

  async copy(text) {
    await navigator.clipboard.writeText(text);
    this.say(this.words.copied);
  }

  enlarge(src, alt) {
    const image = document.createElement("img");
    image.src = src;
    image.alt = alt;
    this.viewer.className = "viewer";
    this.viewer.content.replaceChildren(image);
    this.viewer.showModal();
  }

  // answer shows what the bot answers to a tap.
  answer(toast) {
    if (!toast.alert) return this.say(toast.text);
    this.viewer.className = "alert";
    this.viewer.content.textContent = toast.text;
    this.viewer.showModal();
  }

  say(text) {
    this.toast.textContent = text;
    this.toast.classList.add("shown");
    clearTimeout(this.toastTimer);
    this.toastTimer = setTimeout(() => this.toast.classList.remove("shown"), toastLasts);
  }

  async post(path, body, parameters = {}) {
    if (!(await post(path, body, { user: this.told.user, ...parameters }))) this.say(this.words.unsent);
  }
}

customElements.define("chat-phone", ChatPhone);
