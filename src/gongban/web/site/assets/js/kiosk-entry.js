// 自助机的脚本入口 the terminal's pages
import "./page.js";
import "./kiosk.js";
