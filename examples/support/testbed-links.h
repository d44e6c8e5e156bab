/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_TESTBED_LINKS_H
#define SYNTHNET_TESTBED_LINKS_H

#include "ns3/testbed.h"

#include <string>
#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-programs
 * @brief A cable of a testbed.
 */
struct TestbedLink
{
    std::string name;      //!< of both ends, the server's side first: `switch1-switch2`
    Ptr<EthernetPort> end; //!< the end on the server's side
    bool isInside{false};  //!< between two switches
};

/// @ingroup synthnet-programs
/// @return all of them: server, switches, players from player1 on, and load
std::vector<TestbedLink> LinksOf(const Testbed& testbed);

} // namespace ns3::synthnet

#endif // SYNTHNET_TESTBED_LINKS_H
