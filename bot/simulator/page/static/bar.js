// <stage-bar>: the day on the phones, buttons to move it on and to add people, and links to the phones.

import { control, make, post } from "./program.js";

class StageBar extends HTMLElement {
  // show draws the bar for the current stage.
  show(stage, words, phones) {
    if (this.words !== words) this.draw(words);
    this.showDay(stage.ahead);
    this.showCrowd(stage);
    this.showPhones(phones);
  }

  // draw lays out the bar in a language.
  draw(words) {
    this.words = words;
    this.replaceChildren();
    make(this, "p", "note").textContent = words.note;
    this.today = make(this, "p", "today");
    const deeds = make(this, "div", "deeds");
    deeds.setAttribute("role", "group");
    deeds.setAttribute("aria-label", words.demo);
    this.moves = [this.deed(deeds, words.day, () => this.move(1)), this.deed(deeds, words.week, () => this.move(7))];
    this.deed(deeds, words.join, () => this.act("join"));
    this.filler = this.deed(deeds, "", () => this.act("fill"));
    this.progress = make(this, "progress");
    this.progress.setAttribute("aria-label", words.filling);
    this.status = make(this, "p", "status");
    this.status.setAttribute("role", "status");
    this.tabs = make(this, "nav", "tabs");
    this.tabs.setAttribute("aria-label", words.phones);
  }

  deed(parent, text, action) {
    return control(parent, "deed", text, action);
  }

  move(days) {
    this.act("move", JSON.stringify({ days }));
  }

  async act(path, body) {
    if (!(await post(path, body))) this.status.textContent = this.words.unsent;
  }

  showDay(ahead) {
    const now = new Date(Date.now() + ahead);
    const format = new Intl.DateTimeFormat(document.documentElement.lang, { weekday: "long", day: "numeric", month: "long", year: "numeric" });
    this.today.textContent = `${this.words.today} ${format.format(now)}`;
  }

  showCrowd({ busy, crowd, filled }) {
    this.filler.textContent = `${this.words.crowd} (${crowd})`;
    for (const button of [...this.moves, this.filler]) button.disabled = busy;
    this.progress.hidden = !busy || filled === crowd;
    this.progress.max = crowd;
    this.progress.value = filled;
    this.status.textContent = filled > 0 && filled === crowd ? this.words.filled : "";
    if (busy && filled < crowd && filled > 0) this.progress.title = `${filled} / ${crowd}`;
  }

  // showPhones draws a link to each phone, for screens that do not fit all of them.
  showPhones(phones) {
    const names = phones.map((phone) => phone.told.owner).join("\n");
    if (this.names === names && this.tabs.children.length > 0) return;
    this.names = names;
    this.tabs.replaceChildren();
    for (const phone of phones) {
      control(this.tabs, "tab", phone.told.owner, () => {
        document.querySelectorAll("chat-phone")[phones.indexOf(phone)].scrollIntoView({ inline: "start", block: "nearest" });
      });
    }
  }
}

customElements.define("stage-bar", StageBar);
