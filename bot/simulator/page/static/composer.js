// The area below a chat: text field, menu of commands, the message that is replied to, attachments.

import { excerpt } from "./message.js";
import { control, make } from "./program.js";

// The marks around bold and italic text, as in Telegram's apps, by the key pressed with Ctrl.
const marks = { b: "**", i: "__" };

export class Composer {
  // act holds the actions send and upload, and words.
  constructor(parent, act) {
    this.act = act;
    this.drawMenu(parent);
    this.drawAnswered(parent);
    this.form = make(parent, "form", "composer");
    this.drawMenuButton();
    this.drawInput();
    this.drawAttachment();
    const send = make(this.form, "button", "icon send");
    send.setAttribute("aria-label", act.words.send);
    this.form.addEventListener("submit", (e) => this.submit(e));
    parent.addEventListener("keydown", (e) => e.key === "Escape" && this.dismiss());
  }

  set hidden(hidden) {
    this.form.hidden = hidden;
  }

  drawMenu(parent) {
    this.menu = make(parent, "div", "menu");
    this.menu.id = `menu-${parent.told.user}`;
    this.menu.hidden = true;
    this.menu.addEventListener("keydown", (e) => this.step(e));
  }

  drawAnswered(parent) {
    this.answered = make(parent, "div", "answered");
    this.answered.hidden = true;
    this.answeredText = make(this.answered, "p");
    control(this.answered, "icon cancel", "", () => this.answer(null)).setAttribute("aria-label", this.act.words.cancel);
  }

  drawMenuButton() {
    this.menuButton = control(this.form, "icon list", "", () => this.showMenu(this.menu.hidden));
    this.menuButton.setAttribute("aria-label", this.act.words.commands);
    this.menuButton.setAttribute("aria-controls", this.menu.id);
    this.menuButton.setAttribute("aria-expanded", "false");
  }

  drawInput() {
    this.input = make(this.form, "textarea");
    this.input.rows = 1;
    this.input.maxLength = 4096;
    this.input.placeholder = this.act.words.message;
    this.input.setAttribute("aria-label", this.act.words.message);
    this.input.addEventListener("input", () => {
      this.grow();
      this.suggest();
    });
    this.input.addEventListener("keydown", (e) => {
      if (e.key === "Enter" && !e.shiftKey && !e.isComposing) this.submit(e);
      if ((e.ctrlKey || e.metaKey) && marks[e.key]) this.mark(e);
      if (e.key === "ArrowUp" && !this.menu.hidden) this.step(e);
    });
  }

  // mark puts marks around the selection.
  mark(e) {
    e.preventDefault();
    const { selectionStart: from, selectionEnd: to, value } = this.input;
    const mark = marks[e.key];
    this.input.setRangeText(mark + value.slice(from, to) + mark, from, to, "select");
    this.input.setSelectionRange(from + mark.length, to + mark.length);
    this.grow();
  }

  drawAttachment() {
    const file = make(this.form, "input");
    file.type = "file";
    file.hidden = true;
    file.addEventListener("change", () => {
      if (file.files[0]) this.act.upload(file.files[0]);
      file.value = "";
    });
    control(this.form, "icon attach", "", () => file.click()).setAttribute("aria-label", this.act.words.attach);
  }

  // offer fills the menu with the bot's commands.
  offer(commands) {
    const drawn = JSON.stringify(commands);
    if (this.drawn === drawn) return;
    this.drawn = drawn;
    this.menuButton.hidden = commands.length === 0;
    this.menu.replaceChildren();
    for (const c of commands) {
      const item = control(this.menu, "item", "", () => {
        this.clear();
        this.input.focus();
        this.act.send(`/${c.command}`);
      });
      make(item, "strong").textContent = `/${c.command}`;
      make(item, "span").textContent = c.description;
    }
  }

  showMenu(open) {
    for (const item of this.menu.children) item.hidden = false;
    this.openMenu(open);
    if (open) this.menu.querySelector("button")?.focus();
  }

  openMenu(open) {
    this.menu.hidden = !open;
    this.menuButton.setAttribute("aria-expanded", String(open));
  }

  // suggest shows the commands that begin with what is typed.
  suggest() {
    const typed = /^\/\w*$/.test(this.input.value) ? this.input.value : null;
    const items = [...this.menu.children];
    for (const item of items) item.hidden = typed === null || !item.firstChild.textContent.startsWith(typed);
    this.openMenu(items.some((item) => !item.hidden));
  }

  // step moves from command to command.
  step(e) {
    const items = [...this.menu.children].filter((item) => !item.hidden);
    const at = items.indexOf(document.activeElement);
    const next = { ArrowUp: at < 0 ? items.at(-1) : items[at - 1], ArrowDown: items[at + 1] ?? this.input }[e.key];
    if (!next) return;
    e.preventDefault();
    next.focus();
  }

  // answer makes the next text a reply to a message; null: to none.
  answer(message) {
    this.reply = message?.message_id;
    this.answered.hidden = !message;
    this.answeredText.textContent = message ? `${this.act.words.reply}: ${excerpt(message, this.act.words)}` : "";
    this.input.focus();
  }

  // dismiss closes everything that is open above the field.
  dismiss() {
    if (!this.menu.hidden) {
      this.openMenu(false);
      this.menuButton.focus();
    } else if (!this.answered.hidden) {
      this.answer(null);
    }
  }

  submit(e) {
    e.preventDefault();
    const text = this.input.value;
    if (!text.trim()) return;
    this.act.send(text, this.reply);
    if (this.reply) this.answer(null);
    this.clear();
  }

  clear() {
    this.input.value = "";
    this.openMenu(false);
    this.grow();
  }

  grow() {
    const border = this.input.offsetHeight - this.input.clientHeight;
    this.input.style.height = "auto";
    this.input.style.height = `${this.input.scrollHeight + border}px`;
  }
}
