#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Draws doc/pictures/*.png, which the README shows, from the runs in traces/.
#   doc/pictures.sh [TRACES]
# The programs are those of build/, or of the folder that SYNTHNET_BUILD names.
set -eu
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
traces=${1:-$root/traces}
build=${SYNTHNET_BUILD:-$root/build}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

"$build/synthnet-gap" --realInt="$traces/2022-depth-32/int.csv" \
    --realDash="$traces/2022-depth-32/dash.csv" --sim="$traces/2022-depth-64" \
    --realLabel="simulated, queues of 32 packets" --otherLabel="simulated, queues of 64 packets" \
    --features=enq_qdepth2,Buffer,ReportedBitrate --pictures=png --out="$scratch/gap" >/dev/null
mkdir -p "$root/doc/pictures"
cp "$scratch/gap/timeseries.png" "$root/doc/pictures/two-depths.png"
echo "drew doc/pictures/two-depths.png"
