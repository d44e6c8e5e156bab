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

# The adaptation rule that the manual shows, and how it says that a program takes it.
if [ -x "$scratch/prefix/bin/synthnet-testbed" ]; then
    sed -n '/climbing-rule.cc$/,/NS_OBJECT_ENSURE_REGISTERED/s/^   //p' "$source/doc/adaptation.rst" \
        >"$scratch/climbing-rule.cc"
    accepts "the manual's adaptation rule compiles" c++ -std=c++20 -shared -fPIC \
        -I "$scratch/prefix/include" "$scratch/climbing-rule.cc" -o "$scratch/climbing-rule.so"
    accepts "and synthnet-testbed takes it" env LD_PRELOAD="$scratch/climbing-rule.so" \
        "$scratch/prefix/bin/synthnet-testbed" --rule=ClimbingRule --load=none --duration=20 \
        --out="$scratch/climbed"
    run grep -q ";1280x720;" "$scratch/climbed/dash.csv" && pass "and climbs by it" ||
        fail "and climbs by it" "dash.csv has no row of the top quality"
fi

for program in "$scratch"/prefix/bin/synthnet-*; do
    [ ! -e "$program" ] || accepts "$(basename "$program") runs installed" "$program" --help
done
