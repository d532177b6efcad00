// 工作台的脚本入口 the desk's pages
import "./htmx-setup.js";
import "./page.js";
import "./whole-pages.js";
import "./large.js";
import "./guard.js";
import "./desk.js";
import "./forms.js";
import "./blur.js";
import "./places.js";
import "./map.js";
import "./charts.js";
import "./processes.js";
