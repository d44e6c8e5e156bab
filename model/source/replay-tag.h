/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_REPLAY_TAG_H
#define SYNTHNET_REPLAY_TAG_H

#include "ns3/ns3-version.h"

#include "ns3/tag.h"

#include <cstdint>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-replay
 * @brief Tells which packet of a capture a replayed packet is.
 */
struct ReplayedPacket
{
    uint64_t number{0};    //!< in the capture, counted from 1
    uint32_t loop{0};      //!< counted from 0
    uint32_t flow{0};      //!< counted from 0, when flows are counted
    bool fromClient{true}; //!< sent by the client's node
    bool isForward{true};  //!< from the source of its flow's first packet
};

/**
 * @ingroup synthnet-replay
 * @brief A packet tag of replayed packets: whose they are, and which.
 */
class ReplayTag : public Tag
{
  public:
    /// @return the type
    static TypeId GetTypeId();

    uint32_t replay{0};  //!< number of the replay that sent it
    uint8_t protocol{0}; //!< of the transport, behind extension headers
    ReplayedPacket packet;

    // Tag
    TypeId GetInstanceTypeId() const override;
    uint32_t GetSerializedSize() const override;
    void Serialize(TagBuffer buffer) const override;
    void Deserialize(TagBuffer buffer) override;
    void Print(std::ostream& stream) const override;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_REPLAY_TAG_H
