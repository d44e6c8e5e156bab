/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "sinusoid-load.h"

#include "ns3/double.h"

#include <cmath>
#include <sstream>

namespace ns3::synthnet
{

NS_OBJECT_ENSURE_REGISTERED(SinusoidLoad);

TypeId
SinusoidLoad::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::synthnet::SinusoidLoad")
            .SetParent<WaveLoad>()
            .SetGroupName("Synthnet")
            .AddConstructor<SinusoidLoad>()
            .AddAttribute("Amplitude",
                          "How far the target moves from Lambda, in clients; less than Lambda",
                          DoubleValue(5),
                          MakeDoubleAccessor(&SinusoidLoad::m_amplitude),
                          MakeDoubleChecker<double>(0, MAX_CLIENTS))
            .AddAttribute("Period",
                          "Time from one peak of the target to the next",
                          TimeValue(Minutes(2)),
                          MakeTimeAccessor(&SinusoidLoad::m_period),
                          MakeTimeChecker(NanoSeconds(1)))
            .AddAttribute("Duration",
                          "Time after which all clients stop; 0 for never",
                          TimeValue(Minutes(10)),
                          MakeTimeAccessor(&SinusoidLoad::m_duration),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("Lambda",
                          "Mean of the target, in clients",
                          DoubleValue(30),
                          MakeDoubleAccessor(&SinusoidLoad::m_lambda),
                          MakeDoubleChecker<double>(0, MAX_CLIENTS));
    return tid;
}

SinusoidLoad::SinusoidLoad()
    : m_wait(CreateObject<ExponentialRandomVariable>())
{
}

int64_t
SinusoidLoad::AssignStreams(int64_t stream)
{
    m_wait->SetStream(stream);
    return 1;
}

double
SinusoidLoad::Target(Time at) const
{
    const double turns = at.GetSeconds() / m_period.GetSeconds();
    return m_lambda + m_amplitude * std::sin(2 * M_PI * turns);
}

std::optional<WaveLoad::Contradiction>
SinusoidLoad::FindContradiction() const
{
    if (m_amplitude < m_lambda)
    {
        return std::nullopt;
    }
    std::ostringstream message;
    message << "is " << m_amplitude << ", expected less than Lambda, " << m_lambda;
    return Contradiction{"Amplitude", message.str()};
}

std::optional<WaveLoad::Change>
SinusoidLoad::Next()
{
    NeedNoContradiction();
    while (m_duration.IsZero() || m_now < m_duration)
    {
        const double lambda = Target(m_now);
        const auto target = static_cast<uint32_t>(std::ceil(lambda));
        // A bound of 0 is none.
        m_now += Seconds(m_wait->GetValue(60 / lambda, 0));
        if (m_count != target && (m_duration.IsZero() || m_now < m_duration))
        {
            const int change = m_count < target ? 1 : -1;
            m_count += change;
            return Change{m_now, change};
        }
    }
    if (m_count > 0)
    {
        --m_count;
        return Change{m_duration, -1};
    }
    return std::nullopt;
}

} // namespace ns3::synthnet
