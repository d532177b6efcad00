// 居民端的脚本入口 the residents' pages
import "./htmx-setup.js";
