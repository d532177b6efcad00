// 图表：看得到时才装载；表格总在。Charts are loaded when they come into sight; their table is always there.
import { all } from "./page.js";

const paint = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
const SHAPES = ["circle", "rect", "triangle", "diamond", "roundRect", "pin"];

function series(data) {
  return data.series.map((one, number) => {
    const stacked = data.kind === "stack";
    if (data.kind === "line") return { type: "line", name: one.name, data: one.values, symbol: SHAPES[number % 6], symbolSize: 8, lineStyle: { width: 2.5, type: ["solid", "dashed", "dotted"][Math.floor(number / 2) % 3] } };
    return { type: "bar", name: one.name, data: one.values, stack: stacked ? "all" : undefined, barMaxWidth: 34, itemStyle: { borderRadius: stacked ? 0 : [4, 4, 0, 0], borderColor: paint("surface"), borderWidth: stacked ? 1 : 0 } };
  });
}

function pie(data) {
  const values = data.labels.map((name, number) => ({ name, value: data.series[0].values[number] }));
  return [{ type: "pie", radius: ["45%", "72%"], data: values, label: { color: paint("ink"), formatter: "{b} {d}%" }, itemStyle: { borderColor: paint("surface"), borderWidth: 2 } }];
}

function option(data) {
  const ink = paint("ink-2"), line = paint("line"), round = data.kind === "pie", flat = data.kind === "flat";
  const names = { type: "category", data: data.labels, axisTick: { show: false }, axisLine: { lineStyle: { color: line } }, axisLabel: { color: ink } };
  const amounts = { type: "value", name: data.unit || "", nameTextStyle: { color: ink }, splitLine: { lineStyle: { color: line } }, axisLabel: { color: ink }, scale: data.kind === "line" };
  return {
    animation: !matchMedia("(prefers-reduced-motion: reduce)").matches, animationDuration: 300,
    color: [1, 2, 3, 4, 5, 6].map((number) => paint(`chart-${number}`)),
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: paint("ink") },
    // Patterns, so that colour is not the only difference.
    aria: { enabled: true, label: { enabled: false }, decal: { show: data.series.length > 1 && data.kind !== "line", decals: decals() } },
    legend: data.series.length > 1 || round ? { bottom: 0, textStyle: { color: paint("ink") }, icon: undefined, itemGap: 18 } : undefined,
    // Rich text is drawn on the canvas: HTML with styles would be refused by the content security policy.
    tooltip: { trigger: round ? "item" : "axis", renderMode: "richText", backgroundColor: paint("surface"), borderColor: line, textStyle: { color: paint("ink") }, confine: true },
    grid: round ? undefined : { left: 8, right: 12, top: data.unit ? 36 : 16, bottom: data.series.length > 1 ? 40 : 8, containLabel: true },
    xAxis: round ? undefined : flat ? amounts : names,
    yAxis: round ? undefined : flat ? { ...names, inverse: true } : amounts,
    series: round ? pie(data) : series(data),
  };
}

function decals() {
  const color = "rgba(255,255,255,.28)";
  return [{ symbol: "none" }, { color, dashArrayX: [1, 0], dashArrayY: [2, 5], rotation: -0.785 }, { color, symbol: "circle", dashArrayX: [[6, 6], [0, 6, 6, 0]], dashArrayY: [6, 0], symbolSize: 0.7 }, { color, dashArrayX: [1, 0], dashArrayY: [2, 5], rotation: 0.785 }];
}

async function draw(figure) {
  const engine = await import(document.documentElement.dataset.chartEngine);
  const data = JSON.parse(document.getElementById(figure.dataset.chart).textContent);
  const canvas = figure.querySelector(".chart-canvas");
  canvas.hidden = false;
  const drawn = engine.init(canvas, null, { renderer: "canvas" });
  const paint_it = () => drawn.setOption(option(data), true);
  paint_it();
  figure.querySelector("[data-chart-table]").open = false;
  new ResizeObserver(() => drawn.resize()).observe(canvas);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", paint_it);
}

function start() {
  const seen = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (!entry.isIntersecting) continue;
      seen.unobserve(entry.target);
      draw(entry.target).catch(() => {}); // the table says the same
    }
  }, { rootMargin: "200px" });
  for (const figure of all("[data-chart]")) seen.observe(figure);
}

if (window.IntersectionObserver && window.ResizeObserver) {
  start();
  document.addEventListener("htmx:afterSwap", start);
}
