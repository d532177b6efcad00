// 自助机：一分钟没人碰就清掉，看得见倒数；数字键不必刷新页面；可以读出来。Forgets after a minute, types on the keypad, reads aloud.
import { all } from "./page.js";

const foot = document.querySelector("[data-idle]");
const dialog = document.querySelector("[data-idle-dialog]");
const csrf = () => document.querySelector('meta[name="csrf-token"]').content;

if (foot) {
  const seconds = Number(foot.dataset.idle), warned = Math.min(15, seconds / 2);
  let touched = Date.now(), told = Date.now();
  const left = () => Math.max(0, seconds - Math.floor((Date.now() - touched) / 1000));

  const here = () => {
    touched = Date.now();
    if (dialog.open) dialog.close();
    show();
    // The server counts too: tell it, but not at every touch.
    if (Date.now() - told < 5000) return;
    told = Date.now();
    fetch(foot.dataset.idleHere, { method: "POST", headers: { "X-CSRFToken": csrf(), "X-Requested-With": "fetch" }, redirect: "manual" })
      .then((answer) => { if (answer.type === "opaqueredirect") over(); }).catch(() => {});
  };
  const over = () => window.location.replace(foot.dataset.idleOver);
  const show = () => {
    for (const place of all("[data-idle-left]")) place.textContent = String(left());
    if (left() === 0) return over();
    if (left() <= warned && !dialog.open) dialog.showModal();
  };
  for (const kind of ["pointerdown", "keydown", "input", "scroll"]) document.addEventListener(kind, (event) => { if (!dialog.open || event.target.closest && event.target.closest("[data-idle-stay]")) here(); }, { passive: true, capture: true });
  dialog.addEventListener("cancel", (event) => { event.preventDefault(); here(); });
  setInterval(show, 500);
  show();
}
// A page that comes back from the browser's memory is the former person's: ask the server instead.
window.addEventListener("pageshow", (event) => { if (event.persisted) window.location.replace("/kiosk/"); });

for (const pad of all("[data-keypad]")) {
  const shown = pad.querySelector("[data-keypad-shown]"), most = Number(pad.dataset.most);
  pad.addEventListener("click", (event) => {
    const key = event.target.closest("[name=press]");
    if (!key) return;
    event.preventDefault();
    if (key.value === "back") shown.value = shown.value.slice(0, -1);
    else if (key.value === "clear") shown.value = "";
    else if (shown.value.length < most) shown.value += key.value;
    shown.dispatchEvent(new Event("input", { bubbles: true }));
  });
  shown.addEventListener("keydown", (event) => { if (event.key === "Enter") { event.preventDefault(); shown.form.querySelector("[data-keypad-go]").click(); } });
}

for (const button of all("[data-read]")) {
  if (!("speechSynthesis" in window)) continue;
  button.hidden = false;
  button.addEventListener("click", () => {
    const said = new SpeechSynthesisUtterance(document.getElementById("main").innerText);
    said.lang = document.documentElement.lang;
    window.speechSynthesis.cancel();
    window.speechSynthesis.speak(said);
  });
}
