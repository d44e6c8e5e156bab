/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_SYNTHETIC_ENVIRONMENT_H
#define SYNTHNET_SYNTHETIC_ENVIRONMENT_H

#include "environment.h"
#include "period-pool.h"
#include "queue-actions.h"
#include "queue-observation.h"
#include "queue-reward.h"
#include "table-source.h"

#include <cstddef>
#include <memory>
#include <vector>

namespace ns3::synthnet
{

/// @ingroup synthnet-control
/// @brief Which rows of the tables follow an action.
enum class TransitionRule
{
    NEAREST,   //!< what followed in a like situation with that setting: NearestTransitions
    PARALLEL,  //!< the next ones of that setting's table: ParallelTransitions
    PUBLISHED, //!< as the published program, with its defects: PublishedTransitions
};

/// @ingroup synthnet-control
/// @brief The options of a SyntheticEnvironment.
struct SyntheticConfig
{
    Table::Index rows{4};       //!< between two decisions, at least 1: a segment of 4 s
    std::size_t decisions{150}; //!< of an episode, at least 1: ten minutes
    TransitionRule rule{TransitionRule::NEAREST};
    std::size_t neighbours{5};        //!< of NEAREST: one of so many is drawn, at least 1
    QueueKnob knob{QueueKnob::DEPTH}; //!< what the tables' settings are; not DEPTH_OF_EACH
};

/**
 * @ingroup synthnet-control
 * @brief A network that tables stand for, recorded or generated, one for each setting: an action is
 * the index of a setting, and selects the table that the next rows come from.
 *
 * A step is a look-up: what is observed of each period, and what it earns, is found when the tables
 * come. An episode is truncated after its decisions, or when the tables end; it never terminates.
 * GymStep::info is empty.
 *
 * With TransitionRule::PARALLEL, the published one, the next period does not depend on the present
 * one: the load that made a queue full is lost where the table changes, and no agent can learn what
 * an action does about it. NEAREST, the default, goes on from a period of the action's table that
 * resembles the present one. doc/control-synthetic.rst has the causes and limits.
 */
class SyntheticEnvironment : public Environment
{
  public:
    /**
     * @param source asked for tables at each Reset(), and here once, with the seed 0
     * @param observation of each period
     * @param reward of each transition; NaN only with TransitionRule::PUBLISHED
     * @param config
     * @throws InputError in one line: a number of @p config is out of range; of a table, named by
     *         its file, a column that observation or reward needs is missing, a value is missing,
     *         what is observed is out of its space, or as PeriodPool
     */
    SyntheticEnvironment(std::shared_ptr<TableSource> source,
                         std::shared_ptr<const QueueObservation> observation,
                         std::shared_ptr<const QueueReward> reward,
                         const SyntheticConfig& config = {});

    /// @brief An environment of the same tables for all episodes, one for each setting, ascending.
    SyntheticEnvironment(TableSource::Tables tables,
                         std::shared_ptr<const QueueObservation> observation,
                         std::shared_ptr<const QueueReward> reward,
                         const SyntheticConfig& config = {});

    ~SyntheticEnvironment() override;
    SyntheticEnvironment(const SyntheticEnvironment&) = delete;
    SyntheticEnvironment& operator=(const SyntheticEnvironment&) = delete;

    const GymSpace& ObservationSpace() const override; //!< of the observation
    const GymSpace& ActionSpace() const override;      //!< of QueueActions: a DiscreteSpace

    /**
     * @copydoc Environment::Reset
     * @throws InputError when tables of the source are not as in the constructor
     */
    GymReset Reset(uint64_t seed) override;
    GymStep Step(const GymValue& action) override;

    const QueueActions& Actions() const; //!< what the actions set
    const PeriodPool& Periods() const;   //!< all periods of this episode's tables
    std::size_t Period() const;          //!< which of them was observed last

  private:
    struct Drawn;

    std::unique_ptr<Drawn> Make(std::shared_ptr<const TableSource::Tables> tables) const;

    std::shared_ptr<TableSource> m_source;
    std::shared_ptr<const QueueObservation> m_observation;
    std::shared_ptr<const QueueReward> m_reward;
    SyntheticConfig m_config;
    GymSpace m_observationSpace;
    std::unique_ptr<Drawn> m_drawn; // this episode's tables and what was made of them
    QueueActions m_actions;
    GymSpace m_actionSpace;

    RandomNumbers m_random;
    std::size_t m_period{0};
    std::size_t m_left{0}; // decisions of the episode; 0: none is under way
};

} // namespace ns3::synthnet

#endif // SYNTHNET_SYNTHETIC_ENVIRONMENT_H
