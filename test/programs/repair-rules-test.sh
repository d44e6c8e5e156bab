#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# The table of doc/repair.rst has the rules that the program applies.
. "$(dirname "$0")/check.sh" "$1"

if [ ! -x "$build/synthnet-packets" ]; then
    skip "the manual has the rules of repair" "synthnet-packets is not built"
    exit
fi
accepts "the rules are listed" env SYNTHNET_BUILD="$build" "$source/doc/repair-rules.sh"
cp "$scratch/stdout" "$scratch/rules.txt"
accepts "the manual has the rules of repair" diff "$scratch/rules.txt" "$source/doc/repair-rules.txt"
