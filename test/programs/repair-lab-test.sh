#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# The commands of doc/repair-lab.rst print what the page says, and those of traces/README.md make the
# lab's capture again.
. "$(dirname "$0")/check.sh" "$1"

page=$source/doc/repair-lab.rst
trace=$source/traces/packets
if [ ! -x "$build/synthnet-packets" ]; then
    skip "the lab's commands print what the page says" "synthnet-packets is not built"
    exit
fi
export PATH=$build:$PATH

# Each session of the page: commands behind `$`, and what they print.
awk '/^\.\. code-block:: console/ { inside = 1; next }
     inside && /^[^ ]/ { inside = 0 }
     inside && NF { print substr($0, 3) }' "$page" >"$scratch/session"
repeat()
(
    mkdir "$scratch/lab" && cp "$trace/video.pcap" "$scratch/lab" && cd "$scratch/lab" || return
    local line
    grep '^\$ ' "$scratch/session" | while read -r _ line; do
        printf '$ %s\n' "$line"
        bash -c "$line" 2>&1 </dev/null
    done
)
repeat >"$scratch/repeated"
name="the lab's commands print what the page says"
if [ "$(grep -c '^\$ ' "$scratch/session")" -lt 30 ]; then
    fail "$name" "the page has few commands"
else
    accepts "$name" diff "$scratch/session" "$scratch/repeated"
fi

# The packets that the page describes, where it has no command.
broken() # NAME OFFSET OCTAL
{
    cp "$trace/video.pcap" "$scratch/$1.pcap"
    # shellcheck disable=SC2059 # an escape
    printf "\\$3" | dd of="$scratch/$1.pcap" bs=1 seek="$2" conv=notrunc status=none
    synthnet-packets repair --pcap="$scratch/$1.pcap" --out="$scratch/$1-repaired.pcap" >/dev/null
}
broken port 17439 121
synthnet-packets inspect --pcap="$scratch/port.pcap" >"$scratch/inspected"
accepts "the lab's broken port is another flow" grep '^123 packets in 2 flows,' "$scratch/inspected"
accepts "the lab's port comes back" cmp "$trace/video.pcap" "$scratch/port-repaired.pcap"
broken zero 17424 000
accepts "the lab's TTL of 0 becomes what it was" cmp "$trace/video.pcap" "$scratch/zero-repaired.pcap"

accepts "the trace's bits are those of its capture" synthnet-packets encode --max=64 \
    --pcap="$trace/video.pcap" --out="$scratch/video.nprint"
accepts "byte for byte" cmp "$scratch/video.nprint" "$trace/video.nprint"
accepts "and its image's" synthnet-packets unimage --image="$trace/video-columns.png" \
    --out="$scratch/unimage.nprint"
accepts "byte for byte, too" cmp "$scratch/unimage.nprint" "$trace/video.nprint"

if [ ! -x "$build/synthnet-int" ]; then
    skip "the commands of traces/README.md make the lab's capture" "synthnet-int is not built"
    exit
fi
mkdir -p "$scratch/again/traces/packets"
ln -s "$build" "$scratch/again/build"
sed -n '/^build\/synthnet-int --mode=probe/,/^```/p' "$source/traces/README.md" | grep -v '^```' \
    >"$scratch/commands"
again()
(
    cd "$scratch/again" && bash -e "$scratch/commands"
)
accepts "the commands of traces/README.md run" again
if grep -q '"ns-3": "3.37"' "$scratch/again/traces/packets/run.json" 2>/dev/null; then
    accepts "and make the lab's capture" cmp "$scratch/again/traces/packets/video.pcap" "$trace/video.pcap"
else
    skip "and make the lab's capture" "it is of ns-3.37"
fi
