/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_FLOW_CODEC_H
#define SYNTHNET_FLOW_CODEC_H

#include "flow-symbols.h"

#include "ns3/editable-packet.h"

#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-netdiffusion
 * @brief A flow as symbols, of which DecodeFlow() makes the same headers and times again.
 *
 * Nothing of the headers is lost but checksums, nor of the times; of the payload its length stays.
 * @param packets of one flow, as TakeApart() made them, with their times and directions
 */
FlowSymbols EncodeFlow(const std::vector<EditablePacket>& packets);

/**
 * @ingroup synthnet-netdiffusion
 * @brief The packets that the symbols say, whole, with a payload of zeros and right checksums.
 *
 * Any symbols give packets: what names a number that is not there becomes the next best one.
 * A raw packet of EncodeFlow() has its headers only, without checksums made right.
 */
std::vector<EditablePacket> DecodeFlow(const FlowSymbols& flow);

} // namespace ns3::synthnet

#endif // SYNTHNET_FLOW_CODEC_H
