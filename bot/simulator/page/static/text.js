// Formatted text: Telegram's entities count UTF-16 units, which is how JavaScript counts too.

const tags = {
  bold: "b", italic: "i", underline: "u", strikethrough: "s", code: "code", pre: "pre",
  blockquote: "blockquote", expandable_blockquote: "blockquote", spoiler: "button", bot_command: "button",
  url: "a", text_link: "a",
};

const blocks = ["pre", "blockquote", "expandable_blockquote"];

// formatted returns the text as nodes. act.send sends a command, act.copy copies code, act.words are the phone's words.
export function formatted(text, entities, act) {
  const whole = document.createDocumentFragment();
  fill(whole, text, 0, text.length, [...(entities ?? [])], act);
  return whole;
}

// fill puts text[from, to) into parent; it takes the entities that begin there off the front of rest.
function fill(parent, text, from, to, rest, act) {
  let at = from;
  while (rest.length > 0 && rest[0].offset < to) {
    const entity = rest.shift();
    if (entity.offset < at) continue;
    const end = Math.min(entity.offset + entity.length, to);
    const node = element(entity, text.slice(entity.offset, end), act);
    parent.append(text.slice(at, entity.offset), node);
    fill(node, text, entity.offset, end, rest, act);
    at = end;
    if (blocks.includes(entity.type) && text[at] === "\n") at++;
  }
  parent.append(text.slice(at, to));
}

function element(entity, inner, act) {
  const node = document.createElement(tags[entity.type] ?? "span");
  switch (entity.type) {
    case "url":
    case "text_link":
      node.href = entity.url ?? inner;
      node.target = "_blank";
      node.rel = "noopener noreferrer";
      break;
    case "bot_command":
      node.type = "button";
      node.className = "command";
      node.addEventListener("click", () => act.send(inner));
      break;
    case "code":
    case "pre":
      node.tabIndex = 0;
      node.title = act.words.copy;
      node.addEventListener("click", () => act.copy(inner));
      node.addEventListener("keydown", (e) => e.key === "Enter" && act.copy(inner));
      break;
    case "spoiler":
      node.type = "button";
      node.className = "spoiler";
      node.setAttribute("aria-label", act.words.reveal);
      node.addEventListener("click", () => {
        node.classList.add("open");
        node.removeAttribute("aria-label");
      });
      break;
    case "expandable_blockquote":
      node.className = "folded";
      node.tabIndex = 0;
      node.addEventListener("click", () => node.classList.toggle("folded"));
      node.addEventListener("keydown", (e) => e.key === "Enter" && node.classList.toggle("folded"));
      break;
  }
  return node;
}
