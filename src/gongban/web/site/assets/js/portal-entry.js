// 居民端的脚本入口 the residents' pages
import "./htmx-setup.js";
import "./page.js";
import "./whole-pages.js";
import "./large.js";
import "./guard.js";
import "./forms.js";
import "./report.js";
import "./places.js";
import "./service-search.js";
import "./map.js";
import "./charts.js";
import "./processes.js";
import "./applying.js";
