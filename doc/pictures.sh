#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Draws doc/pictures/*.png, which README and manual show, from the runs in traces/.
#   doc/pictures.sh [TRACES]
# The generators that it trains for this, about half an hour on one core, are kept in out/pictures;
# interrupted, it goes on. The programs are those of build/, or of the folder that SYNTHNET_BUILD
# names.
set -eu
export LC_ALL=C.UTF-8
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
traces=${1:-$root/traces}
build=${SYNTHNET_BUILD:-$root/build}
pictures=$root/doc/pictures
out=$root/out/pictures
mkdir -p "$out" "$pictures"

# Called as: draw NAME, with a gnuplot script on standard input that writes the file `picture`
draw()
{
    { echo "picture = '$out/$1.png'" && cat; } | gnuplot
    mv "$out/$1.png" "$pictures/$1.png"
    echo "drew doc/pictures/$1.png"
}

"$build/synthnet-gap" --realInt="$traces/2022-depth-32/int.csv" \
    --realDash="$traces/2022-depth-32/dash.csv" --sim="$traces/2022-depth-64" \
    --realLabel="simulated, queues of 32 packets" --otherLabel="simulated, queues of 64 packets" \
    --features=enq_qdepth2,Buffer,ReportedBitrate --pictures=png --out="$out/gap" --overwrite \
    >/dev/null
cp "$out/gap/timeseries.png" "$pictures/two-depths.png"
echo "drew doc/pictures/two-depths.png"

draw packets-as-bits <<END
set terminal pngcairo size 1300,300 font 'DejaVu Sans,10'
set output picture
unset key
set xrange [0:1408]
set yrange [0:64]
set tmargin 2.5
set xlabel 'bit of the headers'
set ylabel 'packet'
set ytics out nomirror ('1' 63.5, '20' 44.5, '40' 24.5, '64' 0.5)
set xtics out nomirror ('0' 0, '160' 160, '480' 480, '800' 800, '960' 960, '1280' 1280, '1344' 1344, '1408' 1408)
set label 1 'IPv4' at 80,68 center
set label 2 'options' at 320,68 center
set label 3 'IPv6' at 640,68 center
set label 4 'TCP' at 880,68 center
set label 5 'options' at 1120,68 center
set label 6 'UDP' at 1312,68 center
set label 7 'ICMP' at 1376,68 center
plot '$traces/packets/video-columns.png' binary filetype=png center=(704,32) with rgbimage
END

"$build/synthnet-dataset" join --int="$traces/2022-depth-32/int.csv" \
    --dash="$traces/2022-depth-32/dash.csv" --out="$out/table.csv" --overwrite
for model in timegan-100 timegan-1000 timegan-10000 diffusion; do
    steps=${model#*-}
    [ "$model" != diffusion ] || steps=
    if [ ! -e "$out/$model.safetensors" ]; then
        "$build/synthnet-timegan" train --generator="${model%-*}" --data="$out/table.csv" \
            ${steps:+--steps=$steps} --model="$out/$model.safetensors"
    fi
    "$build/synthnet-timegan" sample --model="$out/$model.safetensors" --rows=28800 --seed=2 \
        --out="$out/$model.csv" --overwrite
done

draw timegan-losses <<END
set terminal pngcairo size 1200,380 font 'DejaVu Sans,10' enhanced
set output picture
set datafile separator ','
losses = '$out/timegan-10000.safetensors.losses.csv'
set multiplot layout 1,3
set logscale y
set format y '%g'
set xlabel 'step of the phase'
set xtics 2500
set key top right
set grid ytics lc rgb '#dddddd'
set yrange [0.001:200]
of(phase, column) = strcol(1) eq phase ? column : NaN
set title 'embedding'
plot losses skip 1 using 2:(of('embedding', \$3)) with lines lw 1.5 lc rgb '#1f77b4' title 'reconstruction'
set title 'supervised'
plot losses skip 1 using 2:(of('supervised', \$4)) with lines lw 1.5 lc rgb '#2ca02c' title 'supervised'
set title 'joint'
plot losses skip 1 using 2:(of('joint', \$3)) with lines lw 1.5 lc rgb '#1f77b4' title 'reconstruction', \
    losses skip 1 using 2:(of('joint', \$4)) with lines lw 1.5 lc rgb '#2ca02c' title 'supervised', \
    losses skip 1 using 2:(of('joint', \$5)) with lines lw 1 lc rgb '#ff7f0e' title 'adversarial', \
    losses skip 1 using 2:(of('joint', \$6)) with lines lw 1 lc rgb '#9467bd' title 'moments', \
    losses skip 1 using 2:(of('joint', \$7)) with lines lw 1 lc rgb '#d62728' title 'discriminator'
END

# Ten windows of the playback buffer of each.
windows()
{
    awk -F, -v rows=24 '
        NR == 1 { for (i = 1; i <= NF; ++i) if ($i == "Buffer") column = i; next }
        { row = (NR - 2) % rows; window = int((NR - 2) / rows) }
        window % 2 == 0 && window < 20 { print row, $column }
        window % 2 == 0 && row == rows - 1 { print "" }' "$out/$1.csv" >"$out/$1.windows"
}
for table in table timegan-100 timegan-1000 timegan-10000 diffusion; do
    windows $table
done
draw generated-windows <<END
set terminal pngcairo size 1300,330 font 'DejaVu Sans,10'
set output picture
set multiplot layout 1,5
set xlabel 'row of the window'
set xrange [0:23]
set yrange [0:16]
set grid ytics lc rgb '#dddddd'
unset key
set ylabel 'playback buffer (s)'
set title 'simulated'
plot for [w = 0:9] '$out/table.windows' every :::w::w with lines lc w + 1
unset ylabel
set title 'TimeGAN, 100 steps a phase'
plot for [w = 0:9] '$out/timegan-100.windows' every :::w::w with lines lc w + 1
set title 'TimeGAN, 1,000 steps'
plot for [w = 0:9] '$out/timegan-1000.windows' every :::w::w with lines lc w + 1
set title 'TimeGAN, 10,000 steps'
plot for [w = 0:9] '$out/timegan-10000.windows' every :::w::w with lines lc w + 1
set title 'diffusion'
plot for [w = 0:9] '$out/diffusion.windows' every :::w::w with lines lc w + 1
END
