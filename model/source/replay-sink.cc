/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "replay-sink.h"

#include "ns3/ip-l4-protocol.h"
#include "ns3/ipv4-interface.h"
#include "ns3/ipv6-interface.h"

#include <utility>

namespace ns3::synthnet
{

NS_OBJECT_ENSURE_REGISTERED(ReplaySink);

namespace
{

/**
 * @brief Stands in front of a transport protocol.
 */
class ReplayGuard : public IpL4Protocol
{
  public:
    /// @param sink of the node, which outlives this
    ReplayGuard(const ReplaySink* sink, uint8_t protocol)
        : m_sink(sink),
          m_protocol(protocol)
    {
    }

    int GetProtocolNumber() const override
    {
        return m_protocol;
    }

    RxStatus Receive(Ptr<Packet> packet,
                     const Ipv4Header& header,
                     Ptr<Ipv4Interface> interface) override
    {
        const auto transport = Behind(m_sink->GetObject<Ipv4>());
        return m_sink->Takes(packet) || !transport ? RX_OK
                                                   : transport->Receive(packet, header, interface);
    }

    RxStatus Receive(Ptr<Packet> packet,
                     const Ipv6Header& header,
                     Ptr<Ipv6Interface> interface) override
    {
        const auto transport = Behind(m_sink->GetObject<Ipv6>());
        return m_sink->Takes(packet) || !transport ? RX_OK
                                                   : transport->Receive(packet, header, interface);
    }

    void ReceiveIcmp(Ipv4Address source,
                     uint8_t ttl,
                     uint8_t type,
                     uint8_t code,
                     uint32_t info,
                     Ipv4Address payloadSource,
                     Ipv4Address payloadDestination,
                     const uint8_t payload[8]) override
    {
        if (const auto transport = Behind(m_sink->GetObject<Ipv4>()))
        {
            transport->ReceiveIcmp(source,
                                   ttl,
                                   type,
                                   code,
                                   info,
                                   payloadSource,
                                   payloadDestination,
                                   payload);
        }
    }

    void ReceiveIcmp(Ipv6Address source,
                     uint8_t ttl,
                     uint8_t type,
                     uint8_t code,
                     uint32_t info,
                     Ipv6Address payloadSource,
                     Ipv6Address payloadDestination,
                     const uint8_t payload[8]) override
    {
        if (const auto transport = Behind(m_sink->GetObject<Ipv6>()))
        {
            transport->ReceiveIcmp(source,
                                   ttl,
                                   type,
                                   code,
                                   info,
                                   payloadSource,
                                   payloadDestination,
                                   payload);
        }
    }

    void SetDownTarget(DownTargetCallback) override
    {
    }

    void SetDownTarget6(DownTargetCallback6) override
    {
    }

    DownTargetCallback GetDownTarget() const override
    {
        return {};
    }

    DownTargetCallback6 GetDownTarget6() const override
    {
        return {};
    }

  private:
    /// @return the node's own protocol, null when it has none
    template <typename Ip>
    Ptr<IpL4Protocol> Behind(Ptr<Ip> ip) const
    {
        return ip->GetProtocol(m_protocol);
    }

    const ReplaySink* m_sink;
    uint8_t m_protocol;
};

} // namespace

TypeId
ReplaySink::GetTypeId()
{
    static TypeId tid = TypeId("ns3::synthnet::ReplaySink")
                            .SetParent<Object>()
                            .SetGroupName("Synthnet")
                            .AddConstructor<ReplaySink>();
    return tid;
}

Ptr<ReplaySink>
ReplaySink::Of(Ptr<Node> node)
{
    if (const auto sink = node->GetObject<ReplaySink>())
    {
        return sink;
    }
    const auto sink = CreateObject<ReplaySink>();
    if (const auto ipv4 = node->GetObject<Ipv4>())
    {
        ipv4->TraceConnectWithoutContext("Rx",
                                         MakeCallback(&ReplaySink::OnIpv4, PeekPointer(sink)));
    }
    if (const auto ipv6 = node->GetObject<Ipv6>())
    {
        ipv6->TraceConnectWithoutContext("Rx",
                                         MakeCallback(&ReplaySink::OnIpv6, PeekPointer(sink)));
    }
    node->AggregateObject(sink);
    return sink;
}

void
ReplaySink::DoDispose()
{
    m_receivers.clear();
    Object::DoDispose();
}

void
ReplaySink::Add(uint32_t replay, Receiver receiver)
{
    m_receivers[replay] = std::move(receiver);
}

void
ReplaySink::Remove(uint32_t replay)
{
    m_receivers[replay] = nullptr;
}

bool
ReplaySink::Takes(Ptr<const Packet> packet) const
{
    ReplayTag tag;
    return packet->PeekPacketTag(tag) && m_receivers.count(tag.replay) > 0;
}

void
ReplaySink::OnIpv4(Ptr<const Packet> packet, Ptr<Ipv4> ipv4, uint32_t interface)
{
    Take(packet, ipv4, 4, interface);
}

void
ReplaySink::OnIpv6(Ptr<const Packet> packet, Ptr<Ipv6> ipv6, uint32_t interface)
{
    Take(packet, ipv6, 6, interface);
}

template <typename Ip>
void
ReplaySink::Take(Ptr<const Packet> packet, Ptr<Ip> ip, uint8_t version, uint32_t interface)
{
    ReplayTag tag;
    if (!packet->PeekPacketTag(tag))
    {
        return;
    }
    const auto receiver = m_receivers.find(tag.replay);
    if (receiver == m_receivers.end())
    {
        return;
    }
    if (m_guards.emplace(version, interface, tag.protocol).second)
    {
        ip->Insert(CreateObject<ReplayGuard>(this, tag.protocol), interface);
    }
    if (receiver->second)
    {
        receiver->second(packet, tag.packet);
    }
}

} // namespace ns3::synthnet
