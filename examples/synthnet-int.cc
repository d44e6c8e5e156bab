/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// In-band Network Telemetry in the testbed, and the table of what a capture has of it.

#include "int-decode-verb.h"
#include "int-simulation.h"
#include "program.h"

int
main(int argc, char* argv[])
{
    using namespace ns3::synthnet;
    Program program(
        "synthnet-int",
        "In-band Network Telemetry (INT v2.1): simulates the video testbed with it, and "
        "captures every link.\nWrites int.csv, dash.csv, qoe.json, a pcap for each "
        "link, overhead.csv, which has the same\nrun without telemetry beside it, and "
        "run.json.");
    IntSimulation simulation;
    simulation.AddTo(program);
    IntDecodeVerb decode;
    decode.AddTo(program);
    return program.Run(argc, argv);
}
