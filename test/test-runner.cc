/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Runs the ns-3 test suites of the standalone build; in an ns-3 tree test.py does.
#include "ns3/ns3-version.h"

int
main(int argc, char* argv[])
{
    return ns3::TestRunner::Run(argc, argv);
}
