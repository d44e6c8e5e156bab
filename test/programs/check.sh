# SPDX-License-Identifier: GPL-2.0-only
#
# For the scripts beside this one: `. check.sh "$1"`, with the build folder. A check prints one
# line, PASS, FAIL or SKIP and its name; what a failed command printed follows, indented.
set -u
build=$(cd "${1:?usage: $0 BUILD}" && pwd)
source=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

pass()
{
    echo "PASS $1"
}

fail() # NAME WHY
{
    echo "FAIL $1: $2"
    sed 's/^/    /' "$scratch/stdout" "$scratch/stderr" 2>/dev/null | tail -n 20
}

skip() # NAME WHY
{
    echo "SKIP $1: $2"
}

run()
{
    "$@" >"$scratch/stdout" 2>"$scratch/stderr"
}

# accepts NAME COMMAND…: ends with 0
accepts()
{
    local name=$1
    shift
    if run "$@"; then pass "$name"; else fail "$name" "exit status $?"; fi
}

# refuses NAME PATTERN COMMAND…: ends with 1 and says why in one line that matches PATTERN
refuses()
{
    local name=$1 pattern=$2 status
    shift 2
    run "$@"
    status=$?
    if [ $status -ne 1 ]; then
        fail "$name" "exit status $status, expected 1"
    elif [ "$(wc -l <"$scratch/stderr")" -ne 1 ]; then
        fail "$name" "expected one line on standard error"
    elif ! grep -qE -- "$pattern" "$scratch/stderr"; then
        fail "$name" "expected /$pattern/"
    else
        pass "$name"
    fi
}
