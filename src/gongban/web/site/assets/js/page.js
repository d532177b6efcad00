// 页面的小动作：取词、提示、对话框、出错时的焦点。Words, toasts, dialogs, focus on errors.

export function word(name) {
  const shelf = document.querySelector("template[data-words]");
  const found = shelf && shelf.content.querySelector(`[data-word="${name}"]`);
  return found ? found.textContent : "";
}

export function all(selector, within = document) {
  return Array.from(within.querySelectorAll(selector));
}

export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value != null) made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

export function later(milliseconds, action) {
  let waiting;
  const start = (...given) => {
    clearTimeout(waiting);
    waiting = setTimeout(() => action(...given), milliseconds);
  };
  start.cancel = () => clearTimeout(waiting);
  return start;
}

export function toast(text, seconds = 6, href = "", target = "") {
  const place = document.querySelector("[data-toasts]");
  if (!place || !text) return;
  const close = element("button", { type: "button", onclick: () => box.remove() }, word("close"));
  const box = element("div", { class: "toast" }, element(href ? "a" : "span", href ? { href, target: target || null } : {}, text), close);
  place.append(box);
  if (seconds) setTimeout(() => box.remove(), seconds * 1000);
}

export function open(dialog) {
  // Browsers without <dialog> show it on the page.
  if (dialog.showModal) dialog.showModal();
  else dialog.setAttribute("open", "");
}

function close(dialog) {
  if (dialog.close) dialog.close();
  else dialog.removeAttribute("open");
}

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  const wanted = opener && document.getElementById(opener.dataset.opens);
  if (wanted) open(wanted);
  const closer = event.target.closest("[data-closes]");
  if (closer) close(closer.closest("dialog"));
  if (event.target.nodeName === "DIALOG") close(event.target); // a click on the backdrop
  for (const menu of all("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of all("details.menu[open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

export function focus_errors(within = document) {
  const summary = within.querySelector("[data-focus]");
  if (summary) summary.focus();
}

// A whole page as answer says what is wrong by itself: whole-pages.js.
document.addEventListener("htmx:responseError", (event) => { if (event.detail.xhr.status >= 500 || !/error-page/.test(event.detail.xhr.responseText)) toast(word("failed")); });
document.addEventListener("htmx:sendError", () => toast(word("offline")));
document.addEventListener("htmx:afterSwap", (event) => focus_errors(event.target));
focus_errors();
for (const button of all("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
// The first menu of the desk lies open on a wide screen only.
for (const side of all("[data-side]")) if (!matchMedia("(min-width: 62em)").matches) side.open = false;
// Filters lie folded on a phone only; newer browsers need no script for it.
for (const fold of all("[data-fold]")) if (matchMedia("(min-width: 48em)").matches) fold.open = true;
