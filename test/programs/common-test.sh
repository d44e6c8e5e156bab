#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# What all programs have in common: --help, and one line for an option that does not exist.
. "$(dirname "$0")/check.sh" "$1"

for program in "$source"/examples/synthnet-*.cc; do
    [ -e "$program" ] || continue
    name=$(basename "$program" .cc)
    accepts "$name --help" "$build/$name" --help
    grep -q "$name" "$scratch/stdout" || fail "$name --help" "the program's name is not in its help"
    if "$build/$name" --help >/dev/full 2>"$scratch/stderr"; then
        fail "$name --help >/dev/full" "lost output is not noticed"
    fi
    grep -q "^$name: standard output could not be written$" "$scratch/stderr" ||
        fail "$name --help >/dev/full" "does not say that its output was lost"
    refuses "$name refuses an unknown option" "." "$build/$name" --noSuchOption=1
done
