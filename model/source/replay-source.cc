/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "replay-source.h"

#include "ns3/capture-clock.h"
#include "ns3/capture-reader.h"
#include "ns3/input-error.h"

#include "ns3/double.h"
#include "ns3/ipv4.h"
#include "ns3/ipv6.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <filesystem>

namespace ns3::synthnet
{

NS_OBJECT_ENSURE_REGISTERED(ReplaySource);

namespace
{

Ipv4Address
FirstAddress(Ptr<Ipv4> ipv4)
{
    for (uint32_t i = 0; ipv4 && i < ipv4->GetNInterfaces(); ++i)
    {
        for (uint32_t j = 0; j < ipv4->GetNAddresses(i); ++j)
        {
            const Ipv4Address address = ipv4->GetAddress(i, j).GetLocal();
            if (!address.IsLocalhost())
            {
                return address;
            }
        }
    }
    return Ipv4Address::GetAny();
}

/// A global one, or else one of the link.
Ipv6Address
FirstAddress(Ptr<Ipv6> ipv6)
{
    Ipv6Address found = Ipv6Address::GetAny();
    for (uint32_t i = 0; ipv6 && i < ipv6->GetNInterfaces(); ++i)
    {
        for (uint32_t j = 0; j < ipv6->GetNAddresses(i); ++j)
        {
            const Ipv6Address address = ipv6->GetAddress(i, j).GetAddress();
            if (address.IsLocalhost())
            {
                continue;
            }
            if (!address.IsLinkLocal())
            {
                return address;
            }
            found = found.IsAny() ? address : found;
        }
    }
    return found;
}

} // namespace

TypeId
ReplaySource::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::synthnet::ReplaySource")
            .SetParent<Application>()
            .SetGroupName("Synthnet")
            .AddAttribute("File",
                          "The capture, pcap or pcapng; it is read more than once",
                          StringValue(""),
                          MakeStringAccessor(&ReplaySource::m_file),
                          MakeStringChecker())
            .AddAttribute("Clients",
                          "Addresses and networks of the capture that are its client side, such as "
                          "192.168.0.0/16,fe80::/10; all others are servers. Empty: what Servers "
                          "says",
                          StringValue(""),
                          MakeStringAccessor(&ReplaySource::m_clients),
                          MakeStringChecker())
            .AddAttribute("Servers",
                          "Addresses and networks that are its server side, when Clients is empty; "
                          "all others are clients. Empty: CaptureSides finds them",
                          StringValue(""),
                          MakeStringAccessor(&ReplaySource::m_servers),
                          MakeStringChecker())
            .AddAttribute("ClientAddress",
                          "IPv4 address in place of those of the client side; 0.0.0.0: the first "
                          "of the node",
                          Ipv4AddressValue(Ipv4Address::GetAny()),
                          MakeIpv4AddressAccessor(&ReplaySource::m_clientAddress),
                          MakeIpv4AddressChecker())
            .AddAttribute("ServerAddress",
                          "The same of the server side",
                          Ipv4AddressValue(Ipv4Address::GetAny()),
                          MakeIpv4AddressAccessor(&ReplaySource::m_serverAddress),
                          MakeIpv4AddressChecker())
            .AddAttribute("ClientAddress6",
                          "IPv6 address in place of those of the client side; ::, the first global "
                          "one of the node, or else its first one",
                          Ipv6AddressValue(Ipv6Address::GetAny()),
                          MakeIpv6AddressAccessor(&ReplaySource::m_clientAddress6),
                          MakeIpv6AddressChecker())
            .AddAttribute("ServerAddress6",
                          "The same of the server side",
                          Ipv6AddressValue(Ipv6Address::GetAny()),
                          MakeIpv6AddressAccessor(&ReplaySource::m_serverAddress6),
                          MakeIpv6AddressChecker())
            .AddAttribute("Speed",
                          "By how much faster than recorded it is replayed",
                          DoubleValue(1),
                          MakeDoubleAccessor(&ReplaySource::m_speed),
                          MakeDoubleChecker<double>(1e-6, 1e6))
            .AddAttribute("Loops",
                          "How often the capture is replayed; 0: until the application stops",
                          UintegerValue(1),
                          MakeUintegerAccessor(&ReplaySource::m_loops),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("LoopGap",
                          "Time from the capture's last packet to its first one in the next loop",
                          TimeValue(Seconds(0)),
                          MakeTimeAccessor(&ReplaySource::m_loopGap),
                          MakeTimeChecker(Seconds(0)))
            .AddAttribute("LongestGap",
                          "Time of the capture that passes at most from packet to packet; 0: as "
                          "recorded",
                          TimeValue(Seconds(0)),
                          MakeTimeAccessor(&ReplaySource::m_longestGap),
                          MakeTimeChecker(Seconds(0)))
            .AddTraceSource("Finished",
                            "All that the capture has was sent, in all loops",
                            MakeTraceSourceAccessor(&ReplaySource::m_finishedTrace),
                            "ns3::synthnet::ReplaySource::FinishedTracedCallback");
    return tid;
}

ReplaySource::ReplaySource() = default;

ReplaySource::~ReplaySource() = default;

void
ReplaySource::DoDispose()
{
    m_server = nullptr;
    Application::DoDispose();
}

void
ReplaySource::SetPeer(Ptr<Node> server)
{
    m_server = server;
}

const std::string&
ReplaySource::GetDamage() const
{
    return m_damage;
}

std::string
ReplaySource::GetSides() const
{
    return m_sides ? m_sides->Text() : "";
}

bool
ReplaySource::IsFinished() const
{
    return m_isFinished;
}

void
ReplaySource::Check() const
{
    if (!m_server)
    {
        throw InputError(m_file, 0, "is replayed without a peer, expected SetPeer() with a node");
    }
    if (m_server == GetNode())
    {
        throw InputError(m_file, 0, "is replayed between a node and itself, expected two nodes");
    }
    std::error_code ignored;
    if (std::filesystem::exists(m_file, ignored) &&
        !std::filesystem::is_directory(m_file, ignored) &&
        !std::filesystem::is_regular_file(m_file, ignored))
    {
        throw InputError(m_file, 0, "is no regular file, which a replay reads more than once");
    }
    AddressSet::Parse(m_clients);
    AddressSet::Parse(m_servers);
    NeedTime();
}

void
ReplaySource::NeedTime() const
{
    CaptureReader reader(m_file); // or it throws
    if (m_loops > 0 || m_loopGap.IsStrictlyPositive())
    {
        return;
    }
    CaptureClock clock(LongestGap());
    while (const auto packet = reader.Next())
    {
        if (AtSpeed(clock.Read(packet->time), m_speed) > 0)
        {
            return;
        }
    }
    throw InputError(m_file,
                     0,
                     "takes no time and is replayed without an end, expected a LoopGap above 0 or "
                     "some Loops");
}

Ptr<Node>
ReplaySource::NodeOf(Side side) const
{
    return side == CLIENT ? GetNode() : m_server;
}

std::optional<IpAddressBytes>
ReplaySource::AddressOf(Side side, uint8_t version) const
{
    IpAddressBytes bytes{};
    if (version == 4)
    {
        const Ipv4Address given = side == CLIENT ? m_clientAddress : m_serverAddress;
        const Ipv4Address address =
            given == Ipv4Address::GetAny() ? FirstAddress(NodeOf(side)->GetObject<Ipv4>()) : given;
        address.Serialize(bytes.data());
        return address == Ipv4Address::GetAny() ? std::nullopt : std::optional(bytes);
    }
    const Ipv6Address given = side == CLIENT ? m_clientAddress6 : m_serverAddress6;
    const Ipv6Address address =
        given.IsAny() ? FirstAddress(NodeOf(side)->GetObject<Ipv6>()) : given;
    address.Serialize(bytes.data());
    return address.IsAny() ? std::nullopt : std::optional(bytes);
}

ReplaySource::Side
ReplaySource::SideOf(uint8_t version, const IpAddressBytes& address) const
{
    return m_sides->IsClient(version, address) ? CLIENT : SERVER;
}

void
ReplaySource::FindSides()
{
    if (!m_clients.empty())
    {
        m_sides = CaptureSides::OfClients(AddressSet::Parse(m_clients));
    }
    else if (!m_servers.empty())
    {
        m_sides = CaptureSides::OfServers(AddressSet::Parse(m_servers));
    }
    else
    {
        CaptureReader reader(m_file);
        m_sides = CaptureSides::Find(reader);
    }
}

void
ReplaySource::NoteDamage(const std::string& note)
{
    m_damage = note.empty() ? m_damage : note;
}

const std::string&
ReplaySource::File() const
{
    return m_file;
}

double
ReplaySource::Speed() const
{
    return m_speed;
}

int64_t
ReplaySource::LongestGap() const
{
    return m_longestGap.GetNanoSeconds();
}

bool
ReplaySource::HasLoopAfter(uint32_t loop) const
{
    return m_loops == 0 || loop + 1 < m_loops;
}

Time
ReplaySource::LoopPeriod(Time duration) const
{
    return duration + m_loopGap;
}

void
ReplaySource::Finish()
{
    m_isFinished = true;
    m_finishedTrace();
}

} // namespace ns3::synthnet
