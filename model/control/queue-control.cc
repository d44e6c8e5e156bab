/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "queue-control.h"

#include "ns3/csv.h"
#include "ns3/input-error.h"

#include "ns3/codel-queue-disc.h"
#include "ns3/log.h"
#include "ns3/simulator.h"

#include <cmath>
#include <functional>
#include <numeric>
#include <string>
#include <utility>

namespace ns3::synthnet
{

NS_LOG_COMPONENT_DEFINE("SynthnetQueueControl");
NS_OBJECT_ENSURE_REGISTERED(QueueControl);

namespace
{

/// @throws InputError when a port has another queue
Ptr<CoDelQueueDisc>
CoDelOf(const IntSwitch& intSwitch, uint32_t port)
{
    const auto codel = DynamicCast<CoDelQueueDisc>(intSwitch.GetQueueDisc(port));
    if (!codel)
    {
        throw InputError("port " + std::to_string(port) +
                         " of a switch has no CoDelQueueDisc, whose target could be set");
    }
    return codel;
}

/// @return the depth of its first port, packets, or CoDel's target there, ms
double
SettingOf(const IntSwitch& intSwitch, QueueKnob knob)
{
    if (knob != QueueKnob::TARGET_DELAY)
    {
        return intSwitch.GetQueueDepth(0);
    }
    TimeValue target;
    CoDelOf(intSwitch, 0)->GetAttribute("Target", target);
    return 1000 * target.Get().GetSeconds();
}

void
Set(IntSwitch& intSwitch, QueueKnob knob, double setting)
{
    if (knob != QueueKnob::TARGET_DELAY)
    {
        intSwitch.SetQueueDepth(static_cast<uint32_t>(setting));
        return;
    }
    for (uint32_t port = 0; port < intSwitch.GetNPorts(); ++port)
    {
        CoDelOf(intSwitch, port)->SetAttribute("Target", TimeValue(Seconds(setting / 1000)));
    }
}

/// @return how many switches the actions are of
std::size_t
SwitchesOf(const QueueActions& actions)
{
    const GymSpace space = actions.Space();
    const auto* each = std::get_if<MultiDiscreteSpace>(&space.kind);
    return actions
        .SettingOf(each ? GymValue{std::vector<int64_t>(each->n.size())} : GymValue{int64_t{0}})
        .size();
}

double
MeanSetting(const std::vector<double>& setting)
{
    return std::accumulate(setting.begin(), setting.end(), 0.0) /
           static_cast<double>(setting.size());
}

/// @throws InputError when the task does not suit the switches
QueueTask
Checked(QueueTask task, const std::vector<Ptr<IntSwitch>>& switches)
{
    if (SwitchesOf(task.actions) != switches.size())
    {
        throw InputError("actions for " + std::to_string(SwitchesOf(task.actions)) +
                         " switches, expected for " + std::to_string(switches.size()));
    }
    const double seconds = task.period.GetSeconds();
    if (seconds < 1 || seconds != std::trunc(seconds))
    {
        throw InputError("a period of " + FormatNumber(seconds) +
                         " s, expected whole seconds, at least 1");
    }
    if (task.actions.Knob() == QueueKnob::TARGET_DELAY)
    {
        for (const auto& each : switches)
        {
            for (uint32_t port = 0; port < each->GetNPorts(); ++port)
            {
                CoDelOf(*each, port);
            }
        }
    }
    return task;
}

} // namespace

TypeId
QueueControl::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::synthnet::QueueControl").SetParent<GymInterface>().SetGroupName("Synthnet");
    return tid;
}

QueueControl::QueueControl(std::vector<Ptr<IntSwitch>> switches,
                           Ptr<IntCollector> collector,
                           Ptr<DashPlayer> player,
                           QueueTask task)
    : m_switches(std::move(switches)),
      m_collector(std::move(collector)),
      m_player(std::move(player)),
      m_task(Checked(std::move(task), m_switches)),
      m_recorder(m_switches.size())
{
    for (const auto& each : m_switches)
    {
        m_setting.push_back(synthnet::SettingOf(*each, m_task.actions.Knob()));
    }
    m_collector->TraceConnectWithoutContext("Probe",
                                            MakeCallback(&QueueControl::HandleProbe, this));
    m_player->TraceConnectWithoutContext("StatePoll",
                                         MakeCallback(&QueueControl::HandleSample, this));
    m_next = Simulator::Schedule(m_task.period, &QueueControl::HandlePeriod, this);
}

QueueControl::~QueueControl()
{
    LetGo();
}

void
QueueControl::DoDispose()
{
    LetGo();
    GymInterface::DoDispose();
}

void
QueueControl::LetGo()
{
    m_next.Cancel();
    if (m_collector)
    {
        m_collector->TraceDisconnectWithoutContext("Probe",
                                                   MakeCallback(&QueueControl::HandleProbe, this));
        m_player->TraceDisconnectWithoutContext("StatePoll",
                                                MakeCallback(&QueueControl::HandleSample, this));
    }
    m_collector = nullptr;
    m_player = nullptr;
    m_switches.clear();
}

void
QueueControl::HandleProbe(const ProbeHops& hops, Time arrival)
{
    m_recorder.AddProbe(hops, arrival);
}

void
QueueControl::HandleSample(const PlayerState& state)
{
    m_recorder.AddSample(state);
}

void
QueueControl::HandlePeriod()
{
    m_next = Simulator::Schedule(m_task.period, &QueueControl::HandlePeriod, this);
    TakePeriod();
    if (m_period.rows.Rows() > 0)
    {
        Notify();
    }
}

void
QueueControl::TakePeriod()
{
    if (Simulator::Now() == m_periodEnd)
    {
        return;
    }
    m_periodEnd = Simulator::Now();
    ControlPeriod period{m_recorder.Take(m_periodEnd), m_setting};
    const Table::Index known = m_period.rows.Rows();
    if (period.rows.Rows() == 0 && known > 0)
    {
        period.rows = m_period.rows.SelectRows({known - 1});
    }
    std::swap(m_period, period);
    if (known > 0)
    {
        const double reward = m_task.reward->Reward(period, m_period);
        m_reward = std::isnan(reward) ? m_rewardBefore : reward;
        m_rewardBefore = m_reward;
        Count();
    }
    else if (m_period.rows.Rows() > 0)
    {
        const PlaybackSummary summary = m_player->GetSummary();
        m_totals.stallBefore = summary.stallTime;
        m_totals.switchesBefore = summary.switchCount;
    }
}

void
QueueControl::Count()
{
    m_totals.rows += static_cast<double>(m_period.rows.Rows());
    m_totals.fps += m_period.rows.Column("FPS").sum();
    m_totals.bitrate += m_period.rows.Column("ReportedBitrate").sum();
    m_totals.buffer += m_period.rows.Column("Buffer").sum();
    m_totals.periods += 1;
    m_totals.setting += MeanSetting(m_period.setting);
}

GymSpace
QueueControl::GetObservationSpace()
{
    return m_task.observation->Space();
}

GymSpace
QueueControl::GetActionSpace()
{
    return m_task.actions.Space();
}

GymValue
QueueControl::GetObservation()
{
    TakePeriod();
    return {m_task.observation->Observe(m_period)};
}

double
QueueControl::GetReward()
{
    TakePeriod();
    return m_reward;
}

GymInfo
QueueControl::GetExtraInfo()
{
    TakePeriod();
    if (m_totals.periods == 0)
    {
        return {};
    }
    const PlaybackSummary summary = m_player->GetSummary();
    const bool isDepth = m_task.actions.Knob() != QueueKnob::TARGET_DELAY;
    const auto periodMean = [this](const char* column) {
        return FormatNumber(m_period.rows.Column(column).mean());
    };
    return {
        {"fps", FormatNumber(m_totals.fps / m_totals.rows)},
        {"bitrate", FormatNumber(m_totals.bitrate / m_totals.rows)},
        {"buffer", FormatNumber(m_totals.buffer / m_totals.rows)},
        {"stallSeconds", FormatNumber(summary.stallTime - m_totals.stallBefore)},
        {"switches", std::to_string(summary.switchCount - m_totals.switchesBefore)},
        {isDepth ? "meanDepth" : "meanTarget", FormatNumber(m_totals.setting / m_totals.periods)},
        {"periodFps", periodMean("FPS")},
        {"periodBitrate", periodMean("ReportedBitrate")},
        {"periodBuffer", periodMean("Buffer")},
        {"periodSetting", FormatNumber(MeanSetting(m_period.setting))}};
}

void
QueueControl::ExecuteActions(const GymValue& action)
{
    m_setting = m_task.actions.SettingOf(action);
    NS_LOG_INFO("sets " << MeanSetting(m_setting) << " in the mean of the switches");
    for (std::size_t i = 0; i < m_switches.size(); ++i)
    {
        Set(*m_switches[i], m_task.actions.Knob(), m_setting[i]);
    }
    m_reward = 0; // until the next period
}

const ControlPeriod&
QueueControl::GetPeriod() const
{
    return m_period;
}

} // namespace ns3::synthnet
