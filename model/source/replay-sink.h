/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_REPLAY_SINK_H
#define SYNTHNET_REPLAY_SINK_H

#include "replay-tag.h"

#include "ns3/ipv4.h"
#include "ns3/ipv6.h"
#include "ns3/node.h"
#include "ns3/object.h"
#include "ns3/packet.h"

#include <functional>
#include <map>
#include <set>
#include <tuple>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-replay
 * @brief Takes the replayed packets that arrive at a node, so that its TCP, UDP and ICMP neither
 * see nor answer them.
 *
 * It is aggregated to the node. A packet counts as arrived when IP gets it, before fragments are
 * put together. Then, in front of the transport protocol of the interface that it came from, stands
 * one that takes what is replayed and hands on all else.
 */
class ReplaySink : public Object
{
  public:
    /// @return the type
    static TypeId GetTypeId();

    /// Is told of an IP packet, whole.
    using Receiver = std::function<void(Ptr<const Packet>, const ReplayedPacket&)>;

    /// @param node with IPv4 or IPv6
    /// @return its sink, which is made when there is none
    static Ptr<ReplaySink> Of(Ptr<Node> node);

    void Add(uint32_t replay, Receiver receiver); //!< takes the packets of a replay
    void Remove(uint32_t replay);                 //!< its packets are still taken, and nobody told

    /// @return whether it is a packet of a replay that was added
    bool Takes(Ptr<const Packet> packet) const;

  protected:
    void DoDispose() override;

  private:
    void OnIpv4(Ptr<const Packet> packet, Ptr<Ipv4> ipv4, uint32_t interface);
    void OnIpv6(Ptr<const Packet> packet, Ptr<Ipv6> ipv6, uint32_t interface);
    template <typename Ip>
    void Take(Ptr<const Packet> packet, Ptr<Ip> ip, uint8_t version, uint32_t interface);

    std::map<uint32_t, Receiver> m_receivers;                  //!< by replay
    std::set<std::tuple<uint8_t, uint32_t, uint8_t>> m_guards; //!< version, interface, protocol
};

} // namespace ns3::synthnet

#endif // SYNTHNET_REPLAY_SINK_H
