// 地图：打开时才装载，不连外网，中文用本机字体。The map: loaded when opened, no internet, labels in the device's own font.
import { all, element, word } from "./page.js";
import { layers, sources } from "./map-style.js";
import { set_point } from "./places.js";

let engine;

function load() {
  const { mapEngine, mapWorker, mapCss } = document.documentElement.dataset;
  if (!engine) {
    document.head.append(element("link", { rel: "stylesheet", href: mapCss }));
    engine = import(mapEngine).then((library) => {
      library.setWorkerUrl(new URL(mapWorker, location.href).href);
      return library;
    });
  }
  return engine;
}

const numbers = (text) => (text || "").split(",").map(Number);

class CityMap {
  constructor(box) {
    this.box = box;
    this.data = box.dataset;
    this.note = box.querySelector("[data-map-note]");
    const button = box.querySelector("[data-map-open]");
    button.hidden = false;
    button.addEventListener("click", () => { button.hidden = true; this.open(); });
    if ("open" in this.data) button.click();
  }

  say(text) {
    this.note.hidden = !text;
    this.note.textContent = text;
  }

  async open() {
    const canvas = this.box.querySelector("[data-map-canvas]");
    canvas.hidden = false;
    try {
      this.library = await load();
      this.map = new this.library.Map({
        container: canvas, ...this.view(),
        style: { version: 8, sources: sources(this.data), layers: layers(this.data) },
        localIdeographFontFamily: getComputedStyle(document.body).fontFamily,
        attributionControl: this.data.attribution ? { customAttribution: this.data.attribution } : false, cooperativeGestures: false, dragRotate: false,
        locale: { "Map.Title": word("map_label"), "NavigationControl.ZoomIn": word("map_zoom_in"), "NavigationControl.ZoomOut": word("map_zoom_out"), "Popup.Close": word("close"), "Marker.Title": word("map_picked") },
      });
    } catch (no_webgl) {
      canvas.hidden = true;
      return this.say(word("map_failed"));
    }
    this.map.addControl(new this.library.NavigationControl({ showCompass: false }), "top-right");
    this.map.touchZoomRotate.disableRotation();
    if (this.data.picks) this.pick();
    if (this.data.one) this.put_marker(numbers(this.data.one));
    if (this.data.cases) this.listen();
    this.box.map = this.map; // for tests in a browser
  }

  view() {
    const near = this.held_point() || (this.data.one && numbers(this.data.one));
    if (!near && this.data.bounds) return { bounds: numbers(this.data.bounds), fitBoundsOptions: { padding: 24 } };
    return { center: near || numbers(this.data.centre || "0,0"), zoom: near ? 15 : Number(this.data.zoom || 10) };
  }

  held_point() {
    const value = (part) => (document.getElementById(`${this.data.picks}_${part}`) || {}).value;
    return this.data.picks && value("lon") && value("lat") ? [Number(value("lon")), Number(value("lat"))] : null;
  }

  put_marker(point) {
    if (this.marker) this.marker.remove();
    this.marker = point && new this.library.Marker({ color: getComputedStyle(document.documentElement).getPropertyValue("--accent").trim() }).setLngLat(point).addTo(this.map);
  }

  pick() {
    this.say(word("map_pick"));
    if (this.held_point()) this.put_marker(this.held_point());
    const take = ({ lng, lat }) => set_point(this.data.picks, lng, lat, "map");
    this.map.on("click", (event) => take(event.lngLat));
    const centre = element("button", { type: "button", class: "button is-quiet is-small", onclick: () => take(this.map.getCenter()) }, word("map_here"));
    this.note.after(element("p", { class: "map-note" }, centre));
    document.addEventListener("place:picked", ({ detail }) => {
      if (detail.prefix !== this.data.picks) return;
      this.put_marker(detail.lon === "" ? null : [Number(detail.lon), Number(detail.lat)]);
      if (detail.lon !== "" && detail.source !== "map") this.map.jumpTo({ center: [Number(detail.lon), Number(detail.lat)], zoom: 15 });
      if (detail.lon !== "") this.say(`${word("map_picked")}：${Number(detail.lat).toFixed(5)}, ${Number(detail.lon).toFixed(5)}`);
    });
  }

  listen() {
    this.map.on("load", () => this.ask());
    this.map.on("moveend", () => this.ask());
    this.map.on("click", "clusters", (event) => this.show_group(event.features[0]));
    this.map.on("click", "cases", (event) => this.show_cases(event.features[0].geometry, [event.features[0].properties]));
    for (const layer of ["clusters", "cases"]) {
      this.map.on("mouseenter", layer, () => { this.map.getCanvas().style.cursor = "pointer"; });
      this.map.on("mouseleave", layer, () => { this.map.getCanvas().style.cursor = ""; });
    }
  }

  async ask() {
    if (this.asking) this.asking.abort();
    this.asking = new AbortController();
    const address = new URL(this.data.cases, location.href), bounds = this.map.getBounds();
    const edges = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
    address.searchParams.set("window", edges.map((edge) => edge.toFixed(5)).join(","));
    address.searchParams.set("zoom", this.map.getZoom().toFixed(2));
    try {
      const answer = await fetch(address, { signal: this.asking.signal });
      if (!answer.ok) throw new Error(String(answer.status));
      const found = await answer.json();
      this.map.getSource("cases").setData(found);
      this.say(found.more ? word("map_newest") : "");
    } catch (failure) {
      if (failure.name !== "AbortError") this.say(word("map_no_cases"));
    }
  }

  show_group({ geometry, properties }) {
    if (!properties.cases) return this.map.jumpTo({ center: geometry.coordinates, zoom: Math.min(this.map.getZoom() + 2, 18) });
    const cases = typeof properties.cases === "string" ? JSON.parse(properties.cases) : properties.cases;
    return this.show_cases(geometry, cases, properties.count - cases.length);
  }

  show_cases({ coordinates }, cases, unnamed = 0) {
    const lines = cases.map(({ url, title, state, number }) => element("p", {}, element("a", { href: url }, title), element("br"), `${state || ""} · ${number || ""}`));
    if (unnamed > 0) lines.push(element("p", { class: "muted" }, `${word("map_others")} ${unnamed}`));
    new this.library.Popup({ maxWidth: "18rem" }).setLngLat(coordinates).setDOMContent(element("div", { class: "map-cases" }, ...lines)).addTo(this.map);
  }
}

function start() {
  for (const box of all("[data-map]:not([data-started])")) {
    box.dataset.started = "1";
    new CityMap(box);
  }
}

document.addEventListener("page:changed", start);
document.addEventListener("htmx:afterSwap", start);
start();
