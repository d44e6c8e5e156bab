/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "wave-controller.h"

#include "ns3/assert.h"
#include "ns3/log.h"
#include "ns3/simulator.h"
#include "ns3/trace-source-accessor.h"

namespace ns3::synthnet
{

NS_LOG_COMPONENT_DEFINE("SynthnetWaveController");
NS_OBJECT_ENSURE_REGISTERED(WaveController);

TypeId
WaveController::GetTypeId()
{
    static TypeId tid = TypeId("ns3::synthnet::WaveController")
                            .SetParent<Object>()
                            .SetGroupName("Synthnet")
                            .AddConstructor<WaveController>()
                            .AddTraceSource("Clients",
                                            "Number of clients that run",
                                            MakeTraceSourceAccessor(&WaveController::m_clients),
                                            "ns3::TracedValueCallback::Uint32");
    return tid;
}

void
WaveController::SetLoad(Ptr<WaveLoad> load)
{
    m_load = load;
}

void
WaveController::SetClientCallbacks(Callback<uint32_t> start, Callback<void, uint32_t> stop)
{
    m_startClient = start;
    m_stopClient = stop;
}

void
WaveController::Start()
{
    NS_ASSERT_MSG(m_load, "a controller needs a load");
    NS_ASSERT_MSG(!m_startClient.IsNull() && !m_stopClient.IsNull(),
                  "a controller needs its callbacks");
    m_begin = Simulator::Now();
    ScheduleNext();
}

void
WaveController::Stop(uint32_t remaining)
{
    m_next.Cancel();
    while (m_running.size() > remaining)
    {
        StopOldest();
    }
}

uint32_t
WaveController::GetClients() const
{
    return m_clients;
}

int64_t
WaveController::AssignStreams(int64_t stream)
{
    return m_load->AssignStreams(stream);
}

void
WaveController::DoDispose()
{
    m_next.Cancel();
    m_load = nullptr;
    m_startClient.Nullify();
    m_stopClient.Nullify();
    Object::DoDispose();
}

void
WaveController::ScheduleNext()
{
    if (const std::optional<WaveLoad::Change> change = m_load->Next())
    {
        m_next = Simulator::Schedule(m_begin + change->at - Simulator::Now(),
                                     &WaveController::CarryOut,
                                     this,
                                     change->clients);
    }
}

void
WaveController::CarryOut(int clients)
{
    if (clients > 0)
    {
        m_running.push_back(m_startClient());
        m_clients = static_cast<uint32_t>(m_running.size());
    }
    else
    {
        StopOldest();
    }
    NS_LOG_INFO(m_clients << " clients run");
    ScheduleNext();
}

void
WaveController::StopOldest()
{
    const uint32_t client = m_running.front();
    m_running.pop_front();
    m_stopClient(client);
    m_clients = static_cast<uint32_t>(m_running.size());
}

} // namespace ns3::synthnet
