#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# The study of repair in short: a few flows of each kind, without tshark.
. "$(dirname "$0")/check.sh" "$1"

if [ ! -x "$build/synthnet-packets" ]; then
    skip "the study of repair runs" "synthnet-packets is not built"
    exit
fi
accepts "the study of repair runs" env SYNTHNET_BUILD="$build" "$source/scratch/repair-study.py" \
    --out="$scratch/study" --pcaps="$source/traces/packets" --flows=6 --inspectOnly
for kind in random rows pcap; do
    run awk -F, -v kind="$kind" '$1 ~ "^" kind { flows += $2 > 0; wrong += $8 != $9 }
        END { exit !(flows >= 3 && wrong == 0) }' "$scratch/study/study.csv" &&
        pass "$kind: flows are repaired, and their acknowledgements right" ||
        fail "$kind: flows are repaired, and their acknowledgements right" "they are not"
done
