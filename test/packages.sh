#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The one list of the Debian packages that synthnet needs, and their installation.
#   test/packages.sh build   what the build and the programs need
#   test/packages.sh test    that, and what the tests need
# The network is used only when a package is missing.
set -eu

# ns-3's CMake targets name libraries of packages that libns3-dev does not depend on: ns3 (its
# raw-sock-creator), libgsl-dev, libsqlite3-dev, libxml2-dev, and libboost-dev for its headers.
build="g++ cmake make ninja-build
       libns3-dev ns3 libgsl-dev libsqlite3-dev libxml2-dev libboost-dev
       libboost-program-options-dev libeigen3-dev nlohmann-json3-dev libpugixml-dev libpcap-dev
       libpng-dev libtorch-dev libopenblas0-pthread gnuplot-nox
       libzmq3-dev libprotobuf-dev protobuf-compiler"
test="libgtest-dev libbenchmark-dev clang libclang-rt-dev clang-format python3-sphinx
      python3-zmq python3-protobuf"

case ${1:-} in
build) wanted=$build ;;
test) wanted="$build $test" ;;
*)
    echo "usage: $0 build|test" >&2
    exit 1
    ;;
esac

fail()
{
    echo "synthnet: $1" >&2
    exit 1
}

command -v dpkg-query >/dev/null && command -v apt-get >/dev/null ||
    fail "this system has no apt-get; install the equivalents of: $(echo $wanted)"

missing=
for package in $wanted; do
    status=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) || status=none
    [ "$status" = installed ] || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

if [ "$(id -u)" = 0 ]; then
    as_root="env DEBIAN_FRONTEND=noninteractive"
elif ! command -v sudo >/dev/null; then
    fail "neither root nor sudo; an administrator must run: apt-get install$missing"
elif [ -t 0 ]; then
    as_root="sudo env DEBIAN_FRONTEND=noninteractive"
elif sudo -n true 2>/dev/null; then
    as_root="sudo -n env DEBIAN_FRONTEND=noninteractive"
else
    fail "sudo asks for a password and there is no terminal; first run: sudo apt-get install$missing"
fi

echo "installing:$missing"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
{ $as_root apt-get -q update &&
    $as_root apt-get -q -y --no-install-recommends install $missing; } </dev/null >"$log" 2>&1 || {
    tail -n 20 "$log" >&2
    fail "apt-get could not install:$missing"
}
