// 找服务：边打字边建议，选中就打开。Finding services: suggestions while typing, the chosen one opens.
import { Combobox } from "./combobox.js";
import { all } from "./page.js";

class Services extends Combobox {
  constructor(input) { super(input, { least: 1, said: "things_found" }); }

  async find(text) { return (await this.ask(this.input.dataset.suggest, text)).found || []; }

  choose(number) { window.location.assign(this.found[number].url); }
}

function start() {
  for (const input of all("[data-suggest]:not([role])")) new Services(input);
}

document.addEventListener("page:changed", start);
if (window.fetch) start();
