#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# What each way of telemetry costs in the testbed, over several runs.
#   scratch/int-overhead.sh --out=DIR [--runs=10] [--modes="md mx xd probe"] [--jobs=N] [-- OPTION…]
# What follows -- goes to synthnet-int, such as --load=none or --duration=60. DIR/MODE-RUN is a
# run's folder, and what is there already is kept. DIR/overhead.csv has the rows of all, with the
# column run before theirs. Printed is, of each mode, the mean over the runs and its standard error;
# goodput and delay are differences to the same run without telemetry.
set -eu
export LC_ALL=C.UTF-8
build=${SYNTHNET_BUILD:-$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)/build}

stop()
{
    echo "int-overhead: $1" >&2
    exit 1
}

out= runs=10 modes="md mx xd probe" jobs=$(nproc)
while [ $# -gt 0 ]; do
    case $1 in
    --out=* | --runs=* | --modes=* | --jobs=*)
        name=${1%%=*}
        declare "${name#--}=${1#*=}"
        ;;
    --)
        shift
        break
        ;;
    *) stop "unknown option $1, expected --out, --runs, --modes or --jobs" ;;
    esac
    shift
done
[ -n "$out" ] || stop "--out is missing"
mkdir -p "$out"

# Called as: one_run MODE RUN OPTION…
one_run()
{
    local folder=$out/$1-$2
    # xargs starts no further run after an exit status of 255.
    [ -e "$folder/overhead.csv" ] ||
        "$build/synthnet-int" --mode="$1" --run="$2" --captures=none --out="$folder" --overwrite \
            "${@:3}" >"$out/$1-$2.txt" || return 255
}
export -f one_run
export build out

for run in $(seq "$runs"); do
    for mode in $modes; do
        echo "$mode $run"
    done
done | xargs -P "$jobs" -L 1 bash -c 'one_run "${@: -2}" "${@:1:$#-2}"' one_run "$@" ||
    stop "a run failed"

for run in $(seq "$runs"); do
    for mode in $modes; do
        awk -v run="$run" 'NR == 1 { print "run," $0; next } { print run "," $0 }' \
            "$out/$mode-$run/overhead.csv"
    done
done | awk 'NR == 1 || !/^run,/' >"$out/overhead.csv.partial"
mv "$out/overhead.csv.partial" "$out/overhead.csv"

awk -F, '
    function add(mode, what, value) {
        sum[mode, what] += value
        squares[mode, what] += value * value
    }
    function mean(mode, what) { return sum[mode, what] / count[mode] }
    function text(mode, what,   variance, n) {
        n = count[mode]
        variance = n > 1 ? (squares[mode, what] - n * mean(mode, what) ^ 2) / (n - 1) : 0
        return sprintf("%.4g (%.2g)", mean(mode, what), sqrt(variance > 0 ? variance / n : 0))
    }
    NR == 1 { for (i = 1; i <= NF; ++i) { column[$i] = i }; next }
    $2 == "none" { for (i = 1; i <= NF; ++i) { without[i] = $i }; next }
    {
        if (!($2 in count)) { order[++modes] = $2 }
        ++count[$2]
        add($2, "bytes", $(column["bytesPerPacket"]))
        add($2, "share", 100 * $(column["share"]))
        add($2, "goodput", $(column["goodputMbps"]) - without[column["goodputMbps"]])
        add($2, "delay", $(column["meanDelayMs"]) - without[column["meanDelayMs"]])
        add($2, "tail", $(column["percentile95DelayMs"]) - without[column["percentile95DelayMs"]])
    }
    END {
        format = "%-6s %-16s %-16s %-18s %-18s %-18s\n"
        printf format, "mode", "bytes/packet", "% of all bytes", "goodput, Mbit/s", "delay, ms",
            "95th perc., ms"
        for (i = 1; i <= modes; ++i) {
            m = order[i]
            printf format, m, text(m, "bytes"), text(m, "share"), text(m, "goodput"),
                text(m, "delay"), text(m, "tail")
        }
    }' "$out/overhead.csv"
