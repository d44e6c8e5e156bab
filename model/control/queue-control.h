/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_QUEUE_CONTROL_H
#define SYNTHNET_QUEUE_CONTROL_H

#include "ns3/ns3-version.h"

#include "control-period.h"
#include "gym-interface.h"
#include "queue-actions.h"
#include "queue-observation.h"
#include "queue-reward.h"
#include "telemetry-recorder.h"

#include "ns3/dash-player.h"
#include "ns3/int-collector.h"
#include "ns3/int-switch.h"

#include "ns3/event-id.h"
#include "ns3/nstime.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-control
 * @brief What the queues of switches are decided by, and for: telemetry, a player, a task.
 */
struct QueueTask
{
    QueueActions actions;                                //!< of as many switches as are controlled
    std::shared_ptr<const QueueObservation> observation; //!< what is seen of a period
    std::shared_ptr<const QueueReward> reward;           //!< what a period earns
    Time period{Seconds(4)}; //!< from one decision to the next, whole seconds, at least 1
};

/**
 * @ingroup synthnet-control
 * @brief Somebody decides, once a period, about the queues of switches in a simulation.
 *
 * From its making on it gathers what the collector's probes and the player tell, as
 * TelemetryRecorder does. Periods begin at time 0. The first decision is due at the end of the
 * first period with a row, and then there is one at the end of each. What is set holds for all
 * ports of a switch, from the next packet on. A period without a row repeats the last one.
 *
 * The info is about the time since the first decision: `fps` and `bitrate` (kbit/s) of the requests
 * and `buffer` (s) are means over the rows, `stallSeconds` and `switches` (of quality) are
 * the player's, `meanDepth` is the mean over periods and switches of the depth in packets, or
 * `meanTarget` of CoDel's target in ms. `periodFps`, `periodBitrate`, `periodBuffer` and
 * `periodSetting`, the mean over the switches, are of the latest period alone.
 *
 * A reward that is NaN, as that of a PublishedReward with `compat` may be, is that of the period
 * before, at first 0.
 */
class QueueControl : public GymInterface
{
  public:
    static TypeId GetTypeId();

    /**
     * @param switches on the way of the probes, in their order
     * @param collector of the probes, before it starts
     * @param player before it starts, with a PollInterval of 1 s
     * @param task what is decided
     * @throws InputError when the task is of another number of switches, its period is not as
     *         described, or CoDel's target is to be set of a port without CoDel
     */
    QueueControl(std::vector<Ptr<IntSwitch>> switches,
                 Ptr<IntCollector> collector,
                 Ptr<DashPlayer> player,
                 QueueTask task);
    ~QueueControl() override;

    GymSpace GetObservationSpace() override;
    GymSpace GetActionSpace() override;
    GymValue GetObservation() override;
    double GetReward() override; //!< 0 at the first decision
    GymInfo GetExtraInfo() override;
    void ExecuteActions(const GymValue& action) override;

    const ControlPeriod& GetPeriod() const; //!< the latest one, complete

  protected:
    void DoDispose() override;

  private:
    void HandleProbe(const ProbeHops& hops, Time arrival);
    void HandleSample(const PlayerState& state);
    void HandlePeriod();
    void TakePeriod();
    void Count();
    void LetGo();

    std::vector<Ptr<IntSwitch>> m_switches;
    Ptr<IntCollector> m_collector;
    Ptr<DashPlayer> m_player;
    QueueTask m_task;
    TelemetryRecorder m_recorder;
    EventId m_next;

    std::vector<double> m_setting; //!< in force, of each switch
    ControlPeriod m_period;        //!< without rows before the first decision
    Time m_periodEnd;              //!< until when rows were taken
    double m_reward{0};            //!< for m_period
    double m_rewardBefore{0};      //!< of the period before

    /// Sums for the info, from the first decision on.
    struct Totals
    {
        double rows{0};
        double fps{0};
        double bitrate{0};
        double buffer{0};
        double periods{0};
        double setting{0};
        double stallBefore{0};      //!< s, before the first decision
        uint32_t switchesBefore{0}; //!< likewise
    };

    Totals m_totals;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_QUEUE_CONTROL_H
