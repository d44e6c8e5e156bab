#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# The first environment of the manual: a rule decides about the queue of one switch.
. "$(dirname "$0")/check.sh" "$1"

if [ ! -x "$build/synthnet-first-control" ]; then
    skip "the first environment runs" "synthnet-first-control is not built"
    exit
fi
accepts "the first environment runs" "$build/synthnet-first-control"
cp "$scratch/stdout" "$scratch/steps"
accepts "it runs again" "$build/synthnet-first-control"
cp "$scratch/stdout" "$scratch/again"
run cmp "$scratch/again" "$scratch/steps" && pass "an episode of the same seed is the same" ||
    fail "an episode of the same seed is the same" "it is not"

# tell PATTERN NUMBER: so many steps match
tell()
{
    [ "$(grep -cE "$1" "$scratch/steps")" -ge "$2" ]
}

run tell "^[0-9.]+ packets found, then earned (-2|0|0\.1|0\.5|1|2)$" 25 &&
    pass "a decision each 4 s of 120" || fail "a decision each 4 s of 120" "there are fewer"
run tell "^[0-9]*[1-9][0-9.]* packets found" 5 && pass "the download fills the queue" ||
    fail "the download fills the queue" "it does not"
