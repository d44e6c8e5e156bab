/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "timegan-source.h"

#include "ns3/input-error.h"

#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/trace-source-accessor.h"
#include "ns3/uinteger.h"

#include <limits>
#include <utility>

namespace ns3::synthnet
{

NS_OBJECT_ENSURE_REGISTERED(TimeGanSource);

TypeId
TimeGanSource::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::synthnet::TimeGanSource")
            .SetParent<Application>()
            .SetGroupName("Synthnet")
            .AddAttribute("Model",
                          "File of the model, as synthnet-timegan train writes it; must be set, "
                          "unless SetGenerator() was called.",
                          StringValue(""),
                          MakeStringAccessor(&TimeGanSource::m_model),
                          MakeStringChecker())
            .AddAttribute("Windows",
                          "Windows that are drawn at a time, ahead of their use.",
                          UintegerValue(16),
                          MakeUintegerAccessor(&TimeGanSource::m_windows),
                          MakeUintegerChecker<uint32_t>(1, 1'000'000))
            .AddAttribute("Interval",
                          "The time from one row to the next.",
                          TimeValue(Seconds(1)),
                          MakeTimeAccessor(&TimeGanSource::m_interval),
                          MakeTimeChecker(NanoSeconds(1)))
            .AddTraceSource("Row",
                            "A row becomes valid: a table of one row, and the time.",
                            MakeTraceSourceAccessor(&TimeGanSource::m_rowTrace),
                            "ns3::synthnet::TimeGanSource::RowTracedCallback");
    return tid;
}

TimeGanSource::TimeGanSource()
    : m_seeds(CreateObject<UniformRandomVariable>())
{
}

TimeGanSource::~TimeGanSource() = default;

void
TimeGanSource::SetGenerator(std::shared_ptr<const WindowGenerator> generator)
{
    m_generator = std::move(generator);
}

int64_t
TimeGanSource::AssignStreams(int64_t stream)
{
    m_seeds->SetStream(stream);
    return 1;
}

Time
TimeGanSource::GetInterval() const
{
    return m_interval;
}

void
TimeGanSource::DoDispose()
{
    m_next.Cancel();
    m_rows.reset();
    m_generator.reset();
    m_seeds = nullptr;
    Application::DoDispose();
}

void
TimeGanSource::StartApplication()
{
    if (!m_generator)
    {
        if (m_model.empty())
        {
            throw InputError(GetInstanceTypeId().GetName() + ": the attribute Model is not set");
        }
        m_generator = LoadWindowGenerator(m_model);
    }
    m_rows = std::make_unique<WindowStream>(m_generator, m_windows, [this] { return DrawSeed(); });
    Open(m_generator->ColumnNames());
    Tick();
}

void
TimeGanSource::StopApplication()
{
    m_next.Cancel();
    Close();
}

void
TimeGanSource::Tick()
{
    m_next = Simulator::Schedule(m_interval, &TimeGanSource::Tick, this);
    const Table row = m_rows->Next();
    m_rowTrace(row, Simulator::Now());
    Take(row);
}

uint64_t
TimeGanSource::DrawSeed()
{
    constexpr uint32_t MOST = std::numeric_limits<uint32_t>::max();
    const uint64_t high = m_seeds->GetInteger(0, MOST);
    return high << 32 | m_seeds->GetInteger(0, MOST);
}

} // namespace ns3::synthnet
