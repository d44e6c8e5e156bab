/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "microburst-process.h"

#include "ns3/pointer.h"
#include "ns3/string.h"

#include <algorithm>

namespace ns3::synthnet
{

NS_OBJECT_ENSURE_REGISTERED(MicroburstProcess);

TypeId
MicroburstProcess::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::synthnet::MicroburstProcess")
            .SetParent<Object>()
            .SetGroupName("Synthnet")
            .AddConstructor<MicroburstProcess>()
            .AddAttribute("BurstPackets",
                          "Packets in a burst, at least 1",
                          StringValue("ns3::UniformRandomVariable[Min=10|Max=100]"),
                          MakePointerAccessor(&MicroburstProcess::m_burstPackets),
                          MakePointerChecker<RandomVariableStream>())
            .AddAttribute("Payload",
                          "Bytes of UDP payload in a packet",
                          StringValue("ns3::UniformRandomVariable[Min=10|Max=255]"),
                          MakePointerAccessor(&MicroburstProcess::m_payload),
                          MakePointerChecker<RandomVariableStream>())
            .AddAttribute("PacketGap",
                          "Seconds between two packets of a burst",
                          StringValue("ns3::UniformRandomVariable[Min=0.01|Max=0.1]"),
                          MakePointerAccessor(&MicroburstProcess::m_packetGap),
                          MakePointerChecker<RandomVariableStream>())
            .AddAttribute("BurstGap",
                          "Seconds between two bursts",
                          StringValue("ns3::ExponentialRandomVariable[Mean=2]"),
                          MakePointerAccessor(&MicroburstProcess::m_burstGap),
                          MakePointerChecker<RandomVariableStream>());
    return tid;
}

MicroburstProcess::Emission
MicroburstProcess::Next()
{
    Emission emission{Time(), 0, m_left == 0};
    if (emission.first)
    {
        m_left = std::max<uint32_t>(1, m_burstPackets->GetInteger());
    }
    if (m_begun)
    {
        emission.wait = Seconds((emission.first ? m_burstGap : m_packetGap)->GetValue());
    }
    m_begun = true;
    --m_left;
    emission.payload = m_payload->GetInteger();
    return emission;
}

int64_t
MicroburstProcess::AssignStreams(int64_t stream)
{
    m_burstPackets->SetStream(stream);
    m_payload->SetStream(stream + 1);
    m_packetGap->SetStream(stream + 2);
    m_burstGap->SetStream(stream + 3);
    return 4;
}

} // namespace ns3::synthnet
