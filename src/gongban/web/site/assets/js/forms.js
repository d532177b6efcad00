// 表单的帮手：长名单边打边筛，套模板，单键办事，打印。Long lists narrow while one types; templates; one-key actions; printing.
import { all, element, word } from "./page.js";

const bare = (text) => text.toLowerCase().replace(/\s+/g, "");

function field(label) {
  return element("input", { type: "search", class: "narrowing", autocomplete: "off", placeholder: word("narrow"), "aria-label": `${word("narrow")} ${label}` });
}

function label_of(control) {
  const label = control.labels && control.labels[0];
  return label ? label.textContent.trim() : control.getAttribute("aria-label") || "";
}

// A select: options that do not fit are taken out, for a hidden option is still shown by some browsers.
function narrow_select(select) {
  const whole = Array.from(select.children), input = field(label_of(select));
  const keep = (part, wanted) => {
    if (part.nodeName === "OPTION") return !part.value || part.selected || bare(part.textContent).includes(wanted) ? part.cloneNode(true) : null;
    const group = part.cloneNode(false);
    const fits = bare(part.label).includes(wanted);
    group.append(...Array.from(part.children).filter((one) => fits || one.selected || bare(one.textContent).includes(wanted)).map((one) => one.cloneNode(true)));
    return group.children.length ? group : null;
  };
  select.before(input);
  input.addEventListener("input", () => {
    const wanted = bare(input.value), chosen = select.value;
    select.replaceChildren(...(wanted ? whole.map((part) => keep(part, wanted)).filter(Boolean) : whole));
    const first = wanted && select.querySelector("option:not([value=''])");
    select.value = chosen || (first && select.querySelectorAll("option:not([value=''])").length === 1 ? first.value : "");
    select.size = wanted ? Math.min(8, select.querySelectorAll("option, optgroup").length + 1) : 0;
  });
  select.addEventListener("change", () => { select.size = 0; });
}

function narrow_list(list) {
  const choices = all("label", list), input = field(list.getAttribute("aria-label") || "");
  list.before(input);
  input.addEventListener("input", () => {
    const wanted = bare(input.value);
    for (const one of choices) one.hidden = wanted && !bare(one.textContent).includes(wanted) && !one.querySelector("input").checked;
  });
}

function use_template(button) {
  const target = document.getElementById(button.dataset.template);
  if (!target) return;
  const holder = target.closest("details");
  if (holder) holder.open = true;
  target.value = target.value.trim() ? `${target.value.trimEnd()}\n${button.dataset.text}` : button.dataset.text;
  const article = document.getElementById("article");
  if (article && button.dataset.article) article.value = button.dataset.article;
  target.dispatchEvent(new Event("input", { bubbles: true }));
  target.focus();
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-template]");
  if (button) use_template(button);
  if (event.target.closest("[data-print]")) window.print();
});

document.addEventListener("keydown", (event) => {
  const busy = event.ctrlKey || event.metaKey || event.altKey || event.isComposing || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.nodeName) || document.querySelector("dialog[open]");
  const wanted = !busy && /^[a-z0-9]$/.test(event.key) && document.querySelector(`[data-key="${event.key}"]`);
  if (wanted) { event.preventDefault(); wanted.click(); }
});

function start(within = document) {
  for (const select of all("select[data-picker]:not([data-ready])", within)) { select.dataset.ready = ""; narrow_select(select); }
  for (const list of all("[data-checklist]:not([data-ready])", within)) { list.dataset.ready = ""; narrow_list(list); }
}
document.addEventListener("htmx:afterSwap", (event) => start(event.target));
start();
