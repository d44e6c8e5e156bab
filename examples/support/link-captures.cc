/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "link-captures.h"

#include "ns3/input-error.h"

#include "ns3/packet.h"
#include "ns3/pcap-file.h"
#include "ns3/simulator.h"

namespace ns3::synthnet
{
namespace
{
constexpr uint32_t LINKTYPE_ETHERNET = 1;
} // namespace

/// The capture of one link.
class LinkCaptures::Capture
{
  public:
    Capture(const OutputDirectory& out, const TestbedLink& link, int64_t unixStart)
        : m_name(link.name + ".pcap"),
          m_start(unixStart)
    {
        m_file.Open(out.File(m_name), std::ios::out);
        m_file.Init(LINKTYPE_ETHERNET);
        Check();
        link.end->TraceConnectWithoutContext("Sniffer", MakeCallback(&Capture::OnFrame, this));
    }

    void Commit()
    {
        m_file.Close();
        Check();
    }

  private:
    void OnFrame(Ptr<const Packet> frame)
    {
        constexpr int64_t MICROSECONDS = 1'000'000; // in a second
        const int64_t now = Simulator::Now().GetMicroSeconds();
        m_file.Write(static_cast<uint32_t>(m_start + now / MICROSECONDS),
                     static_cast<uint32_t>(now % MICROSECONDS),
                     frame);
        Check();
    }

    void Check() const
    {
        if (m_file.Fail())
        {
            throw InputError(m_name + ": cannot be written");
        }
    }

    std::string m_name;
    int64_t m_start;
    PcapFile m_file;
};

LinkCaptures::LinkCaptures(const OutputDirectory& out,
                           const std::vector<TestbedLink>& links,
                           int64_t unixStart)
{
    for (const TestbedLink& link : links)
    {
        m_captures.push_back(std::make_unique<Capture>(out, link, unixStart));
    }
}

LinkCaptures::~LinkCaptures() = default;

void
LinkCaptures::Commit()
{
    for (const auto& capture : m_captures)
    {
        capture->Commit();
    }
}

} // namespace ns3::synthnet
