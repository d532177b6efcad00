#!/bin/sh
# 建立 ./.venv。Debian 把 venv 的一部分放在另一个包里：能装则装，否则说出那一条命令。
# Make ./.venv. Debian keeps a part of venv in a package of its own: installed where we may, else the one command is said.
set -u
python=${1:-python3}
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || {
    echo "需要 Python 3.11 或更新的版本 · Python 3.11 or newer is needed" >&2
    exit 1
}
"$python" -m venv .venv >/dev/null 2>&1 && exit 0
rm -rf .venv
package=$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    apt-get update -qq >/dev/null 2>&1
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$package" >/dev/null &&
        "$python" -m venv .venv && exit 0
fi
echo "无法建立 .venv，请运行 · cannot make .venv, please run:  sudo apt-get install -y $package" >&2
exit 1
