#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# A trained model drives simulations: the same run gives the same files, another run others.
. "$(dirname "$0")/check.sh" "$1"

if [ ! -x "$build/synthnet-telemetry-source" ]; then
    skip "a trained model drives simulations" "built without LibTorch or ns-3"
    exit
fi
telemetry=$build/synthnet-telemetry-source
traffic=$build/synthnet-traffic-source
model=$scratch/model.safetensors
cd "$scratch" || exit 1
awk 'BEGIN { OFS = ","; print "enq_qdepth1,deq_timedelta1,deq_qdepth1,Rate"
             for (i = 0; i < 60; ++i) print i % 7, 50 * (i % 11), i % 5, 100 + i * 37 % 300 }' >table.csv
accepts "a model is trained" "$build/synthnet-timegan" train --data=table.csv --seqLen=6 --batch=8 \
    --steps=5 --scale=range --model="$model"

accepts "telemetry is simulated" "$telemetry" --model="$model" --duration=50 --out=first
accepts "and again" "$telemetry" --model="$model" --duration=50 --out=again
accepts "and in another run" "$telemetry" --model="$model" --duration=50 --run=2 --out=other
run test "$(wc -l <first/int.csv)" = 51 && pass "a probe arrives each second" ||
    fail "a probe arrives each second" "$(wc -l <first/int.csv) lines, expected 51"
run awk -F, 'NR == FNR { row[NR] = $2 "," $3 "," $4; next }
             FNR > 1 && $9 "," $10 "," $11 != row[FNR] { bad = 1 } END { exit bad }' \
    first/rows.csv first/int.csv && pass "the collector logs the rows" ||
    fail "the collector logs the rows" "int.csv and rows.csv differ"
for file in int.csv rows.csv; do
    run cmp first/$file again/$file && pass "the same run gives the same $file" ||
        fail "the same run gives the same $file" "they differ"
done
run cmp -s first/rows.csv other/rows.csv
[ $? -eq 1 ] && pass "another run gives other rows" ||
    fail "another run gives other rows" "they are equal"

for transport in udp tcp; do
    accepts "load is simulated over $transport" "$traffic" --model="$model" --column=Rate \
        --unit=packets/s --duration=20 --transport=$transport --out=$transport
    cp stdout printed
    # 100 to 400 packets a second; a segment of TCP has 536 bytes, a packet 1000.
    run awk '$1 == "queue:" && $2 > 1900 && $2 < 17000 { ok = 1 } END { exit !ok }' printed &&
        pass "and crosses the queue over $transport" ||
        fail "and crosses the queue over $transport" "the count of packets is not the rate's"
done

head -c 100 "$model" >cut.safetensors
refuses "a truncated model is refused" "cut.safetensors: byte 100: the file ends" \
    "$traffic" --model=cut.safetensors --column=Rate --out=none
refuses "a column that the model lacks is refused" "no column 'Speed', expected one of enq_qdepth1" \
    "$traffic" --model="$model" --column=Speed --out=none
refuses "a unit that is none is refused" "unit 'parsec' of a rate, expected packets/s" \
    "$traffic" --model="$model" --column=Rate --unit=parsec --out=none
refuses "a duration of nothing is refused" "--duration=0, expected more than 0" \
    "$telemetry" --model="$model" --duration=0 --out=none
[ ! -e none ] && pass "what is refused leaves no directory" ||
    fail "what is refused leaves no directory" "it is there"

awk 'BEGIN { print "enq_qdepth1,r"; for (i = 0; i < 60; ++i) print i % 7 "," (i % 3 ? "high" : "low") }' >texts.csv
accepts "a model with texts is trained" "$build/synthnet-timegan" train --data=texts.csv --seqLen=6 --batch=8 \
    --steps=5 --model=texts.safetensors
refuses "a column of texts is no rate" "column 'r' holds texts, expected numbers for a rate" \
    "$traffic" --model=texts.safetensors --column=r --out=none

# ends NAME COMMAND…: SIGTERM ends it with 143 and one line, and its directory is not there
ends()
{
    local name=$1 status
    shift
    run timeout --preserve-status -k 10 -s TERM 5 "$@" --duration=1e8 --out=stopped
    status=$?
    if [ $status -eq 143 ] && [ ! -e stopped ] &&
        [ "$(cat stderr)" = "$(basename "$1"): stopped by SIGTERM" ]; then
        pass "$name"
    else
        fail "$name" "exit status $status, expected 143, one line and no directory"
    fi
}
ends "a signal ends simulated telemetry" "$telemetry" --model="$model"
ends "a signal ends simulated load" "$traffic" --model="$model" --column=Rate
