#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Repairs random and damaged flows, and lets tshark and `synthnet-packets inspect` judge them.

  scratch/repair-study.py --out=DIR [--pcaps=DIR] [--flows=200] [--seed=7] [--inspectOnly]

Three kinds of input: that many flows of the first, half as many of each other:
  random   nPrint rows of random bits; of each header a share of the cells is there
  rows     real flows as nPrint, with 0.2 to 5 % of the cells changed
  pcap     real flows as captures, one to four bits or bytes changed in 2 to 50 % of the packets
The latter two are made of the flows of the captures in --pcaps, and left out without it. DIR has
what was made and repaired, and study.csv, a line a flow; the sums are printed. Needs tshark, but
for --inspectOnly, which leaves what it finds at 0. The
program is that of build/, or of the folder that SYNTHNET_BUILD names.
"""
import argparse
import collections
import csv
import os
import pathlib
import random
import struct
import subprocess
import sys

BUILD = os.environ.get("SYNTHNET_BUILD") or pathlib.Path(__file__).resolve().parent.parent / "build"
PROGRAM = pathlib.Path(BUILD) / "synthnet-packets"
HEADERS = ("ipv4", "ipv6", "tcp", "udp", "icmp")
ERROR, WARNING = "8388608", "6291456"  # tshark's severities
PCAP_HEADER, RECORD_HEADER = 24, 16
LINK_HEADERS = {1: 14, 101: 0, 113: 16}  # bytes before IP, by link type
HEADERS_OF = {6: 40, 17: 28, 1: 28}  # bytes of IPv4 and transport, by protocol


def stop(text):
    sys.exit("repair-study: " + text)


def run(*command):
    result = subprocess.run([str(part) for part in command], capture_output=True, text=True)
    if result.returncode != 0:
        stop(f"{command[0]} {command[1]}: {result.stderr.strip()}")
    return result.stdout


def random_rows(path, columns, draw):
    """Writes rows whose cells are there with a probability that each header has."""
    shares = {name: draw.choice([0, 0.02, 0.66, 0.98, 1]) for name in HEADERS}
    with open(path, "w", encoding="ascii") as out:
        out.write(",".join(columns) + "\n")
        for row in range(draw.choice([8, 32, 100])):
            cells = [
                str(draw.getrandbits(1)) if draw.random() < shares[name.split("_")[0]] else "-1"
                for name in columns[1:]
            ]
            out.write(",".join([str(row)] + cells) + "\n")


def damaged_rows(path, rows, draw):
    share = draw.choice([0.002, 0.01, 0.05])
    with open(path, "w", encoding="ascii") as out:
        out.write(rows[0] + "\n")
        for line in rows[1:]:
            cells = line.split(",")
            for i in range(1, len(cells)):
                if cells[i] != "-1" and draw.random() < share:
                    other = "1" if cells[i] == "0" else "0"
                    cells[i] = draw.choice(["0", "1", "-1"]) if draw.random() < 0.3 else other
                elif cells[i] == "-1" and draw.random() < share / 20:
                    cells[i] = draw.choice("01")
            out.write(",".join(cells) + "\n")


def damaged_capture(path, source, draw):
    data = bytearray(source.read_bytes())
    link = struct.unpack_from("<I", data, 20)[0]
    ip = LINK_HEADERS[link]
    share = draw.choice([0.02, 0.1, 0.5])
    has_bits = draw.random() < 0.5
    starts = []
    at = PCAP_HEADER
    while at < len(data):
        captured = struct.unpack_from("<I", data, at + 8)[0]
        starts.append((at + RECORD_HEADER + ip, captured - ip))
        at += RECORD_HEADER + captured
    damaged = [each for each in starts if draw.random() < share] or [draw.choice(starts)]
    for start, size in damaged:
        for _ in range(draw.choice([1, 1, 2, 4])):
            headers = HEADERS_OF.get(data[start + 9], 20)
            place = start + draw.randrange(min(headers, size))
            data[place] = data[place] ^ 1 << draw.randrange(8) if has_bits else draw.randrange(256)
    path.write_bytes(data)


def ask_tshark(capture):
    """Counts of what tshark finds, with its checks of checksums."""
    fields = ["_ws.malformed", "_ws.expert.severity"]
    checksums = [name + ".checksum.status" for name in ("ip", "tcp", "udp", "icmp", "icmpv6")]
    options = [f"{name}.check_checksum:TRUE" for name in ("ip", "tcp", "udp")]
    command = ["tshark", "-r", capture, "-T", "fields", "-E", "aggregator=|"]
    for option in options:
        command += ["-o", option]
    for field in fields + checksums:
        command += ["-e", field]
    counts = collections.Counter()
    for line in run(*command).splitlines():
        cells = (line.split("\t") + [""] * 7)[:7]
        severities = cells[1].split("|")
        counts["malformed"] += bool(cells[0])
        counts["errors"] += severities.count(ERROR)
        counts["warnings"] += severities.count(WARNING)
        counts["wrongChecksums"] += any("0" in cell.split("|") for cell in cells[2:])
    return counts


def judge(capture, needs_tshark):
    """Counts of what tshark and inspect find."""
    counts = ask_tshark(capture) if needs_tshark else collections.Counter()
    counts.update(judge_table(capture, capture.with_suffix(".csv")))
    return counts


def judge_table(capture, table):
    """Counts of what inspect finds."""
    counts = collections.Counter()
    run(PROGRAM, "inspect", f"--pcap={capture}", f"--out={table}", "--overwrite")
    with open(table, newline="", encoding="utf-8") as rows:
        for row in csv.DictReader(rows):
            for name in ("packets", "faulty", "acknowledging", "rightlyAcknowledging"):
                counts[name] += int(row[name])
    return counts


def make(options, out, draw, undamaged):
    """Makes the inputs. Yields kind and path; undamaged gets what captures were made of."""
    columns = {}
    for name, more in (("all", []), ("some", ["--withoutAddresses"])):
        empty = out / "columns.pcap"
        # One packet: 20 bytes of IPv4 and 8 of UDP.
        packet = bytes([0x45, 0, 0, 28, 0, 0, 0, 0, 64, 17] + [0] * 10 + [0, 9, 0, 9, 0, 8, 0, 0])
        empty.write_bytes(
            struct.pack("<IHHIIII", 0xA1B2C3D4, 2, 4, 0, 0, 65535, 101)
            + struct.pack("<IIII", 0, 0, len(packet), len(packet))
            + packet
        )
        rows = out / "columns.nprint"
        run(PROGRAM, "encode", f"--pcap={empty}", f"--out={rows}", "--overwrite", *more)
        columns[name] = rows.read_text(encoding="ascii").split("\n")[0].split(",")
    for i in range(options.flows):
        path = out / f"random-{i}.nprint"
        random_rows(path, columns["all" if i % 2 else "some"], draw)
        yield "random", path
    if not options.pcaps:
        return
    flows = []
    for capture in sorted(pathlib.Path(options.pcaps).glob("*.pcap")):
        folder = out / ("flows-" + capture.stem)
        run(PROGRAM, "split", f"--pcap={capture}", f"--out={folder}", "--overwrite")
        flows += sorted(path for path in folder.glob("*.pcap") if path.stat().st_size > 1500)
    if not flows:
        stop(f"{options.pcaps}: no flow of more than 1500 bytes, expected captures NAME.pcap")
    for i in range(options.flows):
        source = draw.choice(flows)
        if i % 2:
            path = out / f"pcap-{i}.pcap"
            damaged_capture(path, source, draw)
            undamaged[path] = source
            yield "pcap", path
            continue
        path = out / f"rows-{i}.nprint"
        more = ["--withoutAddresses"] if i % 4 else []
        run(PROGRAM, "encode", f"--pcap={source}", f"--out={path}", "--overwrite", *more)
        damaged_rows(path, path.read_text(encoding="ascii").split("\n")[:-1], draw)
        yield "rows", path


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", required=True)
    parser.add_argument("--pcaps")
    parser.add_argument("--inspectOnly", action="store_true")
    parser.add_argument("--flows", type=int, default=200)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    out = pathlib.Path(options.out)
    out.mkdir(parents=True, exist_ok=True)
    names = ["packets", "malformed", "errors", "warnings", "wrongChecksums", "faulty",
             "acknowledging", "rightlyAcknowledging"]
    sums = collections.defaultdict(collections.Counter)
    with open(out / "study.csv", "w", newline="", encoding="utf-8") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["input"] + names)
        undamaged = {}
        for kind, path in make(options, out, random.Random(options.seed), undamaged):
            repaired = out / (path.stem + "-repaired.pcap")
            option = "--nprint=" if path.suffix == ".nprint" else "--pcap="
            run(PROGRAM, "repair", f"{option}{path}", f"--out={repaired}", "--overwrite")
            counts = judge(repaired, not options.inspectOnly)
            if path in undamaged:
                before = judge_table(undamaged[path], path.with_suffix(".before.csv"))
                counts["acknowledgingBefore"] = before["acknowledging"]
                counts["rightBefore"] = before["rightlyAcknowledging"]
            table.writerow([path.name] + [counts[name] for name in names])
            sums[kind].update(counts)
    for kind, counts in sums.items():
        acknowledging = counts["acknowledging"] or 1
        before = ""
        if counts["acknowledgingBefore"]:
            share = 100 * counts["rightBefore"] / counts["acknowledgingBefore"]
            before = f", before the damage {share:.2f} % of {counts['acknowledgingBefore']}"
        print(f"{kind}: {counts['packets']} packets, {counts['wrongChecksums']} wrong checksums, "
              f"{counts['malformed']} malformed, {counts['errors']} errors, "
              f"{counts['warnings'] / (counts['packets'] or 1):.4f} warnings a packet, "
              f"{100 * counts['rightlyAcknowledging'] / acknowledging:.2f} % of "
              f"{counts['acknowledging']} acknowledgements right{before}")


if __name__ == "__main__":
    main()
