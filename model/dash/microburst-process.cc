/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "microburst-process.h"

#include "ns3/bounded.h"

#include "ns3/pointer.h"
#include "ns3/string.h"

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
                          "Packets in a burst, 1 to 1000000",
                          StringValue("ns3::UniformRandomVariable[Min=10|Max=100]"),
                          MakePointerAccessor(&MicroburstProcess::m_burstPackets),
                          MakePointerChecker<RandomVariableStream>())
            .AddAttribute("Payload",
                          "Bytes of UDP payload in a packet, 1 to 65507",
                          StringValue("ns3::UniformRandomVariable[Min=10|Max=255]"),
                          MakePointerAccessor(&MicroburstProcess::m_payload),
                          MakePointerChecker<RandomVariableStream>())
            .AddAttribute("PacketGap",
                          "Seconds between two packets of a burst, 0 to 1e8",
                          StringValue("ns3::UniformRandomVariable[Min=0.01|Max=0.1]"),
                          MakePointerAccessor(&MicroburstProcess::m_packetGap),
                          MakePointerChecker<RandomVariableStream>())
            .AddAttribute("BurstGap",
                          "Seconds between two bursts, 1e-6 to 1e8",
                          StringValue("ns3::ExponentialRandomVariable[Mean=2]"),
                          MakePointerAccessor(&MicroburstProcess::m_burstGap),
                          MakePointerChecker<RandomVariableStream>());
    return tid;
}

namespace
{

/// @return a whole number from 1 on; GetInteger() cannot take what does not fit 32 bits
uint32_t
DrawWhole(RandomVariableStream& variable, uint32_t most)
{
    auto* uniform = dynamic_cast<UniformRandomVariable*>(&variable);
    // As GetInteger() of a uniform one, which is to give Max too.
    const double draw =
        uniform ? uniform->GetValue(uniform->GetMin(), uniform->GetMax() + 1) : variable.GetValue();
    return static_cast<uint32_t>(Bounded(draw, 1, most));
}

} // namespace

MicroburstProcess::Emission
MicroburstProcess::Next()
{
    Emission emission{Time(), 0, m_left == 0};
    if (emission.first)
    {
        m_left = DrawWhole(*m_burstPackets, MAX_BURST);
    }
    if (m_begun)
    {
        emission.wait =
            Seconds(emission.first ? Bounded(m_burstGap->GetValue(), MIN_BURST_GAP, MAX_GAP)
                                   : Bounded(m_packetGap->GetValue(), 0, MAX_GAP));
    }
    m_begun = true;
    --m_left;
    emission.payload = DrawWhole(*m_payload, MAX_PAYLOAD);
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
