#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Runs synthnet-testbed for every buffer depth and seed, and gathers the gap to real logs.
#   scratch/sweep.sh --out=DIR [--depths="32 64"] [--seeds="1 2 3 4 5"] [--jobs=N]
#                    [--realInt=FILE --realDash=FILE] [-- OPTION…]
# {depth} in the names of the real logs stands for the depth; what follows -- goes to
# synthnet-testbed. DIR/DEPTH-SEED is one run, DIR/DEPTH-SEED-gap its gap, and DIR/gap.csv all gap
# files with the columns depth and seed before theirs. Runs that are there already are kept. The
# programs are those of build/, or of the folder that SYNTHNET_BUILD names.
set -eu
build=${SYNTHNET_BUILD:-$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)/build}

stop()
{
    echo "sweep: $1" >&2
    exit 1
}

out= depths="32 64" seeds="1 2 3 4 5" jobs=$(nproc) realInt= realDash=
while [ $# -gt 0 ]; do
    case $1 in
    --out=* | --depths=* | --seeds=* | --jobs=* | --realInt=* | --realDash=*)
        name=${1%%=*}
        declare "${name#--}=${1#*=}"
        ;;
    --)
        shift
        break
        ;;
    *) stop "unknown option $1, expected --out, --depths, --seeds, --jobs, --realInt or --realDash" ;;
    esac
    shift
done
[ -n "$out" ] || stop "--out is missing"
[ -n "$realInt" ] && [ -n "$realDash" ] || [ -z "$realInt$realDash" ] ||
    stop "--realInt and --realDash go together"
mkdir -p "$out"

# Called as: one_run DEPTH SEED OPTION…
one_run()
{
    local depth=$1 seed=$2 run=$out/$1-$2
    shift 2
    if [ ! -e "$run/run.json" ]; then
        "$build/synthnet-testbed" --depth="$depth" --seed="$seed" --out="$run" --overwrite "$@" ||
            return 255 # xargs starts no further run
    fi
    if [ -n "$realInt" ] && [ ! -e "$run-gap/gap.csv" ]; then
        "$build/synthnet-gap" --realInt="${realInt//\{depth\}/$depth}" \
            --realDash="${realDash//\{depth\}/$depth}" --sim="$run" --out="$run-gap" --overwrite \
            >"$run-gap.txt" || return 255
    fi
    echo "depth $depth seed $seed done"
}
export -f one_run
export build out realInt realDash

for depth in $depths; do
    for seed in $seeds; do
        echo "$depth $seed"
    done
done | xargs -P "$jobs" -L 1 bash -c 'one_run "${@: -2:2}" "${@:1:$#-2}"' one_run "$@" ||
    stop "a run failed"

[ -n "$realInt" ] || exit 0
for depth in $depths; do
    for seed in $seeds; do
        awk -v run="$depth,$seed" 'NR == 1 { print "depth,seed," $0; next } { print run "," $0 }' \
            "$out/$depth-$seed-gap/gap.csv"
    done
done | awk 'NR == 1 || !/^depth,/' >"$out/gap.csv.partial"
mv "$out/gap.csv.partial" "$out/gap.csv"
echo "gathered in $out/gap.csv"
