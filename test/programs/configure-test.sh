#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# The configure step names what is missing, in one line.
. "$(dirname "$0")/check.sh" "$1"

# stops NAME LINE OPTION…: configuring with the options stops, and LINE stands in what it says
stops()
{
    local name=$1 line=$2
    shift 2
    if run cmake -S "$source" -B "$scratch/build" -G Ninja -DSYNTHNET_TORCH=OFF "$@"; then
        fail "$name" "configuring went through"
    elif ! grep -qE "^ *synthnet: $line\$" "$scratch/stderr"; then
        fail "$name" "expected a line 'synthnet: $line'"
    else
        pass "$name"
    fi
    rm -f "$scratch/build/CMakeCache.txt"
}

missing() # CMAKE-PACKAGE NAME DEBIAN-PACKAGE
{
    stops "a missing $2 is named" "$2 is missing: apt-get install $3" \
        -DCMAKE_DISABLE_FIND_PACKAGE_"$1"=ON
}

missing Boost "Boost.ProgramOptions" libboost-program-options-dev
missing Eigen3 "Eigen" libeigen3-dev
missing nlohmann_json "nlohmann JSON" nlohmann-json3-dev
missing pugixml "pugixml" libpugixml-dev
stops "a missing libpcap is named" "libpcap is missing: apt-get install libpcap-dev" \
    -DPCAP_INCLUDE_DIR=
stops "a libpcap without its library is named" "libpcap is missing: apt-get install libpcap-dev" \
    -DPCAP_LIBRARY=
missing PNG "libpng" libpng-dev
missing GTest "GoogleTest" libgtest-dev

no_bridge="-DZMQ_INCLUDE_DIR= -DCMAKE_DISABLE_FIND_PACKAGE_Protobuf=ON"
bridge_packages="libzmq3-dev libprotobuf-dev protobuf-compiler"
stops "the packages of a bridge that is asked for are named" \
    "ZeroMQ or protobuf is missing .*: apt-get install $bridge_packages, or .*-DSYNTHNET_GYM_BRIDGE=OFF" \
    -DSYNTHNET_GYM_BRIDGE=ON $no_bridge
accepts "without them the bridge is left out" cmake -S "$source" -B "$scratch/build" -G Ninja \
    -DSYNTHNET_TORCH=OFF $no_bridge
cp "$scratch/stdout" "$scratch/left"
run grep -q "without ns3-gym's bridge; for it: apt-get install $bridge_packages" "$scratch/left" &&
    pass "which is said" || fail "which is said" "it is not"
rm -f "$scratch/build/CMakeCache.txt"

# An ns-3 whose targets name FILE, which does not exist.
ns3_without() # FILE
{
    rm -rf "$scratch/ns3"
    mkdir -p "$scratch/ns3/lib/cmake/ns3"
    echo 'include("${CMAKE_CURRENT_LIST_DIR}/ns3Targets.cmake")' \
        >"$scratch/ns3/lib/cmake/ns3/ns3Config.cmake"
    printf 'message(FATAL_ERROR "loaded")\n# "ns3::core;%s"\n' "$1" \
        >"$scratch/ns3/lib/cmake/ns3/ns3Targets.cmake"
}

names_package() # FILE PACKAGE
{
    ns3_without "$1"
    stops "a file that ns-3's targets name, of $2, is looked for first" \
        ".*, which ns-3's CMake targets name, is missing: apt-get install $2" \
        -DCMAKE_PREFIX_PATH="$scratch/ns3"
}

names_package '${_IMPORT_PREFIX}/libexec/ns3/ns3.37-raw-sock-creator' ns3
names_package /nowhere/libgsl.so libgsl-dev
names_package /nowhere/libsqlite3.so libsqlite3-dev
names_package /nowhere/libxml2.so libxml2-dev

mkdir -p "$scratch/blas"
touch "$scratch/blas/libblas.so.3"
stops "a reference BLAS is refused with LibTorch" \
    "a fast BLAS is missing .*: apt-get install libopenblas0-pthread, or .*-DSYNTHNET_TORCH=OFF" \
    -DSYNTHNET_TORCH=ON -DSYNTHNET_BLAS="$scratch/blas/libblas.so.3"

# The simulator-free rooms alone, without ns-3 on the system.
accepts "without ns-3 the core is configured" cmake -S "$source" -B "$scratch/build" -G Ninja \
    -DSYNTHNET_TORCH=OFF -DSYNTHNET_NS3=OFF -DCMAKE_DISABLE_FIND_PACKAGE_ns3=ON
