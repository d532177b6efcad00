// 边打字边建议：上下键、回车、退出键，读屏能读。Suggestions while typing: arrows, enter, escape, told to screen readers.
import { all, element, later, word } from "./page.js";

export class Combobox {
  constructor(input, { least, said }) {
    Object.assign(this, { input, least, said, found: [], at: -1 });
    this.list = element("ul", { role: "listbox", id: `${input.id}_list`, hidden: true, "aria-label": document.querySelector(`label[for="${input.id}"]`)?.textContent || "" });
    this.state = element("span", { class: "only-read", role: "status" });
    const box = element("div", { class: "suggest" });
    input.replaceWith(box);
    box.append(input, this.list, this.state);
    for (const [name, value] of Object.entries({ role: "combobox", autocomplete: "off", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.list.id })) input.setAttribute(name, value);
    input.addEventListener("input", later(250, () => this.look()));
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("blur", () => setTimeout(() => this.show([]), 150));
  }

  async look() {
    const text = this.input.value.trim();
    try {
      const found = text.length < this.least ? (await this.find(""), []) : await this.find(text);
      if (text === this.input.value.trim()) this.show(found);
    } catch (no_network) { this.show([]); }
  }

  async ask(address, text) {
    if (!text) return {};
    const answer = await fetch(`${address}?q=${encodeURIComponent(text)}`, { headers: { Accept: "application/json" } });
    return answer.ok ? answer.json() : {};
  }

  show(found) {
    this.found = found;
    this.at = -1;
    this.list.replaceChildren(...found.map((each, number) => element("li",
      { role: "option", id: `${this.list.id}_${number}`, "aria-selected": "false", onmousedown: (event) => { event.preventDefault(); this.choose(number); } },
      each.name, element("small", {}, each.detail || ""))));
    this.list.hidden = !found.length;
    if (found.length) this.list.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-expanded", String(Boolean(found.length)));
    this.input.removeAttribute("aria-activedescendant");
    this.state.textContent = found.length ? `${found.length} ${word(this.said)}` : "";
  }

  key(event) {
    if (!this.found.length) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.move((this.at + step + this.found.length) % this.found.length);
    else if (event.key === "Enter" && this.at >= 0) this.choose(this.at);
    else if (event.key === "Escape") this.show([]);
    else return;
    event.preventDefault();
  }

  move(to) {
    this.at = Math.max(0, to);
    const options = all("[role=option]", this.list);
    options.forEach((option, number) => option.setAttribute("aria-selected", String(number === this.at)));
    this.input.setAttribute("aria-activedescendant", options[this.at].id);
    options[this.at].scrollIntoView({ block: "nearest" });
  }
}
