#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# The first scenario of the README: probes tell of the queue that a TCP flow fills.
. "$(dirname "$0")/check.sh" "$1"

if [ ! -x "$build/synthnet-first-switch" ]; then
    skip "the first scenario runs" "synthnet-first-switch is not built"
    exit
fi
accepts "the first scenario runs" "$build/synthnet-first-switch"
cp "$scratch/stdout" "$scratch/probes"

# arrive PATTERN NUMBER: at least this many probes match
arrive()
{
    [ "$(grep -cE "$1" "$scratch/probes")" -ge "$2" ]
}

run arrive "^[0-9.]+ s: " 6 && pass "most of its ten probes cross the switch" ||
    fail "most of its ten probes cross the switch" "they do not"
# Ten to 31 packets of the 32, at a millisecond each.
run arrive "s: ([12][0-9]|3[01]) packets, [123][0-9]{4} us$" 5 &&
    pass "they find its queue filled" || fail "they find its queue filled" "they do not"
