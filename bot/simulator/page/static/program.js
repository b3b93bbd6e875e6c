// Requests to the program that serves the page.

const key = new URLSearchParams(location.search).get("key");

// address is the URL of an action of the program.
export function address(path, parameters = {}) {
  return `/${path}?${new URLSearchParams({ key, ...parameters })}`;
}

// post has the program do something and reports whether it did. What comes too late (409) counts as done: the page shows
// what there is instead.
export async function post(path, body, parameters = {}) {
  try {
    const answer = await fetch(address(path, parameters), { method: "POST", body });
    return answer.ok || answer.status === 409;
  } catch {
    return false;
  }
}

// make adds a new element to a parent.
export function make(parent, tag, className = "") {
  const node = document.createElement(tag);
  if (className) node.className = className;
  parent.append(node);
  return node;
}

// control adds a button to a parent.
export function control(parent, className, text, action) {
  const button = make(parent, "button", className);
  button.type = "button";
  button.textContent = text;
  button.addEventListener("click", action);
  return button;
}
