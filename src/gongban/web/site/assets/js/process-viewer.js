// 只看的流程图 a diagram to look at, with where a matter stands
import Viewer from "bpmn-js/lib/NavigatedViewer";
import { in_language, OURS } from "./process-text.js";

export async function begin(figure) {
  const canvas = figure.querySelector("[data-process-canvas]");
  const xml = JSON.parse(figure.querySelector("script[type='application/json']").textContent);
  canvas.hidden = false;
  const viewer = new Viewer({ container: canvas, moddleExtensions: { gongban: OURS } });
  try {
    await viewer.importXML(in_language(xml, document.documentElement.lang));
  } catch {
    canvas.hidden = true; // 下面的清单还在 the list below still says it
    return;
  }
  const drawn = viewer.get("canvas");
  for (const [mark, names] of [["is-here", figure.dataset.here], ["is-passed", figure.dataset.passed]]) {
    for (const name of (names || "").split(" ")) if (name && viewer.get("elementRegistry").get(name)) drawn.addMarker(name, mark);
  }
  // 画的时候样式可能还没到，大小变了要重新量 · the styles may come later: what was measured before is forgotten
  const fit = () => { drawn.resized(); drawn.zoom("fit-viewport", "auto"); };
  fit();
  new ResizeObserver(fit).observe(canvas);
  figure.dataset.drawn = "";
}
