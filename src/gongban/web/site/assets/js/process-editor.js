// 画流程图：只有允许的元素；属性写在旁边的表里，键盘也能画完。Drawing a process: the allowed elements only, properties in a form, all of it by keyboard too.
import Modeler from "bpmn-js/lib/Modeler";
import { all, later, OURS } from "./process-text.js"; // page.js 会再装一遍页面的动作 · page.js would set the page up twice

const SHAPES = {
  task: { type: "bpmn:UserTask" }, service: { type: "bpmn:ServiceTask" }, exclusive: { type: "bpmn:ExclusiveGateway" }, parallel: { type: "bpmn:ParallelGateway" },
  inclusive: { type: "bpmn:InclusiveGateway" }, timer: { type: "bpmn:IntermediateCatchEvent", eventDefinitionType: "bpmn:TimerEventDefinition" },
  message: { type: "bpmn:IntermediateCatchEvent", eventDefinitionType: "bpmn:MessageEventDefinition" }, end: { type: "bpmn:EndEvent" }, start: { type: "bpmn:StartEvent" },
};
const ICONS = {
  task: "bpmn-icon-user-task", service: "bpmn-icon-service-task", exclusive: "bpmn-icon-gateway-xor", parallel: "bpmn-icon-gateway-parallel", inclusive: "bpmn-icon-gateway-or",
  timer: "bpmn-icon-intermediate-event-catch-timer", message: "bpmn-icon-intermediate-event-catch-message", end: "bpmn-icon-end-event-none", start: "bpmn-icon-start-event-none",
};

const made_by = (words) => {
  function Palette(palette, create, elementFactory) {
    const entry = (name) => {
      const begin = (event) => create.start(event, elementFactory.createShape(SHAPES[name]));
      return [name, { group: "elements", className: ICONS[name], title: words[name], action: { dragstart: begin, click: begin } }];
    };
    palette.registerProvider({ getPaletteEntries: () => Object.fromEntries(Object.keys(SHAPES).map(entry)) });
  }
  Palette.$inject = ["palette", "create", "elementFactory"];

  function Pad(contextPad, modeling, connect, autoPlace, elementFactory) {
    const after = (name, source) => ({ group: "model", className: ICONS[name], title: words[name], action: { click: () => autoPlace.append(source, elementFactory.createShape(SHAPES[name])) } });
    contextPad.registerProvider({
      getContextPadEntries(target) {
        const removed = { group: "edit", className: "bpmn-icon-trash", title: words.remove, action: { click: () => modeling.removeElements([target]) } };
        if (target.type === "label" || target.waypoints || target.type === "bpmn:EndEvent") return { removed };
        const found = Object.fromEntries(["task", "exclusive", "parallel", "end"].map((name) => [name, after(name, target)]));
        found.connect = { group: "connect", className: "bpmn-icon-connection", title: words.connect, action: { click: (event) => connect.start(event, target), dragstart: (event) => connect.start(event, target) } };
        return { ...found, removed };
      },
    });
  }
  Pad.$inject = ["contextPad", "modeling", "connect", "autoPlace", "elementFactory"];
  return { paletteProvider: ["type", Palette], contextPadProvider: ["type", Pad], __init__: ["paletteProvider", "contextPadProvider"] };
};

class Panel {
  constructor(figure, modeler, words) {
    Object.assign(this, { figure, modeler, words, form: figure.closest("form"), chosen: null });
    this.text = this.form.querySelector("textarea[name=diagram]");
    this.pick = figure.querySelector("[data-process-pick]");
    this.bo = (shape) => shape.businessObject;
    const bus = modeler.get("eventBus");
    bus.on("selection.changed", ({ newSelection }) => this.choose(newSelection[0] || null));
    bus.on("commandStack.changed", () => this.changed());
    this.pick.addEventListener("change", () => this.select(this.pick.value));
    figure.addEventListener("click", (event) => this.clicked(event));
    figure.querySelector("[data-process-panel]").addEventListener("change", (event) => this.write(event.target));
    this.check = later(500, () => this.ask());
    // 最后一笔可能还没写进表单 the last stroke may not be in the form yet
    this.form.addEventListener("submit", (event) => {
      if (!this.pending || this.form.querySelector("input[type=file]").value) return;
      event.preventDefault();
      this.pending.then(() => this.form.requestSubmit(event.submitter));
    });
  }

  all() { return this.modeler.get("elementRegistry").filter((each) => each.parent && each.type !== "label"); }
  select(name) { const found = this.modeler.get("elementRegistry").get(name); if (found) { this.modeler.get("selection").select(found); this.modeler.get("canvas").scrollToElement(found, { top: 60, right: 60, bottom: 60, left: 120 }); } }

  said(shape) {
    const bo = this.bo(shape);
    const kind = this.words[Object.keys(SHAPES).find((name) => this.is(shape, name)) || (shape.waypoints ? "flow" : "start")];
    if (!shape.waypoints) return `${kind} ${bo.name || bo.id}`;
    return `${kind} ${bo.sourceRef.name || bo.sourceRef.id} → ${bo.targetRef.name || bo.targetRef.id}`;
  }

  is(shape, name) {
    const wanted = SHAPES[name], events = this.bo(shape).eventDefinitions || [];
    if (wanted.eventDefinitionType) return events.some((each) => each.$type === wanted.eventDefinitionType);
    return shape.type === wanted.type;
  }

  changed() {
    this.pending = this.modeler.saveXML({ format: true }).then(({ xml }) => { this.text.value = xml; this.pending = null; });
    this.text.dispatchEvent(new Event("input", { bubbles: true })); // 没保存就离开要问 asks before leaving
    this.list();
    this.choose(this.chosen && this.modeler.get("elementRegistry").get(this.chosen.id), true);
    this.check();
  }

  list() {
    const here = this.pick.value;
    this.pick.replaceChildren(new Option(this.words.nothing, ""), ...this.all().filter((each) => each.type !== "bpmn:Process").map((each) => new Option(this.said(each), each.id)));
    this.pick.value = here;
  }

  parts(shape) {
    const found = ["name"];
    if (shape.waypoints) return this.chooses(this.bo(shape).sourceRef) ? ["name", "condition"] : ["name"];
    if (this.is(shape, "task")) found.push("who", "result");
    if (this.is(shape, "service")) found.push("service");
    if (this.is(shape, "timer")) found.push("timer");
    if (this.is(shape, "message")) found.push("message");
    if (shape.type === "bpmn:BoundaryEvent") found.push("interrupting");
    if (this.chooses(this.bo(shape))) found.push("default");
    if (shape.type !== "bpmn:EndEvent") found.push("append", "connect");
    if (this.is(shape, "task")) found.push("attach");
    return found;
  }

  chooses(bo) { return /^bpmn:(Exclusive|Inclusive)Gateway$/.test(bo.$type) && (bo.outgoing || []).length > 1; }

  choose(shape, again = false) {
    this.chosen = shape && shape.type === "label" ? shape.labelTarget : shape;
    const parts = this.chosen && this.chosen.type !== "bpmn:Process" ? [...this.parts(this.chosen), "remove"] : [];
    for (const part of all("[data-part]", this.figure)) part.hidden = !parts.includes(part.dataset.part);
    this.figure.querySelector("[data-process-none]").hidden = parts.length > 0;
    this.pick.value = this.chosen ? this.chosen.id : "";
    if (parts.length) this.fill(again);
  }

  field(name) { return this.figure.querySelector(`[data-process-panel] [data-property="${name}"]`); }

  fill(again) {
    const bo = this.bo(this.chosen), [zh, en] = (bo.name || "").split("|").map((part) => part.trim());
    const values = { zh: zh || "", en: en || "", who: bo.get("gongban:who") || "owner", service: bo.get("gongban:service") || "", condition: bo.conditionExpression ? bo.conditionExpression.body : "" };
    Object.assign(values, { result: bo.get("gongban:result") || "", default: bo.default ? bo.default.id : "" });
    const event = (bo.eventDefinitions || [])[0];
    const [amount, unit] = ((event && event.timeDuration && event.timeDuration.body) || "5 working_day").split(" ");
    Object.assign(values, { amount, unit, message: (event && event.messageRef && event.messageRef.name) || "" });
    this.ways(bo);
    for (const [name, value] of Object.entries(values)) if (!(again && document.activeElement === this.field(name))) this.field(name).value = value;
    this.field("interrupting").checked = bo.cancelActivity !== false;
    const outcomes = (bo.get("gongban:outcomes") || "").split(" ");
    for (const box of all("[data-outcome]", this.figure)) box.checked = outcomes.includes(box.dataset.outcome);
  }

  ways(bo) {
    this.field("default").replaceChildren(new Option("–", ""), ...(bo.outgoing || []).map((flow) => new Option(flow.name || flow.targetRef.name || flow.targetRef.id, flow.id)));
    const others = this.all().filter((each) => !each.waypoints && each !== this.chosen && !["bpmn:Process", "bpmn:StartEvent", "bpmn:BoundaryEvent"].includes(each.type));
    this.field("target").replaceChildren(...others.map((each) => new Option(this.said(each), each.id)));
  }

  write(input) {
    if (!this.chosen) return;
    const modeling = this.modeler.get("modeling"), moddle = this.modeler.get("moddle"), bo = this.bo(this.chosen);
    const put = (values) => modeling.updateProperties(this.chosen, values);
    const value = (input.value || "").trim();
    if (input.dataset.outcome) return this.outcomes(put);
    switch (input.dataset.property) {
      case "zh": case "en": return put({ name: [this.field("zh").value.trim(), this.field("en").value.trim()].filter(Boolean).join(" | ") });
      case "who": case "service": return put({ [`gongban:${input.dataset.property}`]: value });
      case "result": return this.outcomes(put);
      case "condition": return put({ conditionExpression: value ? moddle.create("bpmn:FormalExpression", { body: value }) : undefined });
      case "default": return put({ default: (bo.outgoing || []).find((flow) => flow.id === value) });
      case "interrupting": return put({ cancelActivity: input.checked });
      case "amount": case "unit": return this.timer(`${this.field("amount").value} ${this.field("unit").value}`);
      case "message": return this.message(value);
    }
  }

  outcomes(put) {
    const codes = all("[data-outcome]", this.figure).filter((box) => box.checked).map((box) => box.dataset.outcome).join(" ");
    const name = this.field("result").value.trim() || (codes ? this.chosen.id.toLowerCase().replace(/[^a-z0-9_]/g, "_") : "");
    put({ "gongban:outcomes": codes || undefined, "gongban:result": codes ? name : undefined });
  }

  timer(text) {
    const moddle = this.modeler.get("moddle"), event = this.bo(this.chosen).eventDefinitions[0];
    const duration = moddle.create("bpmn:FormalExpression", { body: text });
    duration.$parent = event;
    this.modeler.get("modeling").updateModdleProperties(this.chosen, event, { timeDuration: duration });
  }

  message(code) {
    const moddle = this.modeler.get("moddle"), definitions = this.modeler.getDefinitions(), event = this.bo(this.chosen).eventDefinitions[0];
    let found = definitions.rootElements.find((each) => each.$type === "bpmn:Message" && each.name === code);
    if (!found) {
      found = moddle.create("bpmn:Message", { id: `Message_${code.replace(/[^A-Za-z0-9_]/g, "_")}`, name: code });
      found.$parent = definitions;
      definitions.rootElements.push(found);
    }
    this.modeler.get("modeling").updateModdleProperties(this.chosen, event, { messageRef: found });
  }

  clicked(event) {
    const button = event.target.closest("[data-append],[data-do],[data-element]");
    if (!button) return;
    const factory = this.modeler.get("elementFactory"), modeling = this.modeler.get("modeling");
    if (button.dataset.element !== undefined) return this.select(button.dataset.element);
    if (button.dataset.do === "undo") return this.modeler.get("commandStack").undo();
    if (button.dataset.do === "fit") return fit(this.modeler.get("canvas"));
    if (!this.chosen) return;
    if (button.dataset.append) return this.modeler.get("autoPlace").append(this.chosen, factory.createShape(SHAPES[button.dataset.append]));
    if (button.dataset.do === "remove") return modeling.removeElements([this.chosen]);
    if (button.dataset.do === "connect") return modeling.connect(this.chosen, this.modeler.get("elementRegistry").get(this.field("target").value), { type: "bpmn:SequenceFlow" });
    if (button.dataset.do === "attach") this.attach(factory, modeling);
  }

  attach(factory, modeling) {
    const shape = factory.createShape({ type: "bpmn:BoundaryEvent", eventDefinitionType: "bpmn:TimerEventDefinition" });
    const made = modeling.createShape(shape, { x: this.chosen.x + this.chosen.width - 20, y: this.chosen.y + this.chosen.height }, this.chosen, { attach: true });
    this.modeler.get("selection").select(made);
    this.timer("5 working_day");
  }

  async ask() {
    await this.pending;
    const body = new FormData();
    body.set("diagram", this.text.value);
    const answer = await fetch(this.figure.dataset.check, { method: "POST", body, headers: { "X-CSRFToken": this.form.querySelector("[name=csrfmiddlewaretoken]").value, "X-Requested-With": "fetch" } }).catch(() => null);
    if (!answer || !answer.ok) return;
    this.figure.querySelector("[data-process-findings]").innerHTML = await answer.text();
    const canvas = this.modeler.get("canvas"), wrong = new Set(all("[data-element]", this.figure).map((each) => each.dataset.element));
    for (const each of this.all()) canvas[wrong.has(each.id) ? "addMarker" : "removeMarker"](each, "is-wrong");
  }
}

// 看全图，左边给工具栏留地方 the whole diagram, beside the palette
function fit(canvas) {
  const { inner, outer } = canvas.viewbox();
  if (!inner.width || !outer.width) return;
  const scale = Math.min((outer.width - 100) / inner.width, (outer.height - 60) / inner.height, 1);
  canvas.viewbox({ x: inner.x - 80 / scale, y: inner.y + inner.height / 2 - outer.height / scale / 2, width: outer.width / scale, height: outer.height / scale });
}

export async function begin(figure) {
  const words = JSON.parse(figure.querySelector("script[type='application/json']").textContent);
  const canvas = figure.querySelector("[data-process-canvas]");
  const text = figure.closest("form").querySelector("textarea[name=diagram]");
  for (const part of all("[data-process-live]", figure.closest("form"))) part.hidden = false;
  for (const part of all("[data-process-plain]", figure.closest("form"))) part.hidden = true;
  const modeler = new Modeler({ container: canvas, moddleExtensions: { gongban: OURS }, additionalModules: [made_by(words)] });
  try {
    await modeler.importXML(text.value);
  } catch {
    canvas.textContent = words.unreadable;
    return;
  }
  fit(modeler.get("canvas"));
  const panel = new Panel(figure, modeler, words);
  panel.list();
  panel.choose(null);
  panel.check();
  figure.dataset.drawn = "";
}
