// 地点：街名建议与定位。Places: suggestions for a street name, and where the phone is.
import { Combobox } from "./combobox.js";
import { all, word } from "./page.js";

export function set_point(prefix, lon, lat, source, name = "") {
  const put = (part, value) => {
    const field = document.getElementById(`${prefix}_${part}`);
    if (field) field.value = value === "" ? "" : Number(value).toFixed(6);
  };
  put("lon", lon);
  put("lat", lat);
  document.dispatchEvent(new CustomEvent("place:picked", { detail: { prefix, lon, lat, source, name } }));
}

class Places extends Combobox {
  constructor(input) {
    super(input, { least: 2, said: "places_found" });
    this.prefix = input.dataset.picks;
  }

  async find(text) {
    // What was picked belongs to the words it was picked with.
    if (this.picked && this.picked !== text) { this.picked = ""; set_point(this.prefix, "", "", "typed"); }
    return (await this.ask(this.input.dataset.placeSearch, text)).places || [];
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
  for (const input of all("[data-place-search]:not([role])")) new Places(input);
  for (const button of all("[data-locate]")) button.hidden = false;
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-locate]");
  if (button) locate(button);
});
document.addEventListener("page:changed", start);
if (window.fetch) start();
