#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# doc/int-lab.rst says what traces/int-md has, and its command makes the same captures again.
. "$(dirname "$0")/check.sh" "$1"

page=$source/doc/int-lab.rst
trace=$source/traces/int-md
links="server-switch1 switch1-switch2 switch2-switch3 switch3-player1 switch3-load"
if [ ! -x "$build/synthnet-int" ]; then
    skip "the lab's packets are those of its captures" "synthnet-int is not built"
    exit
fi

# frame CAPTURE NUMBER: its bytes in hexadecimal, in one line
frame()
{
    od -An -v -tu1 -w1 "$1" | awk -v number="$2" '
        { byte[NR - 1] = $1 }
        function bytes(at) { return byte[at] + 256 * (byte[at + 1] + 256 * byte[at + 2]) }
        END { at = 24
              while (--number > 0) at += 16 + bytes(at + 8)
              for (i = 0; i < bytes(at + 8); ++i) printf "%02x", byte[at + 16 + i]
              print "" }'
}

# dump CAPTURE NUMBER: what the page prints of it, in the same form
dump()
{
    awk -v caption=":caption: $1.pcap, frame $2" '
        index($0, caption) { inside = 1; next }
        inside && /^ +[0-9a-f]+  / { $1 = ""; gsub(/ /, ""); printf "%s", $0; found = 1; next }
        inside && found { exit }
        END { print "" }' "$page"
}

for packet in "switch2-switch3 10" "switch1-switch2 10" "switch3-player1 10" "switch3-load 6"; do
    read -r link number <<<"$packet"
    name="the dump of $link, frame $number, is that of the capture"
    printed=$(dump "$link" "$number")
    if [ ${#printed} -ge 100 ] && [[ $(frame "$trace/$link.pcap" "$number") == "$printed"* ]]; then
        pass "$name"
    else
        fail "$name" "they differ"
    fi
done

# prints NAME: each line of the file is one of the page
prints()
{
    local line missing=""
    while read -r line; do
        grep -qxF "  $line" "$page" || missing=$line
    done <"$scratch/lines"
    if [ -s "$scratch/lines" ] && [ -z "$missing" ]; then
        pass "$1"
    else
        fail "$1" "the page lacks '$missing'"
    fi
}

accepts "the lab's capture is decoded" "$build/synthnet-int" decode \
    --pcap="$trace/switch2-switch3.pcap" --out="$scratch/table.csv"
cut -d, -f1,35-43,47,48 "$scratch/table.csv" | grep -E '^(packet|10),' >"$scratch/lines"
prints "the lab's values are those of the capture"
awk -F, '$1 == 10 { print $9, $13, $14, $15, $16, $10 $11 $12, $17, $18 }' "$scratch/table.csv" |
    sort -u >"$scratch/header"
run diff "$scratch/header" - <<<"0 9 253 0xfc80 0 000 0x0000 0x0000" &&
    pass "and those of the header" || fail "and those of the header" "they differ"

accepts "the lab's report is decoded" "$build/synthnet-int" decode \
    --pcap="$trace/switch3-load.pcap" --out="$scratch/reports.csv"
# Report's node, sequence number, flags and bitmap, then node, hop latency and packets found.
cut -d, -f1,20,22,24-28,36,39,41 "$scratch/reports.csv" | grep '^6,' >"$scratch/hops"
run diff "$scratch/hops" - <<'END' && pass "and says the same" || fail "and says the same" "it differs"
6,3,5,0,0,1,0,0x7c80,3,20688,1
6,3,5,0,0,1,0,0x7c80,2,21145,1
6,3,5,0,0,1,0,0x7c80,1,17332,2
END
grep ',6033447,' "$trace/int.csv" >"$scratch/lines"
prints "the lab's row is that of int.csv"

# The command of the page, into another directory.
command=$(sed -n 's|^  build/\(synthnet-int --mode=md .*\) --out=.*|\1|p' "$page")
# shellcheck disable=SC2086 # its words
accepts "the lab's command runs" "$build/"$command --out="$scratch/again"
cp "$scratch/stdout" "$scratch/printed"
if ! grep -q '"ns-3": "3.37"' "$scratch/again/run.json" 2>/dev/null; then
    skip "it makes the stored captures" "they are of ns-3.37"
    exit
fi
head -n 2 "$scratch/printed" >"$scratch/lines"
prints "it prints what the page says"
for link in $links; do
    run cmp "$scratch/again/$link.pcap" "$trace/$link.pcap" && pass "it makes the stored $link.pcap" ||
        fail "it makes the stored $link.pcap" "they differ"
done
run cmp "$scratch/again/int.csv" "$trace/int.csv" && pass "it makes the stored int.csv" ||
    fail "it makes the stored int.csv" "they differ"
