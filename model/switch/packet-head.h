/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_PACKET_HEAD_H
#define SYNTHNET_PACKET_HEAD_H

#include "ns3/ns3-version.h"

#include "ns3/int-head.h"

#include "ns3/packet.h"

#include <cstddef>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-switch
 * @brief Copies the start of a packet: its headers, and some bytes behind them.
 * @param packet that begins with IPv4 or IPv6
 * @param place of INT in it
 * @param behind bytes behind the headers, as far as there are so many
 */
IntHead ReadHead(const Packet& packet, const IntPlace& place, std::size_t behind);

/**
 * @ingroup synthnet-switch
 * @brief Puts a start in place of that which a packet has. Tags stay.
 *
 * With Packet::EnableChecking(), the headers are IPv4 or IPv6 and UDP or TCP to ns-3, and INT is
 * part of the latter.
 * @param oldBytes of the start that is replaced
 */
void WriteHead(Packet& packet, std::size_t oldBytes, const IntHead& head);

} // namespace ns3::synthnet

#endif // SYNTHNET_PACKET_HEAD_H
