#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Installs what is missing, builds, and says where the programs are.
set -eu
export LC_ALL=C.UTF-8
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
build=$root/build

echo "== packages"
test/packages.sh build

# LibTorch is not needed by what is run here.
echo "== build"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
if ! { cmake -S . -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Release -DSYNTHNET_TORCH=OFF \
    -DSYNTHNET_TESTS=OFF -DSYNTHNET_BENCH=OFF && cmake --build "$build"; } </dev/null >"$log" 2>&1; then
    tail -n 40 "$log" >&2
    echo "synthnet: the build failed" >&2
    exit 1
fi

echo "== where to look"
echo "programs  $build/synthnet-*"
