// 工作台的键盘、成批选择、同看提醒。The desk by keyboard, many at once, and who else is looking.
import { csrf } from "./htmx-setup.js";
import { all, open, word } from "./page.js";

const PLACES = { q: "queue", d: "dispatch", h: "hotline", s: "supervision", m: "moderation", c: "callback", k: "knowledge" };
let chord = 0;

const rows = () => all("[data-row]");
const current = () => document.querySelector("[data-row].is-current");
const writing = (target) => target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.nodeName) && !/^(checkbox|radio|button)$/.test(target.type);

function move(step) {
  const list = rows();
  if (!list.length) return;
  const was = list.indexOf(current());
  const next = list[Math.min(list.length - 1, Math.max(0, was < 0 ? 0 : was + step))];
  list.forEach((row) => row.classList.toggle("is-current", row === next));
  next.querySelector("[data-opens-row]").focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}

function choose() {
  const box = current() && current().querySelector("input[type=checkbox]");
  if (box) box.click();
}

function go(key) {
  const link = document.querySelector(`[data-place="${PLACES[key]}"]`);
  if (link) link.click();
}

function act(key) {
  if (key === "j") move(1);
  else if (key === "k") move(-1);
  else if (key === "x") choose();
  else if (key === "Enter" && current()) current().querySelector("[data-opens-row]").click();
  else if (key === "/") document.querySelector("[data-search]").focus();
  else if (key === "?") open(document.getElementById("keys"));
  else if (key === "g") chord = Date.now();
  else return false;
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || writing(event.target) || document.querySelector("dialog[open]")) return;
  // Enter on a link or button is the browser's.
  if (event.key === "Enter" && /^(A|BUTTON|SUMMARY)$/.test(event.target.nodeName)) return;
  if (Date.now() - chord < 1500 && PLACES[event.key]) { chord = 0; event.preventDefault(); return go(event.key); }
  if (act(event.key)) event.preventDefault();
});

function count(form) {
  const boxes = all("[data-row] input[type=checkbox]", form);
  const chosen = boxes.filter((box) => box.checked);
  for (const box of boxes) box.closest("[data-row]").classList.toggle("is-selected", box.checked);
  const bar = form.querySelector("[data-bulk]");
  if (bar) bar.hidden = !chosen.length;
  const words = form.querySelector("[data-bulk-count]");
  if (words) words.textContent = `${chosen.length} ${word("selected")}`;
  const everything = form.querySelector("[data-select-all]");
  if (everything) { everything.checked = boxes.length > 0 && chosen.length === boxes.length; everything.indeterminate = chosen.length > 0 && chosen.length < boxes.length; }
}

document.addEventListener("change", (event) => {
  const form = event.target.closest("[data-queue]");
  if (!form) return;
  if (event.target.matches("[data-select-all]")) for (const box of all("[data-row] input[type=checkbox]", form)) box.checked = event.target.checked;
  count(form);
});
document.addEventListener("reset", (event) => { if (event.target.matches("[data-queue]")) setTimeout(() => count(event.target), 0); });
// Coming back to a page, the browser keeps the ticks: without script the bar is always there, with script it follows them.
for (const form of all("[data-queue]")) count(form);

let typed = 0;
document.addEventListener("input", (event) => { if (event.target.closest("[data-guard]")) typed = Date.now(); });

async function say_i_am_here(place) {
  if (document.hidden) return;
  const typing = Date.now() - typed < 30000 ? "1" : "0";
  const answer = await fetch(place.dataset.presence, { method: "POST", body: new URLSearchParams({ writing: typing }), headers: { "X-CSRFToken": csrf(), "X-Requested-With": "fetch" } }).catch(() => null);
  if (!answer || !answer.ok) return;
  const { others } = await answer.json();
  place.hidden = !others.length;
  place.querySelector("[data-presence-names]").textContent = others.length ? word("also_here") + others.join("、") : "";
}

for (const place of all("[data-presence]")) {
  if (!place.dataset.presence) continue;
  say_i_am_here(place);
  setInterval(() => say_i_am_here(place), 20000);
}
