// 大字版：按下即变，cookie 由服务器存。Large print at once; the server keeps the wish in a cookie.
import { csrf } from "./htmx-setup.js";
import { all } from "./page.js";

function show(large) {
  document.documentElement.classList.toggle("large", large);
  for (const button of all("[data-large] button")) {
    button.setAttribute("aria-pressed", String(large));
    button.value = large ? "0" : "1";
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-large]");
  if (!form || !window.fetch) return;
  event.preventDefault();
  const wanted = form.querySelector("[name=large]").value;
  show(wanted === "1");
  const headers = { "X-CSRFToken": csrf(), "X-Requested-With": "fetch" };
  fetch(form.action, { method: "POST", headers, body: new URLSearchParams({ large: wanted }) }).catch(() => {});
});
