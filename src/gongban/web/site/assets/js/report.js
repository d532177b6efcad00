// 我要反映：草稿随写随存，照片先缩小，断网也能交。The report form: a draft at every keystroke, sent now or when there is a network.
import * as store from "./store.js";
import { all, element, focus_errors, later, toast, word } from "./page.js";
import { photo_tray } from "./photos.js";
import { queue, send } from "./sending.js";

function new_key() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

function typed(form) {
  return Array.from(new FormData(form)).filter(([name, value]) => typeof value === "string" && name !== "csrfmiddlewaretoken");
}

function fill(form, fields) {
  for (const box of all("[type=checkbox]", form)) box.checked = fields.some(([name, value]) => name === box.name && value === box.value);
  for (const [name, value] of fields) {
    for (const input of all(`[name="${CSS.escape(name)}"]`, form)) {
      if (input.type === "radio") input.checked = input.value === value;
      else if (input.type !== "checkbox" && input.type !== "file") input.value = value;
    }
  }
}

class Report {
  constructor(form, photos = []) {
    this.form = form;
    this.path = location.pathname;
    this.key_field = form.querySelector("[name=idempotency_key]") || form.appendChild(element("input", { type: "hidden", name: "idempotency_key" }));
    this.key_field.value = this.key_field.value || new_key();
    this.state = form.querySelector("[data-draft-state]");
    const input = form.querySelector("input[type=file][data-photos]");
    this.photo_field = input ? input.name : "photos";
    this.save = later(500, () => this.keep());
    this.tray = input ? photo_tray(input, this.save) : { files: () => [], set() {} };
    if (photos.length) this.tray.set(photos);
    form.addEventListener("input", this.save);
    document.addEventListener("place:picked", this.save);
    form.addEventListener("submit", (event) => this.submit(event));
    const drop = form.querySelector("[data-draft-drop]");
    if (drop) drop.addEventListener("click", () => this.forget().then(() => location.reload()));
  }

  letter() {
    return {
      action: this.form.action, path: this.path, key: this.key_field.value, fields: typed(this.form),
      photos: this.tray.files(), photo_field: this.photo_field,
    };
  }

  async keep() {
    try {
      await store.put("drafts", this.path, this.letter());
      this.say("draft_saved");
    } catch (full) { /* no room or private mode: the form still works */ }
  }

  async restore() {
    const draft = await store.get("drafts", this.path).catch(() => undefined);
    if (!draft) return;
    fill(this.form, draft.fields);
    this.tray.set(draft.photos);
    this.key_field.value = draft.key;
    this.say("draft_found");
    document.dispatchEvent(new CustomEvent("report:restored"));
  }

  forget() {
    this.save.cancel();
    return store.remove("drafts", this.path).catch(() => {});
  }

  async submit(event) {
    event.preventDefault();
    if (this.busy) return;
    this.set_busy(true);
    this.say("sending");
    const letter = this.letter();
    if (event.submitter && event.submitter.name) letter.fields.push([event.submitter.name, event.submitter.value]);
    const result = await send(letter);
    this.set_busy(false);
    if (result.location) {
      await this.forget();
      location.assign(result.location);
    } else if (result.page) this.show_page(result);
    else if (result.again) await this.wait(letter, result.busy);
    else { this.say("not_sent"); toast(result.sentence, 0); }
  }

  async wait(letter, busy) {
    // Nobody will be there to look at the public view then: it is sent at once, and moderated before it is public.
    await queue({ ...letter, fields: [...letter.fields, ["step", "send"]] });
    await this.forget();
    // What waits keeps its number; the next report needs another one.
    this.form.reset();
    this.tray.set([]);
    this.key_field.value = new_key();
    this.say(busy ? "server_busy" : "queued");
  }

  show_page({ page, refused }) {
    const main = new DOMParser().parseFromString(page, "text/html").querySelector("main");
    const form = main && main.querySelector("form[data-report]");
    if (refused && !form) { // a refusal of the whole request: say it, keep the form
      this.say("not_sent");
      return toast(main ? main.textContent.replace(/\s+/g, " ").trim().slice(0, 200) : word("not_sent"), 0);
    }
    // The form with its errors, or the next step (the public view before sending).
    document.querySelector("main").replaceWith(main);
    if (form) new Report(form, this.tray.files());
    document.dispatchEvent(new CustomEvent("page:changed"));
    focus_errors();
  }

  set_busy(busy) {
    this.busy = busy;
    for (const button of all("[type=submit]", this.form)) button.setAttribute("aria-busy", String(busy));
  }

  say(name) {
    if (this.state) this.state.textContent = word(name);
  }
}

const form = document.querySelector("form[data-report]");
// A page that came back with errors holds what was typed; only a fresh one takes the draft.
if (form && window.fetch && window.indexedDB) new Report(form).restore();
