// 只要一小块却收到整页（登录过期、被拒绝）：不塞进页面，说一句话；登录回来接着存。A whole page where a part was asked for (signed out, refused) is not put into the page: its sentence is said, and saving goes on after the sign-in.
import htmx from "./htmx-setup.js";
import { all, toast, word } from "./page.js";

const LOGIN = /^\/(desk\/)?login\/$/;
const is_login = (address) => LOGIN.test(new URL(address, location.href).pathname);
const read = (text) => new DOMParser().parseFromString(text, "text/html");
let waiting = null; // the element whose words were not saved because the sign-in had run out

function not_saved() {
  const saved = document.getElementById("saved");
  if (saved) saved.textContent = word("not_saved");
}

document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr, serverResponse, requestConfig } = event.detail;
  const signed_out = is_login(xhr.responseURL);
  if (!/^\s*<!doctype/i.test(serverResponse) || !(signed_out || xhr.status >= 400)) return;
  const page = read(serverResponse);
  const part = requestConfig.elt.closest("[hx-select]");
  if (part && page.querySelector(part.getAttribute("hx-select"))) return;
  event.detail.shouldSwap = false;
  not_saved();
  if (signed_out) {
    if (!waiting) toast(word("signed_out"), 0, xhr.responseURL, "_blank");
    waiting = requestConfig.elt;
    return;
  }
  const said = page.querySelector(".error-page li, .error-page p");
  if (xhr.status < 500) toast(said ? said.textContent : word("failed"), 0);
});
for (const failed of ["htmx:sendError", "htmx:responseError"]) document.addEventListener(failed, not_saved);

async function come_back() {
  const answer = await fetch(location.href, { headers: { "X-Requested-With": "fetch" } }).catch(() => null);
  if (!answer || !answer.ok || is_login(answer.url)) return;
  // Signing in changes the token: forms of this page would be refused as forged.
  const token = read(await answer.text()).querySelector('meta[name="csrf-token"]').content;
  document.querySelector('meta[name="csrf-token"]').content = token;
  for (const field of all('input[name="csrfmiddlewaretoken"]')) field.value = token;
  const form = waiting;
  waiting = null;
  for (const box of all("[data-toasts] .toast")) box.remove();
  if (form.matches("[hx-trigger^=input]")) htmx.trigger(form, "change");
}

document.addEventListener("visibilitychange", () => { if (!document.hidden && waiting) come_back(); });
