// The page: phones side by side and the bar above them, all kept up to date by one stream of events.

import "./bar.js";
import "./phone.js";
import { address } from "./program.js";

const words = JSON.parse(document.body.dataset.words);
const bar = document.querySelector("stage-bar");
const main = document.querySelector("main");

function phones() {
  return [...main.querySelectorAll("chat-phone")];
}

// place puts a phone in its place. If its language has changed it is drawn again, and the program sends it everything.
function place(told, at) {
  const former = phones()[at];
  if (former?.lang === told.language) return;
  const phone = document.createElement("chat-phone");
  phone.lang = told.language;
  phone.told = told;
  phone.words = words[told.language];
  phone.languages = Object.keys(words).sort();
  const focused = former?.holdsFocus;
  if (former) former.replaceWith(phone);
  else main.append(phone);
  if (focused) phone.focusLanguage();
}

function showStage(stage) {
  stage.phones.forEach(place);
  document.documentElement.lang = stage.phones[0].language;
  document.title = words[stage.phones[0].language].title;
  bar.show(stage, words[stage.phones[0].language], phones());
}

const events = new EventSource(address("events"));
events.addEventListener("stage", (e) => showStage(JSON.parse(e.data)));
events.addEventListener("phone", (e) => {
  const event = JSON.parse(e.data);
  phones().find((phone) => phone.told.user === event.user)?.update(event);
});
events.addEventListener("error", () => phones().forEach((phone) => phone.say(phone.words.offline)));
