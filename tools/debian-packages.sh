#!/bin/sh
# 浏览器测试用 Chromium，PDF 用中文字体。能装则装，否则说出那一条命令。
# Chromium for browser tests, a Chinese font for PDFs: installed where we may, else the one command is said.
set -u
missing=""
command -v chromium >/dev/null 2>&1 || missing="chromium"
fc-list 2>/dev/null | grep -qi -E "noto ?s(ans|erif) ?cjk|wqy|source han" || missing="$missing fonts-noto-cjk"
[ -z "$missing" ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    apt-get update -qq >/dev/null 2>&1
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends fontconfig $missing >/dev/null && exit 0
fi
echo "缺少系统软件包，请运行 · missing system packages, please run:  sudo apt-get install -y fontconfig $missing" >&2
exit 0
