/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Captures as the load of the video testbed.

#include "program.h"
#include "replay-simulation.h"

int
main(int argc, char* argv[])
{
    using namespace ns3::synthnet;
    Program program("synthnet-replay",
                    "Simulates the video testbed with captures as its load, between its server and "
                    "the host of the\nload. Writes int.csv, dash.csv, qoe.json, what arrived "
                    "(far-end.pcap), what became of each flow\n(replay.csv), and run.json.");
    ReplaySimulation simulation;
    simulation.AddTo(program);
    return program.Run(argc, argv);
}
