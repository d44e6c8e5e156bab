#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Installs what is missing, builds, and runs every test. A step that fails leaves the others
# running. The last line is the sum; the exit status is 0 only when nothing failed.
#   SYNTHNET_FUZZ_SECONDS   seconds for each fuzz target, 10 when not set
set -u
exec </dev/null
export CI=true LC_ALL=C.UTF-8
unset NS_LOG NS_GLOBAL_VALUE NS_TEST_RUNNER_OPTIONS DESTDIR
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd) || exit 1
cd "$root" || exit 1
build=$root/build
asan=$root/build-asan
logs=$build/test-logs

passed=0
failed=0
skipped=0

finish()
{
    local sum="$passed passed, $failed failed"
    [ $skipped -eq 0 ] || sum="$sum, $skipped skipped"
    echo "$sum"
    [ $failed -eq 0 ]
    exit
}

step()
{
    echo "== $1 (at $SECONDS s)"
}

# count PASSED FAILED SKIPPED STATUS LOG: adds to the sum; shows the log when something failed.
count()
{
    local bad=$2
    # Ended badly without saying which test failed: a crash, or the time ran out.
    [ "$4" -eq 0 ] || [ "$bad" -gt 0 ] || bad=1
    passed=$((passed + $1))
    failed=$((failed + bad))
    skipped=$((skipped + $3))
    echo "   $1 passed, $bad failed, $3 skipped"
    [ "$bad" -eq 0 ] || tail -n 60 "$5"
}

# check NAME COMMAND…: one test, passed when the command ends with 0.
check()
{
    local name=$1 log=$logs/${1//[^A-Za-z0-9]/-}.log
    shift
    "$@" >"$log" 2>&1
    local status=$?
    count $((status == 0)) 0 0 $status "$log"
    return $status
}

skip()
{
    echo "   skipped: $1"
    skipped=$((skipped + 1))
}

number_before() # PATTERN LOG: the number in the last line that matches
{
    local number
    number=$(sed -nE "s/$1/\\1/p" "$2" | tail -n 1)
    echo "${number:-0}"
}

# One half of the tests on each of two cores.
googletest() # PROGRAM [OPTION]
{
    local log=$logs/${1//[^A-Za-z0-9]/-} shards=2 shard
    local -a running
    for ((shard = 0; shard < shards; ++shard)); do
        GTEST_TOTAL_SHARDS=$shards GTEST_SHARD_INDEX=$shard timeout 1500 "$@" \
            >"$log-$shard.log" 2>&1 &
        running[shard]=$!
    done
    for ((shard = 0; shard < shards; ++shard)); do
        wait "${running[shard]}"
        local status=$?
        count "$(number_before '^\[  PASSED  \] ([0-9]+) tests?.*' "$log-$shard.log")" \
            "$(number_before '^\[  FAILED  \] ([0-9]+) tests?, listed.*' "$log-$shard.log")" \
            "$(number_before '^\[  SKIPPED \] ([0-9]+) tests?, listed.*' "$log-$shard.log")" \
            $status "$log-$shard.log"
    done
}

# Each suite in a process of its own, as ns-3.43's runner demands.
ns3_suites() # PROGRAM
{
    local suites suite log status
    suites=$("$1" --list 2>/dev/null)
    [ -n "$suites" ] || check "ns-3 test suites are listed" false
    for suite in $suites; do
        log=$logs/${1//[^A-Za-z0-9]/-}-$suite.log
        echo "   $suite"
        timeout 900 "$1" --suite="$suite" --verbose >"$log" 2>&1
        status=$?
        count "$(grep -cE '^  PASS ' "$log")" "$(grep -cE '^  FAIL ' "$log")" 0 $status "$log"
    done
}

program_test() # SCRIPT
{
    local log=$logs/${1//[^A-Za-z0-9]/-}.log
    timeout 900 "$1" "$build" >"$log" 2>&1
    local status=$?
    count "$(grep -c '^PASS ' "$log")" "$(grep -c '^FAIL ' "$log")" "$(grep -c '^SKIP ' "$log")" \
        $status "$log"
}

# The three kinds of compiled tests of one build folder. FOLDER [OPTION of the unit tests]
compiled_tests()
{
    step "$(basename "$1"): unit tests"
    googletest "$1/synthnet-core-tests" "${@:2}"
    googletest "$1/synthnet-bridge-tests"
    [ ! -e "$1/synthnet-torch-tests" ] || googletest "$1/synthnet-torch-tests"
    [ ! -e "$1/synthnet-unit-tests" ] || googletest "$1/synthnet-unit-tests" "${@:2}"
    if [ -e "$1/synthnet-test-runner" ]; then
        step "$(basename "$1"): ns-3 test suites"
        ns3_suites "$1/synthnet-test-runner"
    fi
}

mkdir -p "$logs" || exit 1
step "packages"
if ! test/packages.sh test; then
    failed=1
    finish
fi

step "code format"
case $(clang-format --version 2>/dev/null) in
*"version 14."*)
    mapfile -t sources < <(find */ -path 'build*' -prune -o -name '*.cc' -print -o -name '*.h' -print)
    check "code format" clang-format --dry-run -Werror "${sources[@]}"
    ;;
*) skip "clang-format is not version 14, whose layout the code has" ;;
esac

step "build"
check "configure" cmake -S . -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Release \
    -DCMAKE_UNITY_BUILD=ON -DSYNTHNET_TORCH=ON -DSYNTHNET_TESTS=ON -DSYNTHNET_BENCH=ON &&
    check "build" cmake --build "$build" -- -k 0
compiled_tests "$build"

for script in test/programs/*-test.sh; do
    step "$(basename "$script" .sh)"
    program_test "$script"
done

# What a packet costs beside stock ns-3 routers, and the most that it may cost, which is far above
# what is measured (doc/results.md), so that a busy machine does not fail it.
forwarding_speed() # RATIOS
{
    timeout 300 "$build/bench-forwarding" --seconds=5 --runs=5 >"$1" || return
    cat "$1"
    awk '/^IntSwitch/ { ++lines; most = /INT-MD/ ? 1.3 : /probe/ ? 1.0 : 0.7; within += $NF <= most }
         END { exit !(lines == 3 && within == 3) }' "$1"
}
step "speed"
check "forwarding speed" forwarding_speed "$logs/forwarding-speed.txt" &&
    sed 's/^/   /' "$logs/forwarding-speed.txt"

# The fused GRU against LibTorch's; the bar is 4 times as fast, a busy machine may fall short of it.
training_speed() # RATIOS
{
    timeout 300 "$build/bench-timegan" --rounds=3 >"$1" || return
    cat "$1"
    awk '/^joint step/ { ++lines; within += $(NF - 3) >= 2.5 } END { exit !(lines == 4 && within == 4) }' "$1"
}
check "training speed" training_speed "$logs/training-speed.txt" &&
    sed 's/^/   /' "$logs/training-speed.txt"

# Processor time of a step in tables and of a learning step; the aims are 1 and 100 µs, of which a
# busy machine gets a half.
control_speed() # TIMES
{
    timeout 120 "$build/bench-environment" --benchmark_min_time=0.2 \
        --benchmark_filter='Steps/nearest' --benchmark_format=csv >"$1" 2>/dev/null &&
        timeout 120 "$build/bench-control" --benchmark_min_time=0.2 \
            --benchmark_filter='LearningStep$' --benchmark_format=csv >>"$1" 2>/dev/null || return
    cat "$1"
    awk -F, '/^"Steps/ { ++lines; within += $4 <= 2000 }
             /^"LearningStep"/ { ++lines; within += $4 <= 200000 }
             END { exit !(lines == 2 && within == 2) }' "$1"
}
check "speed of learning" control_speed "$logs/control-speed.txt"

# Packets a second to nPrint's bits; the bars are a million to memory and 200,000 to text, of which a
# busy machine gets a half.
nprint_speed() # RATES
{
    timeout 120 "$build/bench-nprint" >"$1" # its status: whether the bars themselves are reached
    cat "$1"
    awk -F, '/^to / { ++lines; within += $2 >= $4 / 2 } END { exit !(lines == 2 && within == 2) }' "$1"
}
check "nPrint speed" nprint_speed "$logs/nprint-speed.txt" && sed 's/^/   /' "$logs/nprint-speed.txt"

# A step in the process against one through ns3-gym's protocol, of which it is to cost a fiftieth.
interface_speed() # RATIO
{
    timeout 300 "$build/bench-gym" --runs=3 >"$1" || return
    cat "$1"
    awk '/^through/ { ++lines; within += $NF >= 50 } END { exit !(lines == 1 && within == 1) }' "$1"
}
if [ -x "$build/bench-gym" ]; then
    check "interface speed" interface_speed "$logs/interface-speed.txt" &&
        sed 's/^/   /' "$logs/interface-speed.txt"
else
    skip "bench-gym is not built: no bridge"
fi

# Without LibTorch: its libraries are not built for the sanitizers' reports.
step "build with sanitizers"
check "configure with sanitizers" cmake -S . -B "$asan" -G Ninja \
    -DCMAKE_C_COMPILER=clang -DCMAKE_CXX_COMPILER=clang++ \
    -DCMAKE_BUILD_TYPE=Debug -DCMAKE_CXX_FLAGS_DEBUG="-O1 -g1" \
    -DCMAKE_UNITY_BUILD=ON -DSYNTHNET_SANITIZE=address,undefined -DSYNTHNET_FUZZ=ON \
    -DSYNTHNET_TORCH=OFF -DSYNTHNET_TESTS=ON -DSYNTHNET_BENCH=OFF &&
    check "build with sanitizers" cmake --build "$asan" -- -k 0
# Without the studies of real tables and of agents: eight minutes of code that the tests of
# EvaluateProgram and AgentProgram run as well.
long_tests=EvaluationOfRealTables.*:AgentStudyProgram.AStudyMakes*:AgentProgram.AnInterrupted*
compiled_tests "$asan" --gtest_filter="-$long_tests"

step "fuzz targets"
fuzz() # TARGET
{
    local seeds=("test/fuzz/corpus/$1"/*)
    [ -e "${seeds[0]}" ] && seeds=("test/fuzz/corpus/$1") || seeds=()
    mkdir -p "$asan/corpus/$1"
    timeout 300 "$asan/$1" -seed=1 -timeout=10 -rss_limit_mb=2048 \
        -max_total_time="${SYNTHNET_FUZZ_SECONDS:-10}" -artifact_prefix="$asan/$1-" \
        "$asan/corpus/$1" "${seeds[@]}"
}
targets=()
for source in test/fuzz/fuzz-*.cc; do
    targets+=("$(basename "$source" .cc)")
done
for ((i = 0; i < ${#targets[@]}; i += 2)); do # on two cores
    echo "   ${targets[*]:i:2}"
    fuzz "${targets[i]}" >"$logs/${targets[i]}.log" 2>&1 &
    first=$!
    [ $((i + 1)) -ge ${#targets[@]} ] || check "${targets[i + 1]}" fuzz "${targets[i + 1]}"
    wait "$first"
    status=$?
    count $((status == 0)) 0 0 $status "$logs/${targets[i]}.log"
done

step "manual"
check "manual" sphinx-build -W --keep-going -q -b html doc "$build/doc"

step "end"
finish
