#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# The parameter sweep in short: two depths, one seed, a few simulated seconds.
. "$(dirname "$0")/check.sh" "$1"
export SYNTHNET_BUILD=$build
sweep=$source/scratch/sweep.sh

refuses "an unknown option is refused" "unknown option --depth=3" "$sweep" --depth=3
refuses "a sweep without --out is refused" "--out is missing" "$sweep"
refuses "half a real log is refused" "go together" "$sweep" --out="$scratch/s" --realInt=x

if [ ! -x "$build/synthnet-testbed" ]; then
    skip "a sweep runs" "synthnet-testbed is not built"
    exit
fi
accepts "a sweep runs" "$sweep" --out="$scratch/sweep" --depths="8 16" --seeds=1 -- --duration=20
for depth in 8 16; do
    run test -s "$scratch/sweep/$depth-1/int.csv" && pass "the run at depth $depth has its log" ||
        fail "the run at depth $depth has its log" "int.csv is missing or empty"
done
# The run of one depth stands in for the real logs of both.
accepts "and its gaps are gathered" "$sweep" --out="$scratch/sweep" --depths="8 16" --seeds=1 \
    --realInt="$scratch/sweep/16-1/int.csv" --realDash="$scratch/sweep/16-1/dash.csv" \
    -- --duration=20
run awk -F, 'NR == 1 { exit !($1 == "depth" && $2 == "seed" && $3 == "feature") }' \
    "$scratch/sweep/gap.csv" && pass "gap.csv tells depth, seed and feature" ||
    fail "gap.csv tells depth, seed and feature" "its first line is different"
run grep -q '^8,1,' "$scratch/sweep/gap.csv" && run grep -q '^16,1,' "$scratch/sweep/gap.csv" &&
    pass "gap.csv has rows for both depths" || fail "gap.csv has rows for both depths" "it has not"
