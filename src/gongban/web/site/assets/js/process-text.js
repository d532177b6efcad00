// 图里的名字写作“中文 | English”：看的时候只留读的人的一种。Names say “中文 | English”; a viewer keeps the reader's.
export function in_language(xml, language) {
  const read = new DOMParser().parseFromString(xml, "application/xml");
  for (const named of read.querySelectorAll("[name*='|']")) {
    const [zh, en] = named.getAttribute("name").split("|").map((part) => part.trim());
    named.setAttribute("name", language.startsWith("en") ? en || zh : zh || en);
  }
  return new XMLSerializer().serializeToString(read);
}

export const OURS = {
  name: "Gongban", uri: "urn:gongban:bpmn:1", prefix: "gongban", xml: { tagAlias: "lowerCase" },
  types: [
    { name: "Step", extends: ["bpmn:UserTask"], properties: ["who", "result", "outcomes"].map((name) => ({ name, isAttr: true, type: "String" })) },
    { name: "Asked", extends: ["bpmn:ServiceTask"], properties: [{ name: "service", isAttr: true, type: "String" }] },
    { name: "Given", extends: ["bpmn:Lane"], properties: [{ name: "who", isAttr: true, type: "String" }] },
  ],
};

export const all = (selector, within) => Array.from(within.querySelectorAll(selector));

export function later(milliseconds, action) {
  let waiting;
  return () => { clearTimeout(waiting); waiting = setTimeout(action, milliseconds); };
}
