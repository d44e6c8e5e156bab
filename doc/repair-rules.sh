#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Prints the rules of repair as the table of doc/repair.rst:
#   doc/repair-rules.sh >doc/repair-rules.txt
# The program is that of build/, or of the folder that SYNTHNET_BUILD names.
set -eu -o pipefail
export LC_ALL=C.UTF-8
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
build=${SYNTHNET_BUILD:-$root/build}

# A rule is three lines: NAME (SCOPE): FIELD, FIELD -> FIELD, what holds behind it, its source.
"$build/synthnet-packets" rules | awk '
    function literals(fields) { gsub(/[^ ,]+/, "``&``", fields); return fields }
    BEGIN {
        print ".. list-table::\n   :header-rows: 1\n   :widths: 15 6 15 14 33 17\n"
        print "   * - rule\n     - scope\n     - reads\n     - writes\n     - what holds behind it\n     - source"
    }
    NR % 3 == 1 {
        match($0, / \([a-z]+\): /)
        name = substr($0, 1, RSTART - 1)
        scope = substr($0, RSTART + 2, RLENGTH - 5)
        fields = substr($0, RSTART + RLENGTH)
        arrow = index(fields, "-> ")
        reads = literals(substr(fields, 1, arrow - 1))
        sub(/ +$/, "", reads)
        print "   * - ``" name "``\n     - " scope
        print reads == "" ? "     - nothing" : "     - " reads
        print "     - " literals(substr(fields, arrow + 3))
    }
    NR % 3 != 1 { sub(/^ +/, ""); print "     - " $0 }'
