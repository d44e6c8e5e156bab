/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "replay-tag.h"

#include <ostream>

namespace ns3::synthnet
{

NS_OBJECT_ENSURE_REGISTERED(ReplayTag);

TypeId
ReplayTag::GetTypeId()
{
    static TypeId tid = TypeId("ns3::synthnet::ReplayTag")
                            .SetParent<Tag>()
                            .SetGroupName("Synthnet")
                            .AddConstructor<ReplayTag>();
    return tid;
}

TypeId
ReplayTag::GetInstanceTypeId() const
{
    return GetTypeId();
}

uint32_t
ReplayTag::GetSerializedSize() const
{
    return 4 + 1 + 8 + 4 + 4 + 1;
}

void
ReplayTag::Serialize(TagBuffer buffer) const
{
    buffer.WriteU32(replay);
    buffer.WriteU8(protocol);
    buffer.WriteU64(packet.number);
    buffer.WriteU32(packet.loop);
    buffer.WriteU32(packet.flow);
    buffer.WriteU8(static_cast<uint8_t>(packet.fromClient | packet.isForward << 1));
}

void
ReplayTag::Deserialize(TagBuffer buffer)
{
    replay = buffer.ReadU32();
    protocol = buffer.ReadU8();
    packet.number = buffer.ReadU64();
    packet.loop = buffer.ReadU32();
    packet.flow = buffer.ReadU32();
    const uint8_t flags = buffer.ReadU8();
    packet.fromClient = (flags & 1) != 0;
    packet.isForward = (flags & 2) != 0;
}

void
ReplayTag::Print(std::ostream& stream) const
{
    stream << "replay=" << replay << " packet=" << packet.number << " loop=" << packet.loop;
}

} // namespace ns3::synthnet
