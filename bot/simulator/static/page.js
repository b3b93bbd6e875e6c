// <chat-phone user="…" bot="…" lang="…" owner="…" words="{…}">: one person's chat with the bot.

import { bubble, day, make } from "./message.js";

const key = new URLSearchParams(location.search).get("key");
const typingLasts = 5000; // ms, as on the phone
const toastLasts = 4000; // ms

class ChatPhone extends HTMLElement {
  tapped = new Map(); // callback data of the last tap, by message

  connectedCallback() {
    this.words = JSON.parse(this.getAttribute("words"));
    this.act = {
      words: this.words,
      lang: this.lang,
      fileURL: (id) => this.address("file", { id }),
      send: (text) => this.post("send", JSON.stringify({ text })),
      tap: (message, data) => this.tap(message, data),
      copy: (text) => this.copy(text),
      open: (url) => this.open(url),
      enlarge: (src, alt) => this.enlarge(src, alt),
    };
    this.draw();
    this.listen();
  }

  // draw lays out the phone; the words around the chat never change.
  draw() {
    const w = this.words;
    make(this, "p", "owner").textContent = this.getAttribute("owner");
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
    this.about = make(this.log, "section", "about");
    make(this.about, "h3").textContent = w.about;
    this.aboutText = make(this.about, "p");
    this.toast = make(this, "div", "toast");
    this.toast.setAttribute("role", "status");
    this.startButton = this.control(this, "start", w.start, () => this.act.send("/start"));
    this.drawComposer(w);
    this.viewer = this.dialog();
  }

  drawComposer(w) {
    this.menu = make(this, "div", "menu");
    this.menu.id = `menu-${this.getAttribute("user")}`;
    this.menu.hidden = true;
    this.composer = make(this, "form", "composer");
    this.menuButton = this.control(this.composer, "icon list", "", () => this.showMenu(this.menu.hidden));
    this.menuButton.setAttribute("aria-label", w.commands);
    this.menuButton.setAttribute("aria-controls", this.menu.id);
    this.menuButton.setAttribute("aria-expanded", "false");
    this.input = make(this.composer, "textarea");
    this.input.rows = 1;
    this.input.maxLength = 4096;
    this.input.placeholder = w.message;
    this.input.setAttribute("aria-label", w.message);
    this.attachment = make(this.composer, "input");
    this.attachment.type = "file";
    this.attachment.hidden = true;
    this.control(this.composer, "icon attach", "", () => this.attachment.click()).setAttribute("aria-label", w.attach);
    const send = make(this.composer, "button", "icon send");
    send.setAttribute("aria-label", w.send);
    this.composer.addEventListener("submit", (e) => this.submit(e));
    this.input.addEventListener("input", () => this.grow());
    this.input.addEventListener("keydown", (e) => {
      if (e.key === "Enter" && !e.shiftKey && !e.isComposing) this.submit(e);
    });
    this.attachment.addEventListener("change", () => this.upload());
    this.addEventListener("keydown", (e) => {
      if (e.key === "Escape" && !this.menu.hidden) {
        this.showMenu(false);
        this.menuButton.focus();
      }
    });
  }

  control(parent, className, text, action) {
    const button = make(parent, "button", className);
    button.type = "button";
    button.textContent = text;
    button.addEventListener("click", action);
    return button;
  }

  dialog() {
    const dialog = make(this, "dialog");
    dialog.content = make(dialog, "div");
    this.control(dialog, "close", this.words.close, () => dialog.close());
    dialog.addEventListener("click", (e) => e.target === dialog && dialog.close());
    return dialog;
  }

  // listen follows the chat; the browser connects again by itself.
  listen() {
    const events = new EventSource(this.address("events"));
    events.onmessage = (e) => this.update(JSON.parse(e.data));
    events.onerror = () => this.say(this.words.offline);
  }

  update(event) {
    this.log.setAttribute("aria-live", event.fresh ? "off" : "polite"); // the chat so far is not read out
    const low = this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < 120;
    if (event.fresh) {
      for (const old of this.log.querySelectorAll("article, .day")) old.remove();
    }
    this.name.textContent = event.name;
    this.avatar.textContent = [...event.name][0].toUpperCase();
    this.aboutText.textContent = event.about;
    this.drawMenu(event.commands ?? []);
    for (const id of event.removed ?? []) this.find(id)?.remove();
    for (const message of event.messages ?? []) this.put(message);
    const empty = !this.log.querySelector("article");
    this.about.hidden = !empty || !event.about;
    this.startButton.hidden = !empty;
    this.composer.hidden = empty;
    this.showAction(event.action);
    if (event.toast?.text) this.answer(event.toast);
    if (low || event.fresh) this.log.scrollTop = this.log.scrollHeight;
  }

  find(id) {
    return this.log.querySelector(`article[data-id="${id}"]`);
  }

  // put draws a message in the place of its former state or at its place in the chat.
  put(message) {
    const drawn = bubble(message, this.tapped.get(message.message_id), this.act);
    const former = this.find(message.message_id);
    if (former) {
      const focused = former.contains(document.activeElement);
      former.replaceWith(drawn);
      if (focused) (drawn.querySelector("[aria-busy]") ?? drawn.querySelector(".keyboard button") ?? this.input).focus({ preventScroll: true });
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

  drawMenu(commands) {
    const drawn = JSON.stringify(commands);
    if (this.drawnMenu === drawn) return;
    this.drawnMenu = drawn;
    this.menuButton.hidden = commands.length === 0;
    this.menu.replaceChildren();
    for (const c of commands) {
      const item = this.control(this.menu, "item", "", () => {
        this.showMenu(false);
        this.input.focus();
        this.act.send(`/${c.command}`);
      });
      make(item, "strong").textContent = `/${c.command}`;
      make(item, "span").textContent = c.description;
    }
  }

  showMenu(open) {
    this.menu.hidden = !open;
    this.menuButton.setAttribute("aria-expanded", String(open));
    if (open) this.menu.querySelector("button")?.focus();
  }

  submit(e) {
    e.preventDefault();
    const text = this.input.value;
    if (!text.trim()) return;
    this.input.value = "";
    this.grow();
    this.log.scrollTop = this.log.scrollHeight;
    this.act.send(text);
  }

  grow() {
    const border = this.input.offsetHeight - this.input.clientHeight;
    this.input.style.height = "auto";
    this.input.style.height = `${this.input.scrollHeight + border}px`;
  }

  upload() {
    const file = this.attachment.files[0];
    if (file) this.post("upload", file, { name: file.name });
    this.attachment.value = "";
  }

  tap(message, data) {
    this.tapped.set(message, data);
    this.post("tap", JSON.stringify({ message, data }));
  }

  open(url) {
    const link = new URL(url);
    const toThisBot = link.hostname === "t.me" && link.pathname === `/${this.getAttribute("bot")}`;
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

  address(path, parameters = {}) {
    return `/${path}?${new URLSearchParams({ key, user: this.getAttribute("user"), ...parameters })}`;
  }

  // post does something on the phone. A button that is gone by now (409) needs no word: the chat shows what is there.
  async post(path, body, parameters = {}) {
    try {
      const answer = await fetch(this.address(path, parameters), { method: "POST", body });
      if (!answer.ok && answer.status !== 409) this.say(this.words.unsent);
    } catch {
      this.say(this.words.unsent);
    }
  }
}

customElements.define("chat-phone", ChatPhone);
