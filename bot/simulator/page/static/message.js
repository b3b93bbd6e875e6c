// One message: a bubble with its keyboard.

import { control, make } from "./program.js";
import { formatted } from "./text.js";

// bubble draws a message. act holds the actions send, tap, reply, show, open, enlarge, copy and fileURL, and words,
// lang, owner.
export function bubble(message, tappedData, act) {
  const article = document.createElement("article");
  article.className = message.from.is_bot ? "in" : "out";
  article.dataset.id = message.message_id;
  article.dataset.day = new Date(message.date * 1000).toDateString();
  const line = make(article, "div", "line");
  const body = make(line, "div", "bubble");
  control(line, "answer", "", () => act.reply(message)).setAttribute("aria-label", `${act.words.reply}: ${excerpt(message, act.words)}`);
  addQuote(body, message.reply_to_message, act);
  addFile(body, message, act);
  const text = message.text ?? message.caption ?? "";
  const entities = message.entities ?? message.caption_entities;
  if (text) make(body, "div", "text").append(formatted(text, entities, act));
  make(body, "div", "time").textContent = timeLine(message, act);
  if (message.reply_markup) article.append(keyboard(message, tappedData, act));
  return article;
}

// excerpt is the beginning of a message's text.
export function excerpt(message, words) {
  const text = message.text ?? message.caption ?? message.sticker?.emoji ?? (message.photo ? words.photo : words.document);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

function addQuote(body, quoted, act) {
  if (!quoted) return;
  const quote = control(body, "quote", "", () => act.show(quoted.message_id));
  make(quote, "strong").textContent = quoted.from.is_bot ? quoted.from.first_name : act.owner;
  make(quote, "span").textContent = excerpt(quoted, act.words);
}

// day draws the line above the first message of a day.
export function day(message, lang) {
  const line = document.createElement("p");
  line.className = "day";
  line.textContent = new Intl.DateTimeFormat(lang, { day: "numeric", month: "long" }).format(message.date * 1000);
  return line;
}

function timeLine(message, act) {
  const time = new Intl.DateTimeFormat(act.lang, { hour: "2-digit", minute: "2-digit" }).format(message.date * 1000);
  return message.edit_date ? `${act.words.edited} ${time}` : time;
}

function addFile(body, message, act) {
  const picture = message.photo?.at(-1);
  if (picture) {
    const button = make(body, "button", "picture");
    button.type = "button";
    button.setAttribute("aria-label", `${act.words.enlarge}: ${message.caption ?? act.words.photo}`);
    const image = make(button, "img");
    image.src = act.fileURL(picture.file_id);
    image.alt = "";
    image.width = picture.width;
    image.height = picture.height;
    button.addEventListener("click", () => act.enlarge(image.src, message.caption ?? act.words.photo));
  }
  if (message.document) {
    const link = make(body, "a", "file");
    link.href = act.fileURL(message.document.file_id);
    link.download = message.document.file_name ?? "";
    link.title = act.words.download;
    make(link, "strong").textContent = message.document.file_name ?? act.words.document;
    make(link, "span").textContent = size(message.document.file_size, act.lang);
  }
  if (message.sticker) make(body, "div", "sticker").textContent = message.sticker.emoji;
  if (message.voice) make(body, "div", "text").textContent = `🎤 ${message.voice.duration} s`;
}

function size(bytes, lang) {
  return new Intl.NumberFormat(lang, { style: "unit", unit: "kilobyte", maximumFractionDigits: 0 }).format(Math.ceil(bytes / 1024));
}

function keyboard(message, tappedData, act) {
  const group = document.createElement("div");
  group.className = "keyboard";
  group.setAttribute("role", "group");
  for (const row of message.reply_markup.inline_keyboard) {
    const line = make(group, "div", "row");
    for (const b of row) line.append(button(b, message, tappedData, act));
  }
  return group;
}

function button(b, message, tappedData, act) {
  const node = document.createElement("button");
  node.type = "button";
  node.textContent = b.text;
  node.title = b.text;
  node.dataset.style = b.style ?? "";
  if (b.copy_text) {
    node.classList.add("copies");
    node.addEventListener("click", () => act.copy(b.copy_text.text));
  } else if (b.url) {
    node.classList.add("opens");
    node.addEventListener("click", () => act.open(b.url));
  } else {
    if (message.waiting > 0 && b.callback_data === tappedData) node.setAttribute("aria-busy", "true");
    node.addEventListener("click", () => act.tap(message.message_id, b.callback_data));
  }
  return node;
}
