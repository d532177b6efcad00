// 表单的看护：没保存就离开要问一声；备注随写随存。Asks before leaving unsaved words; keeps notes while they are typed.
import { csrf } from "./htmx-setup.js";
import { all, element, later, word } from "./page.js";

const changed = new Set();

document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (form && form.hasAttribute("data-guard")) changed.add(form);
});
for (const leaving of ["submit", "reset"]) document.addEventListener(leaving, (event) => changed.delete(event.target));
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.successful) for (const form of changed) if (form === event.detail.elt || !form.isConnected) changed.delete(form);
});
window.addEventListener("beforeunload", (event) => {
  if (!Array.from(changed).some((form) => form.isConnected)) return;
  event.preventDefault();
  event.returnValue = word("unsaved"); // what older browsers want
});

async function save(form) {
  const state = form.querySelector("[data-saved]");
  const say = (name) => { if (state) state.textContent = word(name); };
  say("saving");
  const headers = { "X-CSRFToken": csrf(), "X-Requested-With": "fetch" };
  const answer = await fetch(form.dataset.autosave, { method: "POST", headers, body: new FormData(form) }).catch(() => null);
  if (answer && answer.ok) changed.delete(form);
  say(answer && answer.ok ? "saved" : "not_saved");
}

const saving = new WeakMap();
document.addEventListener("input", (event) => {
  const form = event.target.closest && event.target.closest("form[data-autosave]");
  if (!form) return;
  if (!saving.has(form)) saving.set(form, later(1200, save));
  saving.get(form)(form);
});
// A note must not be saved after it has been sent.
document.addEventListener("submit", (event) => { const waiting = saving.get(event.target); if (waiting) waiting.cancel(); });

function count() {
  for (const field of all("textarea[maxlength]")) {
    if (!field.nextElementSibling || !field.nextElementSibling.matches(".count")) field.after(element("p", { class: "count", "aria-hidden": "true" }));
    field.nextElementSibling.textContent = `${field.value.length} / ${field.maxLength}`;
  }
}

for (const happened of ["input", "page:changed", "report:restored", "htmx:afterSwap"]) document.addEventListener(happened, count);
document.addEventListener("reset", () => setTimeout(count, 0));
count();
