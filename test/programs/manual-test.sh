#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# The C++ examples of the manual compile against an installed synthnet, and synthnet-testbed takes the
# adaptation rule that it shows.
. "$(dirname "$0")/check.sh" "$1"

if [ ! -x "$build/synthnet-testbed" ]; then
    skip "the manual's examples compile" "built without ns-3"
    exit
fi
prefix=$scratch/prefix
accepts "the build is installed" cmake --install "$build" --prefix "$prefix"

# PAGE: what its examples take for given
given()
{
    case $1 in
    dash) echo "Ptr<Node> serverNode, Ptr<Node> playerNode, Ipv4Address serverAddress" ;;
    match-action) echo "PacketFields fields, std::string text" ;;
    source) echo "Ptr<Node> node" ;;
    switch) echo "Ptr<Node> client, Ptr<Node> server, Ptr<Node> node" ;;
    telemetry) echo "Ptr<Node> server, Ptr<Node> player, Ipv4Address playerAddress" ;;
    wave) echo "Scenario& scenario" ;;
    esac
}

# Each example as the body of a function.
examples()
{
    cat <<END
#include "ns3/synthnet-module.h"
#include "ns3/core-module.h"
#include "ns3/internet-module.h"
#include "ns3/network-module.h"
using namespace ns3;
using namespace ns3::synthnet;
struct Scenario
{
    uint32_t StartPlayer();
    void StopPlayer(uint32_t);
};
void OnStall(Time);
void OnDrop(Ptr<const Packet>, const IntMetadata&, IntSwitch::DropReason);
void WriteRow(IntLog* log, const ProbeHops& hops, Time arrival);
void OnPath(const IntPath& path, Time arrival);
END
    local page pages="dash dataset evaluation gap int match-action switch telemetry testbed wave"
    [ ! -x "$build/synthnet-telemetry-source" ] || pages="$pages source" # needs LibTorch
    for page in $pages; do
        awk -v name="${page//-/}" -v given="$(given $page)" '
            /^\.\. code-block:: cpp/ { inside = 1; print "void " name (++count) "(" given ")\n{"; next }
            inside && /^[^ ]/ { inside = 0; print "}" }
            inside
            END { if (inside) print "}"; exit !count }' "$source/doc/$page.rst" ||
            echo "#error $page.rst has no example"
    done
}

mkdir "$scratch/examples"
examples >"$scratch/examples/examples.cc"
cat >"$scratch/examples/CMakeLists.txt" <<'END'
cmake_minimum_required(VERSION 3.21)
project(examples LANGUAGES CXX)
find_package(synthnet REQUIRED)
add_library(examples OBJECT examples.cc)
target_link_libraries(examples PRIVATE synthnet::synthnet)
END
compile_examples()
{
    cmake -S "$scratch/examples" -B "$scratch/examples/build" -G Ninja -DCMAKE_PREFIX_PATH="$prefix" &&
        cmake --build "$scratch/examples/build"
}
accepts "the manual's examples compile" compile_examples

# As doc/testbed.rst says.
sed -n '/climbing-rule.cc$/,/NS_OBJECT_ENSURE_REGISTERED/s/^   //p' "$source/doc/adaptation.rst" \
    >"$scratch/climbing-rule.cc"
accepts "the manual's adaptation rule compiles" c++ -std=c++20 -shared -fPIC -I "$prefix/include" \
    "$scratch/climbing-rule.cc" -o "$scratch/climbing-rule.so"
accepts "synthnet-testbed takes it" env LD_PRELOAD="$scratch/climbing-rule.so" \
    "$prefix/bin/synthnet-testbed" --rule=ClimbingRule --load=none --duration=20 --out="$scratch/run"
run grep -q ";1280x720;" "$scratch/run/dash.csv" && pass "and climbs by it" ||
    fail "and climbs by it" "dash.csv has no row of the top quality"
