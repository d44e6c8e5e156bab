#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# doc/repair-rules.txt, which doc/repair.rst shows, is what the program says of its rules.
. "$(dirname "$0")/check.sh" "$1"

"$build/synthnet-packets" rules >"$scratch/rules.txt"
accepts "the manual has the rules of repair" diff "$scratch/rules.txt" "$source/doc/repair-rules.txt"
