// 发送：断网就排队，联网再发；同一编号服务器只收一次。Sends a form, or queues it; the idempotency key makes twice once.
import { csrf } from "./htmx-setup.js";
import * as store from "./store.js";
import { toast, word } from "./page.js";

const WAIT = 60000;

function body(letter) {
  const data = new FormData();
  for (const [name, value] of letter.fields) if (name !== "csrfmiddlewaretoken") data.append(name, value);
  for (const file of letter.photos) data.append(letter.photo_field, file, file.name || "photo.jpg");
  return data;
}

// Gives { location } when taken, { page } when refused with a page to show, { again: true } when to be tried later.
export async function send(letter) {
  const headers = { "X-CSRFToken": csrf(), "X-Requested-With": "fetch", "Idempotency-Key": letter.key };
  let answer;
  const stop = new AbortController();
  const clock = setTimeout(() => stop.abort(), WAIT);
  try {
    answer = await fetch(letter.action, { method: "POST", headers, body: body(letter), credentials: "same-origin", signal: stop.signal });
  } catch (no_network) {
    return { again: true };
  } finally {
    clearTimeout(clock);
  }
  if (answer.status >= 500 || answer.status === 429) return { again: true, busy: true };
  if (/json/.test(answer.headers.get("Content-Type") || "")) {
    const said = await answer.json();
    return answer.ok ? { location: said.location } : { sentence: said.detail || word("not_sent") };
  }
  return answer.ok && answer.redirected ? { location: answer.url } : { page: await answer.text(), refused: !answer.ok };
}

export async function queue(letter) {
  await store.put("outbox", letter.key, letter);
  show_queue();
}

let flushing = false;

export async function flush() {
  if (flushing || !navigator.onLine || !window.indexedDB) return;
  flushing = true;
  try {
    for (const key of await store.keys("outbox")) await send_one(key);
  } finally {
    flushing = false;
    show_queue();
  }
}

async function send_one(key) {
  const letter = await store.get("outbox", key);
  const result = await send(letter);
  if (result.again) return;
  await store.remove("outbox", key);
  if (result.location) return toast(word("sent"), 0, result.location);
  // Refused, or a login is asked for: back to a draft, so that nothing typed is lost.
  await store.put("drafts", letter.path, letter);
  toast(word("not_sent"), 0);
  if (location.pathname === letter.path) location.reload();
}

export async function show_queue() {
  const waiting = window.indexedDB ? await store.keys("outbox").catch(() => []) : [];
  for (const place of document.querySelectorAll("[data-queue-state]")) {
    place.hidden = !waiting.length;
    place.querySelector("[data-queue-text]").textContent = word("queued");
  }
  return waiting.length;
}

window.addEventListener("online", flush);
document.addEventListener("visibilitychange", () => { if (!document.hidden) flush(); });
setInterval(flush, 60000);
flush();
