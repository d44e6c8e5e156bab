/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// In-band Network Telemetry: makes a table of what a capture has of it.

#include "int-decode-verb.h"
#include "program.h"

int
main(int argc, char* argv[])
{
    using namespace ns3::synthnet;
    Program program("synthnet-int",
                    "In-band Network Telemetry (INT): tables of what is in captures.");
    IntDecodeVerb decode;
    decode.AddTo(program);
    return program.Run(argc, argv);
}
