#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Trains a generator on a table with several seeds, draws a table from each model, evaluates it, and
# gathers the scores.
#   scratch/generators.sh --data=TABLE --out=DIR [--generator=timegan|diffusion]
#                         [--seeds="1 2 3 4 5"] [--windows=1200] [--seqLen=24] [--split]
#                         [--evaluate="OPTION…"] [--jobs=N] [-- OPTION…]
# --split trains on seven of every ten blocks of 120 rows and compares with the others, which tells
# what was learned by heart. --evaluate has options of synthnet-timegan evaluate; what follows --
# goes to train. DIR/SEED.safetensors is a model, DIR/SEED.csv what it drew with the same seed,
# DIR/SEED-scores its evaluation, and DIR/scores.csv all scores with the column seed before theirs;
# their medians over the seeds are printed. What is there already is kept, and an interrupted
# training goes on. The programs are those of build/, or of the folder that SYNTHNET_BUILD names.
set -eu
export LC_ALL=C.UTF-8
build=${SYNTHNET_BUILD:-$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)/build}

stop()
{
    echo "generators: $1" >&2
    exit 1
}

data= out= generator=timegan seeds="1 2 3 4 5" windows=1200 seqLen=24 split= evaluate= jobs=$(nproc)
while [ $# -gt 0 ]; do
    case $1 in
    --data=* | --out=* | --generator=* | --seeds=* | --windows=* | --seqLen=* | --evaluate=* | \
        --jobs=*)
        name=${1%%=*}
        declare "${name#--}=${1#*=}"
        ;;
    --split) split=yes ;;
    --)
        shift
        break
        ;;
    *) stop "unknown option $1, expected --data, --out, --generator, --seeds, --windows, --seqLen, --split, --evaluate or --jobs" ;;
    esac
    shift
done
[ -n "$data" ] || stop "--data is missing"
[ -n "$out" ] || stop "--out is missing"
mkdir -p "$out"

train=$data
real=$data
if [ -n "$split" ]; then
    train=$out/train.csv
    real=$out/held.csv
    if [ ! -e "$real" ]; then
        "$build/synthnet-dataset" split --in="$data" --trainOut="$train" --heldOut="$real" --overwrite
    fi
fi

# Called as: one_seed SEED OPTION…
one_seed()
{
    local seed=$1 model=$out/$1.safetensors
    shift
    # xargs starts no further seed after an exit status of 255.
    if [ ! -e "$model" ]; then
        "$build/synthnet-timegan" train --generator="$generator" --data="$train" \
            --seqLen="$seqLen" --seed="$seed" --threads=1 --model="$model" "$@" || return 255
    fi
    if [ ! -e "$out/$seed.csv" ]; then
        "$build/synthnet-timegan" sample --model="$model" --rows=$((windows * seqLen)) \
            --seed="$seed" --out="$out/$seed.csv" || return 255
    fi
    if [ ! -e "$out/$seed-scores/scores.csv" ]; then
        local compared=(--real="$real")
        [ -z "$split" ] || compared+=(--train="$train" --realBlock=120)
        # shellcheck disable=SC2086 # several options
        "$build/synthnet-timegan" evaluate "${compared[@]}" --synthetic="$out/$seed.csv" \
            --seqLen="$seqLen" --seed="$seed" --out="$out/$seed-scores" --overwrite $evaluate \
            >"$out/$seed-scores.txt" || return 255
    fi
    echo "seed $seed done"
}
export -f one_seed
export build out generator windows seqLen evaluate train real split

printf '%s\n' $seeds | xargs -P "$jobs" -I '{}' bash -c 'one_seed "$@"' one_seed '{}' "$@" ||
    stop "a seed failed"

for seed in $seeds; do
    awk -v seed="$seed" 'NR == 1 { print "seed," $0; next } { print seed "," $0 }' \
        "$out/$seed-scores/scores.csv"
done | awk 'NR == 1 || !/^seed,/' >"$out/scores.csv.partial"
mv "$out/scores.csv.partial" "$out/scores.csv"

# Of every score, over the seeds. Names may hold commas within quotes, values are the last six.
awk -F, '
    function median(list,   values, count, i, j, held) {
        count = split(list, values, " ")
        for (i = 2; i <= count; ++i) {
            held = values[i] + 0
            for (j = i - 1; j > 0 && values[j] + 0 > held; --j) { values[j + 1] = values[j] }
            values[j + 1] = held
        }
        return count % 2 ? values[(count + 1) / 2] : (values[count / 2] + values[count / 2 + 1]) / 2
    }
    BEGIN { printf "%-34s %-44s %10s %10s\n", "median over the seeds", "of", "synthetic", "real" }
    NR > 1 {
        name = $0
        sub(/^[^,]*,/, "", name)
        measure = name
        sub(/,.*/, "", measure)
        of = substr(name, length(measure) + 2)
        if (of ~ /^"/) { sub(/^"/, "", of); sub(/".*/, "", of) } else { sub(/,.*/, "", of) }
        key = measure SUBSEP of
        if (!(key in synthetic)) { order[++keys] = key }
        synthetic[key] = synthetic[key] " " $(NF - 5)
        real[key] = real[key] " " $(NF - 2)
    }
    END {
        for (i = 1; i <= keys; ++i) {
            split(order[i], part, SUBSEP)
            printf "%-34s %-44s %10.4g %10.4g\n", part[1], substr(part[2], 1, 44),
                median(synthetic[order[i]]), median(real[order[i]])
        }
    }' "$out/scores.csv"
