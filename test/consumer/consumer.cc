/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "ns3/synthnet-module.h"

#include "ns3/core-module.h"

#include <iostream>

// Uses both libraries and ns-3: a record, a file that appears when complete, a simulated second.
int
main(int argc, char* argv[])
{
    if (argc != 2)
    {
        std::cerr << "usage: consumer FILE\n";
        return 1;
    }
    ns3::Simulator::Schedule(ns3::Seconds(1), [path = argv[1]]() {
        ns3::synthnet::OutputFile file(path, true);
        file.Stream() << ns3::Simulator::Now().GetSeconds() << '\n';
        file.Commit();
    });
    ns3::Simulator::Run();
    ns3::Simulator::Destroy();
    return 0;
}
