// 地点：街名建议与定位。Places: suggestions for a street name, and where the phone is.
import { all, element, later, word } from "./page.js";

export function set_point(prefix, lon, lat, source, name = "") {
  const put = (part, value) => {
    const field = document.getElementById(`${prefix}_${part}`);
    if (field) field.value = value === "" ? "" : Number(value).toFixed(6);
  };
  put("lon", lon);
  put("lat", lat);
  document.dispatchEvent(new CustomEvent("place:picked", { detail: { prefix, lon, lat, source, name } }));
}

class Suggestions {
  constructor(input) {
    this.input = input;
    this.prefix = input.dataset.picks;
    this.found = [];
    this.at = -1;
    this.list = element("ul", { role: "listbox", id: `${input.id}_places`, hidden: true });
    this.state = element("span", { class: "only-read", role: "status" });
    const box = element("div", { class: "suggest" });
    input.replaceWith(box);
    box.append(input, this.list, this.state);
    for (const [name, value] of Object.entries({ role: "combobox", autocomplete: "off", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.list.id })) input.setAttribute(name, value);
    input.addEventListener("input", later(250, () => this.look()));
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("blur", () => setTimeout(() => this.show([]), 150));
  }

  async look() {
    const text = this.input.value.trim();
    // What was picked belongs to the words it was picked with.
    if (this.picked && this.picked !== text) { this.picked = ""; set_point(this.prefix, "", "", "typed"); }
    if (text.length < 2) return this.show([]);
    try {
      const answer = await fetch(`${this.input.dataset.placeSearch}?q=${encodeURIComponent(text)}`, { headers: { Accept: "application/json" } });
      if (answer.ok && text === this.input.value.trim()) this.show((await answer.json()).places || []);
    } catch (no_network) { this.show([]); }
  }

  show(found) {
    this.found = found;
    this.at = -1;
    this.list.replaceChildren(...found.map((place, number) => element("li",
      { role: "option", id: `${this.list.id}_${number}`, "aria-selected": "false", onmousedown: (event) => { event.preventDefault(); this.choose(number); } },
      place.name, element("small", {}, place.detail || ""))));
    this.list.hidden = !found.length;
    if (found.length) this.list.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-expanded", String(Boolean(found.length)));
    this.input.removeAttribute("aria-activedescendant");
    this.state.textContent = found.length ? `${found.length} ${word("places_found")}` : "";
  }

  key(event) {
    if (!this.found.length) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.move((this.at + step + this.found.length) % this.found.length);
    else if (event.key === "Enter" && this.at >= 0) this.choose(this.at);
    else if (event.key === "Escape") this.show([]);
    else return;
    event.preventDefault();
  }

  move(to) {
    this.at = Math.max(0, to);
    const options = all("[role=option]", this.list);
    options.forEach((option, number) => option.setAttribute("aria-selected", String(number === this.at)));
    this.input.setAttribute("aria-activedescendant", options[this.at].id);
    options[this.at].scrollIntoView({ block: "nearest" });
  }

  choose(number) {
    const place = this.found[number];
    this.input.value = this.picked = place.name;
    this.show([]);
    set_point(this.prefix, place.lon, place.lat, "search", place.name);
  }
}

function locate(button) {
  const note = document.querySelector(button.dataset.note || "[data-locate-note]");
  const say = (name) => { if (note) note.textContent = word(name); };
  if (!navigator.geolocation) return say("no_location");
  button.setAttribute("aria-busy", "true");
  say("locating");
  const done = (name) => { button.removeAttribute("aria-busy"); say(name); };
  navigator.geolocation.getCurrentPosition(({ coords }) => {
    set_point(button.dataset.locate, coords.longitude, coords.latitude, "device");
    name_the_place(button, coords);
    done("located");
  }, () => done("no_location"), { enableHighAccuracy: true, timeout: 12000, maximumAge: 30000 });
}

async function name_the_place(button, coords) {
  const field = document.querySelector(`[data-picks="${button.dataset.locate}"][data-place-search]`);
  if (!button.dataset.near || !field || field.value) return;
  const answer = await fetch(`${button.dataset.near}?lon=${coords.longitude}&lat=${coords.latitude}`).catch(() => null);
  if (answer && answer.ok) field.value = ((await answer.json()).places[0] || { name: "" }).name;
}

function start() {
  for (const input of all("[data-place-search]:not([role])")) new Suggestions(input);
  for (const button of all("[data-locate]")) button.hidden = false;
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-locate]");
  if (button) locate(button);
});
document.addEventListener("page:changed", start);
if (window.fetch) start();
