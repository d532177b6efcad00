// 前端构建：把样式、脚本、地图、图表放进 static/gongban。Puts everything a page loads into static/gongban.
import { build, context } from "esbuild";
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "../../../../..");
const out = join(here, "../static/gongban");
const package_file = (path) => join(root, "node_modules", path);

// Phones of 2019 run what portal and desk load; map and charts come on demand and may be newer.
const everywhere = {
  bundle: true, minify: true, legalComments: "none", outdir: out,
  target: "es2019", supported: { "dynamic-import": true },
};
const scripts = {
  ...everywhere, format: "iife",
  entryPoints: { portal: join(here, "js/portal-entry.js"), desk: join(here, "js/desk-entry.js"), early: join(here, "js/early.js"), kiosk: join(here, "js/kiosk-entry.js") },
};
const styles = { ...everywhere, target: ["chrome73", "firefox68", "safari12.1"], entryPoints: ["portal", "desk", "kiosk"].map((name) => join(here, `css/${name}.css`)) };
const engines = {
  ...everywhere, format: "esm", target: "es2022",
  entryPoints: { "chart-engine": join(here, "js/chart-engine.js") },
};
// 流程图只在画它的页上装载 · the process editor is loaded on its page only
const processes = {
  ...everywhere, format: "esm", target: "es2022", loader: { ".woff": "file", ".woff2": "file", ".eot": "empty", ".ttf": "empty", ".svg": "empty" }, assetNames: "[name]",
  entryPoints: { "process-editor": join(here, "js/process-editor.js"), "process-viewer": join(here, "js/process-viewer.js"), process: join(here, "css/process.css") },
};

const copies = [
  ["maplibre-gl/dist/maplibre-gl.mjs", "map-engine.js"],
  ["maplibre-gl/dist/maplibre-gl-worker.mjs", "map-worker.js"],
  ["maplibre-gl/dist/maplibre-gl.css", "map.css"],
];

async function licences() {
  const texts = [];
  for (const [name, file] of [["htmx.org", "LICENSE"], ["maplibre-gl", "LICENSE.txt"], ["echarts", "LICENSE"], ["echarts", "NOTICE"], ["bpmn-js", "LICENSE"], ["diagram-js", "LICENSE"]]) {
    texts.push(`==== ${name}: ${file}\n\n${await readFile(package_file(`${name}/${file}`), "utf8")}`);
  }
  await writeFile(join(out, "licences.txt"), texts.join("\n\n"));
}

async function copy_ready_files() {
  for (const [from, to] of copies) {
    // The maps' source maps are not shipped; a comment that points to them would be a 404.
    const text = await readFile(package_file(from), "utf8");
    await writeFile(join(out, to), text.replace(/\n\/\/# sourceMappingURL=.*\s*$/, "\n"));
  }
  await cp(join(here, "img"), out, { recursive: true });
}

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
await Promise.all([copy_ready_files(), licences(), build(scripts), build(styles), build(engines), build(processes)]);
if (process.argv.includes("--watch")) {
  for (const settings of [scripts, styles]) await (await context(settings)).watch();
}
