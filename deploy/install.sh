#!/bin/sh
# 在 /opt/gongban/src 里以 root 运行：装上或更新 /opt/gongban/venv 和命令 gongban · as root in /opt/gongban/src: install or bring up to date
set -eu
cd "$(dirname "$0")/.."
venv=/opt/gongban/venv
npm ci --silent
npm run --silent build
[ -x $venv/bin/pip ] || python3 -m venv $venv
$venv/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
$venv/bin/python tools/compile_words.py
$venv/bin/pip install --quiet --disable-pip-version-check --no-deps --force-reinstall .
install -m 755 deploy/gongban /usr/local/bin/gongban
echo "已装好 · installed: $(git describe --always 2>/dev/null || echo gongban)"
