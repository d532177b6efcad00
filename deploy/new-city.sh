#!/bin/sh
# 抄一份城市文件夹，不带虚构的人，只留管理员 · a copy of a city folder without its invented people but the administrator
#   sudo sh deploy/new-city.sh cities/jiangcheng /etc/gongban/city
set -eu
[ ! -e "$2" ] || { echo "$2 已经有了，不覆盖 · $2 is there already and is not overwritten" >&2; exit 1; }
cp -r "$1" "$2"
rm -f "$2/held_facts.yaml"
sed -i '/^ *specialists:/d' "$2/departments.yaml"
{ sed -n "1,5p" "$1/people.yaml"; echo; echo "staff:"; grep 'roles: \[administrator\]' "$1/people.yaml"; } > "$2/people.yaml"
echo "已抄到 $2，请改成自己的 · copied to $2; make it yours"
