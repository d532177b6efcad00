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
if (seen) for (const figure of all("[data-process-engine]")) seen.observe(figure);
