// 工作台的脚本入口 the desk's pages
import "./htmx-setup.js";
