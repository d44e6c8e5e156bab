/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "service-time.h"

#include "ns3/bounded.h"

#include "ns3/double.h"
#include "ns3/pointer.h"
#include "ns3/string.h"

#include <cmath>

namespace ns3::synthnet
{

NS_OBJECT_ENSURE_REGISTERED(ServiceTime);
NS_OBJECT_ENSURE_REGISTERED(InstantServiceTime);
NS_OBJECT_ENSURE_REGISTERED(RandomServiceTime);
NS_OBJECT_ENSURE_REGISTERED(CpuServiceTime);

namespace
{

/// Seconds() of a double is slow, and this is called for each packet.
double
StepsPerSecond()
{
    static const double steps = Seconds(1).GetTimeStep();
    return steps;
}

/// So many seconds at most may a draw take: the times of all that waits are to fit 64 bits.
constexpr double MOST_SERVICE_SECONDS = 1000;
constexpr double MOST_SIGMA = 10;

/// @param steps drawn, possibly beyond all bounds
Time
BoundedTime(double steps)
{
    return Time(static_cast<int64_t>(Bounded(steps, 0, MOST_SERVICE_SECONDS * StepsPerSecond())));
}

Ptr<const AttributeChecker>
MakeDurationChecker()
{
    return MakeTimeChecker(Time(0), Seconds(MOST_SERVICE_SECONDS));
}

} // namespace

TypeId
ServiceTime::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::synthnet::ServiceTime").SetParent<Object>().SetGroupName("Synthnet");
    return tid;
}

TypeId
InstantServiceTime::GetTypeId()
{
    static TypeId tid = TypeId("ns3::synthnet::InstantServiceTime")
                            .SetParent<ServiceTime>()
                            .SetGroupName("Synthnet")
                            .AddConstructor<InstantServiceTime>();
    return tid;
}

Time
InstantServiceTime::WakeUp()
{
    return Time(0);
}

Time
InstantServiceTime::Service()
{
    return Time(0);
}

int64_t
InstantServiceTime::AssignStreams(int64_t stream)
{
    return 0;
}

TypeId
RandomServiceTime::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::synthnet::RandomServiceTime")
            .SetParent<ServiceTime>()
            .SetGroupName("Synthnet")
            .AddConstructor<RandomServiceTime>()
            .AddAttribute("Seconds",
                          "The time that one packet keeps the server, s; draws below 0 "
                          "count as 0, draws above 1000 as 1000.",
                          StringValue("ns3::ConstantRandomVariable[Constant=0]"),
                          MakePointerAccessor(&RandomServiceTime::m_seconds),
                          MakePointerChecker<RandomVariableStream>());
    return tid;
}

Time
RandomServiceTime::WakeUp()
{
    return Time(0);
}

Time
RandomServiceTime::Service()
{
    return BoundedTime(std::round(m_seconds->GetValue() * StepsPerSecond()));
}

int64_t
RandomServiceTime::AssignStreams(int64_t stream)
{
    m_seconds->SetStream(stream);
    return 1;
}

TypeId
CpuServiceTime::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::synthnet::CpuServiceTime")
            .SetParent<ServiceTime>()
            .SetGroupName("Synthnet")
            .AddConstructor<CpuServiceTime>()
            .AddAttribute("WakeUpMin",
                          "The shortest time in which a sleeping thread wakes up.",
                          TimeValue(MicroSeconds(11)),
                          MakeTimeAccessor(&CpuServiceTime::m_wakeUpMin),
                          MakeDurationChecker())
            .AddAttribute("WakeUpMean",
                          "The mean of the exponential time that is added to WakeUpMin.",
                          TimeValue(MicroSeconds(6)),
                          MakeTimeAccessor(&CpuServiceTime::m_wakeUpMean),
                          MakeDurationChecker())
            .AddAttribute("SliceProbability",
                          "The probability that a wake-up waits for another's slice of the "
                          "processor.",
                          DoubleValue(0.3),
                          MakeDoubleAccessor(&CpuServiceTime::m_sliceProbability),
                          MakeDoubleChecker<double>(0, 1))
            .AddAttribute("SliceMedian",
                          "The median of such a wait, which is log-normal.",
                          TimeValue(MicroSeconds(70)),
                          MakeTimeAccessor(&CpuServiceTime::m_sliceMedian),
                          MakeDurationChecker())
            .AddAttribute("SliceSigma",
                          "The standard deviation of the wait's natural logarithm.",
                          DoubleValue(1.2),
                          MakeDoubleAccessor(&CpuServiceTime::m_sliceSigma),
                          MakeDoubleChecker<double>(0, MOST_SIGMA))
            .AddAttribute("StallProbability",
                          "The probability that a wake-up meets a stall of the whole machine.",
                          DoubleValue(0),
                          MakeDoubleAccessor(&CpuServiceTime::m_stallProbability),
                          MakeDoubleChecker<double>(0, 1))
            .AddAttribute("StallMedian",
                          "The median length of a stall, which is log-normal.",
                          TimeValue(MilliSeconds(2)),
                          MakeTimeAccessor(&CpuServiceTime::m_stallMedian),
                          MakeDurationChecker())
            .AddAttribute("StallSigma",
                          "The standard deviation of the stall's natural logarithm.",
                          DoubleValue(1),
                          MakeDoubleAccessor(&CpuServiceTime::m_stallSigma),
                          MakeDoubleChecker<double>(0, MOST_SIGMA))
            .AddAttribute("ServiceMin",
                          "The shortest time that one packet keeps the thread.",
                          TimeValue(MicroSeconds(6)),
                          MakeTimeAccessor(&CpuServiceTime::m_serviceMin),
                          MakeDurationChecker())
            .AddAttribute("ServiceMean",
                          "The mean of the exponential time that is added to ServiceMin.",
                          TimeValue(MicroSeconds(3)),
                          MakeTimeAccessor(&CpuServiceTime::m_serviceMean),
                          MakeDurationChecker())
            .AddAttribute("PreemptionProbability",
                          "The probability that a packet waits because the working thread loses "
                          "the processor.",
                          DoubleValue(0),
                          MakeDoubleAccessor(&CpuServiceTime::m_preemptionProbability),
                          MakeDoubleChecker<double>(0, 1))
            .AddAttribute("PreemptionMedian",
                          "The median length of a preemption, log-normal.",
                          TimeValue(MicroSeconds(250)),
                          MakeTimeAccessor(&CpuServiceTime::m_preemptionMedian),
                          MakeDurationChecker())
            .AddAttribute("PreemptionSigma",
                          "The standard deviation of the logarithm of a preemption's length.",
                          DoubleValue(1),
                          MakeDoubleAccessor(&CpuServiceTime::m_preemptionSigma),
                          MakeDoubleChecker<double>(0, MOST_SIGMA));
    return tid;
}

CpuServiceTime::CpuServiceTime()
    : m_uniform(CreateObject<UniformRandomVariable>()),
      m_normal(CreateObject<NormalRandomVariable>()),
      m_exponential(CreateObject<ExponentialRandomVariable>())
{
}

Time
CpuServiceTime::Exponential(Time mean)
{
    return BoundedTime(mean.GetTimeStep() * m_exponential->GetValue(1, 0));
}

Time
CpuServiceTime::LogNormal(Time median, double sigma)
{
    return BoundedTime(median.GetTimeStep() * std::exp(sigma * m_normal->GetValue(0, 1)));
}

Time
CpuServiceTime::WakeUp()
{
    Time wakeUp = m_wakeUpMin + Exponential(m_wakeUpMean);
    const double kind = m_uniform->GetValue(0, 1);
    if (kind < m_stallProbability)
    {
        wakeUp += LogNormal(m_stallMedian, m_stallSigma);
    }
    else if (kind < m_stallProbability + m_sliceProbability)
    {
        wakeUp += LogNormal(m_sliceMedian, m_sliceSigma);
    }
    return wakeUp;
}

Time
CpuServiceTime::Service()
{
    Time service = m_serviceMin + Exponential(m_serviceMean);
    if (m_preemptionProbability > 0 && m_uniform->GetValue(0, 1) < m_preemptionProbability)
    {
        service += LogNormal(m_preemptionMedian, m_preemptionSigma);
    }
    return service;
}

int64_t
CpuServiceTime::AssignStreams(int64_t stream)
{
    m_uniform->SetStream(stream);
    m_normal->SetStream(stream + 1);
    m_exponential->SetStream(stream + 2);
    return 3;
}

} // namespace ns3::synthnet
