#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# The study of a generator in short: two seeds, a few steps, few windows.
. "$(dirname "$0")/check.sh" "$1"
export SYNTHNET_BUILD=$build
study=$source/scratch/generators.sh

refuses "an unknown option is refused" "unknown option --depth=3" "$study" --depth=3
refuses "a study without --out is refused" "--out is missing" "$study" --data=x
refuses "a study without --data is refused" "--data is missing" "$study" --out="$scratch/s"

if [ ! -x "$build/synthnet-timegan" ]; then
    skip "a study runs" "synthnet-timegan is not built"
    exit
fi
table="$scratch/a table.csv"
"$build/synthnet-dataset" join --int="$source/traces/2022-depth-32/int.csv" \
    --dash="$source/traces/2022-depth-32/dash.csv" --out="$table" >/dev/null
short=(--seeds="1 2" --windows=30
    --evaluate="--draws=2 --windows=20 --seeds=1 --pictures=none --discriminativeSteps=5
        --predictiveSteps=5 --encoderSteps=5")
for generator in timegan diffusion; do
    out="$scratch/a $generator"
    accepts "a study of $generator runs" "$study" --data="$table" --out="$out" --split \
        --generator=$generator "${short[@]}" -- --steps=2 --hiddenDim=4
    grep -qE '^M +all +[0-9.]+ +[0-9.]+$' "$scratch/stdout" &&
        pass "medians of $generator are printed" ||
        fail "medians of $generator are printed" "there is no line of M"
    run awk -F, 'NR == 1 { exit !($1 == "seed" && $2 == "measure") }' "$out/scores.csv" &&
        pass "scores.csv of $generator tells seed and measure" ||
        fail "scores.csv of $generator tells seed and measure" "its first line is different"
    run grep -q '^1,M' "$out/scores.csv" && run grep -q '^2,M' "$out/scores.csv" &&
        pass "scores.csv of $generator has rows of both seeds" ||
        fail "scores.csv of $generator has rows of both seeds" "it has not"
done
touch "$scratch/before"
accepts "what is there is kept" "$study" --data="$table" --out="$scratch/a timegan" --split \
    "${short[@]}" -- --steps=2 --hiddenDim=4
run test -z "$(find "$scratch/a timegan" -newer "$scratch/before" -name '*.safetensors')" &&
    pass "a model that is there is not trained again" ||
    fail "a model that is there is not trained again" "it was"
