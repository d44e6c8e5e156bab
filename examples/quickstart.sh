#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Installs what is missing, builds, simulates ten minutes of the measured testbed at two buffer
# depths, makes tables and pictures of them, trains generators on one of the tables and agents that
# control queues, damages a capture and repairs it, and says where to look.
#   QUICKSTART_SECONDS   simulated seconds of each run, 600 when not set
set -eu
export LC_ALL=C.UTF-8
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
build=$root/build

echo "== packages"
test/packages.sh build

echo "== build"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
if ! { cmake -S . -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Release -DCMAKE_UNITY_BUILD=ON \
    -DSYNTHNET_TORCH=ON -DSYNTHNET_TESTS=OFF -DSYNTHNET_BENCH=OFF &&
    cmake --build "$build"; } </dev/null >"$log" 2>&1; then
    tail -n 40 "$log" >&2
    echo "synthnet: the build failed" >&2
    exit 1
fi

out=$root/out/quickstart
real=$root/../shared/data/testbed-2022
seconds=${QUICKSTART_SECONDS:-600}

echo "== two testbed runs of $seconds simulated seconds"
testbed()
{
    "$build/synthnet-testbed" --scenario=2022 --depth="$1" --duration="$seconds" --load=sinusoid \
        --seed=1 --run=1 --out="$out/depth-$1" --overwrite
}
testbed 32 2> >(cat >&2) & # behind a pipe it shows no progress; one line of that is enough
testbed 64
wait $!

echo "== tables and pictures"
for depth in 32 64; do
    "$build/synthnet-dataset" join --int="$out/depth-$depth/int.csv" \
        --dash="$out/depth-$depth/dash.csv" --out="$out/depth-$depth/table.csv" --overwrite
done
# The real logs are not part of this repository; without them, one depth against the other.
if [ -e "$real/int_32.txt" ]; then
    gap="the simulated logs against the real ones, at depth 32"
    "$build/synthnet-gap" --realInt="$real/int_32.txt" --realDash="$real/dash_32.txt" \
        --sim="$out/depth-32" --out="$out/gap" --overwrite
else
    gap="depth 64 against depth 32"
    "$build/synthnet-gap" --realInt="$out/depth-32/int.csv" --realDash="$out/depth-32/dash.csv" \
        --sim="$out/depth-64" --out="$out/gap" --overwrite
fi

# Small versions: a study trains the first for ten minutes and the second for 10000 steps a phase.
echo "== generators of telemetry, and how good the better one is"
models=$out/generators
mkdir -p "$models"
"$build/synthnet-timegan" train --generator=diffusion --data="$out/depth-32/table.csv" --steps=300 \
    --model="$models/diffusion.safetensors" --overwrite
"$build/synthnet-timegan" train --generator=timegan --data="$out/depth-32/table.csv" --steps=100 \
    --model="$models/timegan.safetensors" --overwrite
for generator in diffusion timegan; do
    "$build/synthnet-timegan" sample --model="$models/$generator.safetensors" --rows=28800 --seed=2 \
        --out="$models/$generator.csv" --overwrite
done
"$build/synthnet-timegan" evaluate --real="$out/depth-32/table.csv" \
    --synthetic="$models/diffusion.csv" --seeds=1 --discriminativeSteps=200 --predictiveSteps=200 \
    --encoderSteps=50 --out="$out/evaluation" --overwrite

# Small versions: a study learns in 20 episodes of ten minutes and evaluates in ten.
echo "== agents that set the depth of queues, one from the simulation and one from tables"
agents=$out/agents
mkdir -p "$agents"
collect()
{
    "$build/synthnet-agent" collect --depth="$1" --seed=1 --duration=600 --out="$agents/logs$1" \
        --overwrite
}
collect 32 2> >(cat >&2) &
collect 64
wait $!
"$build/synthnet-agent" train --env=live --episodes=3 --duration=300 --seed=1 \
    --agent="$agents/online.safetensors" --overwrite
"$build/synthnet-agent" train --env=synthetic --data32="$agents/logs32/table.csv" \
    --data64="$agents/logs64/table.csv" --seed=1 --agent="$agents/offline.safetensors" --overwrite
"$build/synthnet-agent" evaluate --env=live --runs=2 --duration=300 --seed=99 \
    --policy="$agents/online.safetensors,$agents/offline.safetensors,fixed:32,fixed:64,random" \
    --out="$agents/evaluation" --overwrite

echo "== in-band telemetry in the video's own packets, captured on every link"
"$build/synthnet-int" --mode=md --load=none --duration=30 --seed=1 --run=1 --out="$out/int-md" \
    --overwrite
"$build/synthnet-int" decode --pcap="$out/int-md/switch2-switch3.pcap" \
    --out="$out/int-md/decoded.csv" --overwrite

echo "== a capture as bits and as an image, and captures repaired"
packets=$out/packets
capture=$out/int-md/switch3-player1.pcap
mkdir -p "$packets"
"$build/synthnet-packets" encode --pcap="$capture" --withoutAddresses --out="$packets/video.nprint" \
    --overwrite
"$build/synthnet-packets" image --nprint="$packets/video.nprint" --out="$packets/video.png" --overwrite
"$build/synthnet-packets" repair --nprint="$packets/video.nprint" --like="$capture" --seed=1 \
    --out="$packets/of-bits.pcap" --overwrite
# The TCP flags of the first packet become SYN, FIN, RST, PSH, ACK and URG.
cp "$capture" "$packets/damaged.pcap"
printf '\077' | dd of="$packets/damaged.pcap" bs=1 seek=87 conv=notrunc status=none
"$build/synthnet-packets" inspect --pcap="$packets/damaged.pcap"
"$build/synthnet-packets" repair --pcap="$packets/damaged.pcap" --seed=1 \
    --out="$packets/repaired.pcap" --report="$packets/changes.csv" --overwrite
"$build/synthnet-packets" inspect --pcap="$packets/repaired.pcap"

echo "== where to look"
cat <<END
programs  $build/synthnet-*, each with --help
logs      $out/depth-32 and depth-64: int.csv, dash.csv, qoe.json, run.json
tables    table.csv beside the logs: telemetry and video quality, a row a second
gap       $out/gap: $gap
          gap.csv, and pictures timeseries.png, cdf.png, boxes.png (also as .svg)
models    $models: a small diffusion model and a small TimeGAN of the table, and what they drew
scores    $out/evaluation/index.html: how near the synthetic table is to the simulated one
agents    $agents: an agent trained in the simulation and one from two tables;
          evaluation/evaluation.csv: what they earn beside fixed depths
INT       $out/int-md: a pcap of each link, decoded.csv: the INT headers of one; overhead.csv
packets   $packets: video.nprint and video.png, the headers of a simulated capture as bits and as an
          image; of-bits.pcap, a capture made of them; a damaged one, repaired; changes.csv
END
