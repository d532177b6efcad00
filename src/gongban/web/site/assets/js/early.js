// 最先运行：告诉样式有脚本可用。Runs first: tells the styles that there is script.
document.documentElement.classList.add("has-script");
