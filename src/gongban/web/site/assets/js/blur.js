// 涂抹：在照片上画出要遮的地方，鼠标、手指、键盘都行。Mark what to hide on a photo, by mouse, finger or keyboard.
// Regions are sent as JSON in ten-thousandths of width and height: [{"x": 0, "y": 0, "w": 2500, "h": 1000}].
import { all, element, word } from "./page.js";

const WHOLE = 10000, LEAST = 150, STEP = 100;
const within = (value, low, high) => Math.max(low, Math.min(high, Math.round(value)));

export function fit(region) {
  const w = within(region.w, LEAST, WHOLE), h = within(region.h, LEAST, WHOLE);
  return { x: within(region.x, 0, WHOLE - w), y: within(region.y, 0, WHOLE - h), w, h };
}

export function between(a, b) {
  return fit({ x: Math.min(a.x, b.x), y: Math.min(a.y, b.y), w: Math.abs(a.x - b.x), h: Math.abs(a.y - b.y) });
}

class Blur {
  constructor(form) {
    this.stage = form.querySelector("[data-blur-stage]");
    this.field = form.querySelector("[data-blur-regions]");
    this.regions = JSON.parse(this.field.value || "[]").map(fit);
    this.stage.addEventListener("pointerdown", (event) => this.begin(event));
    const more = form.querySelector("[data-blur-add]");
    if (more) more.addEventListener("click", () => this.add());
    this.draw();
  }

  point(event) {
    const frame = this.stage.getBoundingClientRect();
    return { x: within((event.clientX - frame.left) / frame.width * WHOLE, 0, WHOLE), y: within((event.clientY - frame.top) / frame.height * WHOLE, 0, WHOLE) };
  }

  add() {
    this.regions.push(fit({ x: 4000, y: 4200, w: 2000, h: 1200 }));
    this.draw();
    this.stage.lastElementChild.focus();
  }

  begin(event) {
    if (event.button) return;
    event.preventDefault();
    const from = this.point(event), held = event.target.closest(".blur-box");
    const number = held ? Number(held.dataset.number) : this.regions.push(between(from, from)) - 1;
    const before = { ...this.regions[number] };
    const follow = (moving) => {
      const to = this.point(moving);
      this.regions[number] = held ? fit({ ...before, x: before.x + to.x - from.x, y: before.y + to.y - from.y }) : between(from, to);
      this.draw(number);
    };
    const end = () => { removeEventListener("pointermove", follow); removeEventListener("pointerup", end); removeEventListener("pointercancel", end); };
    addEventListener("pointermove", follow);
    addEventListener("pointerup", end);
    addEventListener("pointercancel", end);
    this.draw(number);
  }

  key(event, number) {
    const [dx, dy] = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] }[event.key] || [0, 0];
    const old = this.regions[number];
    if (event.key === "Delete" || event.key === "Backspace") this.regions.splice(number, 1);
    else if (dx || dy) this.regions[number] = fit(event.shiftKey ? { ...old, w: old.w + dx, h: old.h + dy } : { ...old, x: old.x + dx, y: old.y + dy });
    else return;
    event.preventDefault();
    this.draw(number);
  }

  draw(focused = -1) {
    for (const box of all(".blur-box", this.stage)) box.remove();
    this.regions.forEach((region, number) => {
      const box = element("button", { type: "button", class: "blur-box", "data-number": number, "aria-label": `${word("blur_box")} ${number + 1}`, onkeydown: (event) => this.key(event, number) });
      const share = (part) => `${part / 100}%`;
      Object.assign(box.style, { left: share(region.x), top: share(region.y), width: share(region.w), height: share(region.h) });
      this.stage.append(box);
    });
    this.field.value = JSON.stringify(this.regions);
    const boxes = all(".blur-box", this.stage);
    if (focused >= 0 && boxes.length) boxes[Math.min(focused, boxes.length - 1)].focus({ preventScroll: true });
  }
}

for (const form of all("form[data-blur]")) new Blur(form);
