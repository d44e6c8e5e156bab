#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# What is installed can be found, compiled against and run from where it lies.
. "$(dirname "$0")/check.sh" "$1"

accepts "the build is installed" cmake --install "$build" --prefix "$scratch/prefix"
accepts "find_package(synthnet) finds it" cmake -S "$source/test/consumer" -B "$scratch/consumer" \
    -G Ninja -DCMAKE_PREFIX_PATH="$scratch/prefix"
accepts "a program compiles against it" cmake --build "$scratch/consumer"
accepts "and runs" "$scratch/consumer/consumer" "$scratch/now.txt"
run cmp "$scratch/now.txt" - <<<1 && pass "with ns-3 and our library in it" ||
    fail "with ns-3 and our library in it" "its file is not as expected"
for program in "$scratch"/prefix/bin/synthnet-*; do
    [ ! -e "$program" ] || accepts "$(basename "$program") runs installed" "$program" --help
done
