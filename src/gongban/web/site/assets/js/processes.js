// 流程图：页上有才装载引擎。Process diagrams: their engine is loaded on pages that have one.
import { all } from "./page.js";

function styles(address) {
  if (!document.querySelector(`link[href="${address}"]`)) document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href: address }));
}

async function begin(figure) {
  styles(figure.dataset.styles);
  const engine = await import(figure.dataset.processEngine);
  await engine.begin(figure);
}

const seen = "IntersectionObserver" in window && new IntersectionObserver((entries) => {
  for (const entry of entries) if (entry.isIntersecting) { seen.unobserve(entry.target); begin(entry.target); }
});
// 手机上放不下，看下面的清单 · no room on a phone: the list below says it
const room = window.matchMedia("(min-width: 700px)").matches;
if (seen) for (const figure of all("[data-process-engine]")) if (room || !figure.classList.contains("process-view")) seen.observe(figure);
