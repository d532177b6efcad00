// 地图的画法：界线、聚在一起的、办理中与已办结（实心与空心）。How the map is drawn: boundaries, clusters, open (full) and closed (hollow) cases.
const paint = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
const here = (path) => new URL(path, location.href).href;
const EMPTY = { type: "FeatureCollection", features: [] };

export function sources(data) {
  const made = {
    boundaries: { type: "geojson", data: data.boundaries ? here(data.boundaries) : EMPTY },
    cases: { type: "geojson", data: EMPTY },  // 按看到的范围向服务器要，近的已聚在一起 · asked for by window, near ones gathered by the server
  };
  // A deployer may name an approved tile service; by default nothing is fetched from anywhere.
  if (data.tiles) made.tiles = { type: "raster", tiles: [data.tiles], tileSize: 256 };
  return made;
}

const is_open = ["any", ["==", ["get", "open"], true], ["==", ["get", "open"], 1]];

function ground(data) {
  return [
    { id: "paper", type: "background", paint: { "background-color": paint("sunken") } },
    ...(data.tiles ? [{ id: "tiles", type: "raster", source: "tiles" }] : []),
    { id: "areas", type: "fill", source: "boundaries", filter: ["==", ["geometry-type"], "Polygon"], paint: { "fill-color": paint("surface"), "fill-opacity": data.tiles ? 0 : 0.85 } },
    { id: "borders", type: "line", source: "boundaries", paint: { "line-color": paint("line-strong"), "line-width": ["case", ["==", ["get", "level"], "district"], 1.6, 0.6], "line-opacity": 0.7 } },
  ];
}

function label(id, source, text, size, more = {}) {
  return { id, type: "symbol", source, layout: { "text-field": text, "text-size": size, "text-font": ["sans"], "text-max-width": 8, ...more.layout }, paint: { "text-color": paint("ink-2"), "text-halo-color": paint("surface"), "text-halo-width": 1.5, ...more.paint }, ...(more.filter ? { filter: more.filter } : {}) };
}

export function layers(data) {
  const size = document.documentElement.classList.contains("large") ? 19 : 13;
  return [
    ...ground(data),
    { id: "clusters", type: "circle", source: "cases", filter: ["has", "count"], paint: { "circle-color": paint("brand"), "circle-radius": ["step", ["get", "count"], 15, 10, 19, 50, 24, 200, 30], "circle-stroke-width": 3, "circle-stroke-color": paint("surface"), "circle-opacity": 0.93 } },
    label("counts", "cases", ["to-string", ["get", "count"]], size, { filter: ["has", "count"], layout: { "text-allow-overlap": true }, paint: { "text-color": paint("on-brand"), "text-halo-width": 0 } }),
    { id: "cases", type: "circle", source: "cases", filter: ["!", ["has", "count"]], paint: { "circle-radius": 8, "circle-color": ["case", is_open, paint("accent"), paint("surface")], "circle-stroke-width": ["case", is_open, 2, 4], "circle-stroke-color": ["case", is_open, paint("surface"), paint("brand")] } },
    label("small-names", "boundaries", ["get", "name"], size - 1, { filter: ["all", ["has", "level"], ["!=", ["get", "level"], "district"]] }),
    label("names", "boundaries", ["get", "name"], size, { filter: ["any", ["==", ["get", "level"], "district"], ["!", ["has", "level"]]], layout: { "text-allow-overlap": true } }),
  ];
}
