/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "synthetic-environment.h"

#include "nearest-transitions.h"
#include "parallel-transitions.h"
#include "published-transitions.h"

#include "ns3/input-error.h"

#include <cmath>
#include <stdexcept>
#include <string>
#include <utility>

namespace ns3::synthnet
{

namespace
{

constexpr uint64_t EPISODE_STREAM = 0;

/// @return the tables' settings as actions
QueueActions
ActionsOf(QueueKnob knob, const TableSource::Tables& tables, std::size_t switches)
{
    if (knob == QueueKnob::DEPTH_OF_EACH)
    {
        throw InputError("a depth for each switch, expected one for all: a table is of one");
    }
    std::vector<double> choices;
    for (const auto& table : tables)
    {
        choices.push_back(table.setting);
    }
    return {knob, std::move(choices), switches};
}

/// @return what is observed of each period
std::vector<GymValue>
ObserveAll(const PeriodPool& pool, const QueueObservation& observation, const GymSpace& space)
{
    std::vector<GymValue> all;
    all.reserve(pool.Size());
    for (std::size_t i = 0; i < pool.Size(); ++i)
    {
        try
        {
            const std::vector<double> seen = observation.Observe(pool.At(i));
            all.push_back({seen});
            for (std::size_t j = 0; j < seen.size(); ++j)
            {
                if (std::isnan(seen[j]))
                {
                    throw InputError(observation.Names()[j] + " from row " +
                                     std::to_string(pool.RowOf(i) + 1) +
                                     " on is no number, expected no missing values");
                }
            }
            if (const std::string why = WhyNotIn(space, all.back()); !why.empty())
            {
                throw InputError("what is seen from row " + std::to_string(pool.RowOf(i) + 1) +
                                 " on: " + why);
            }
        }
        catch (const InputError& error)
        {
            throw InputError(pool.NameOf(pool.TableOf(i)), 0, error.what());
        }
    }
    return all;
}

std::unique_ptr<PeriodTransitions>
MakeTransitions(const SyntheticConfig& config, const PeriodPool& pool, const QueueReward& reward)
{
    switch (config.rule)
    {
    case TransitionRule::NEAREST:
        return std::make_unique<NearestTransitions>(pool, reward, config.neighbours);
    case TransitionRule::PARALLEL:
        return std::make_unique<ParallelTransitions>(pool, reward);
    case TransitionRule::PUBLISHED:
        break;
    }
    return std::make_unique<PublishedTransitions>(pool, reward);
}

} // namespace

struct SyntheticEnvironment::Drawn
{
    std::shared_ptr<const TableSource::Tables> tables;
    PeriodPool pool;
    std::vector<GymValue> observations; // of each period
    std::unique_ptr<PeriodTransitions> transitions;
};

SyntheticEnvironment::SyntheticEnvironment(std::shared_ptr<TableSource> source,
                                           std::shared_ptr<const QueueObservation> observation,
                                           std::shared_ptr<const QueueReward> reward,
                                           const SyntheticConfig& config)
    : m_source(std::move(source)),
      m_observation(std::move(observation)),
      m_reward(std::move(reward)),
      m_config(config),
      m_observationSpace(m_observation->Space()),
      m_drawn(Make(m_source->Draw(0))),
      m_actions(ActionsOf(config.knob, *m_drawn->tables, m_drawn->pool.Switches())),
      m_actionSpace(m_actions.Space()),
      m_random(0, EPISODE_STREAM)
{
    if (config.decisions == 0)
    {
        throw InputError("episodes of 0 decisions, expected 1 at least");
    }
}

SyntheticEnvironment::SyntheticEnvironment(TableSource::Tables tables,
                                           std::shared_ptr<const QueueObservation> observation,
                                           std::shared_ptr<const QueueReward> reward,
                                           const SyntheticConfig& config)
    : SyntheticEnvironment(std::make_shared<FixedTables>(std::move(tables)),
                           std::move(observation),
                           std::move(reward),
                           config)
{
}

SyntheticEnvironment::~SyntheticEnvironment() = default;

const GymSpace&
SyntheticEnvironment::ObservationSpace() const
{
    return m_observationSpace;
}

const GymSpace&
SyntheticEnvironment::ActionSpace() const
{
    return m_actionSpace;
}

GymReset
SyntheticEnvironment::Reset(uint64_t seed)
{
    m_left = 0;
    if (auto tables = m_source->Draw(seed); tables != m_drawn->tables)
    {
        auto drawn = Make(std::move(tables));
        const QueueActions actions =
            ActionsOf(m_config.knob, *drawn->tables, drawn->pool.Switches());
        if (actions.Choices() != m_actions.Choices())
        {
            throw InputError("tables of other settings than at first, expected the same");
        }
        m_drawn = std::move(drawn);
    }
    m_random = RandomNumbers(seed, EPISODE_STREAM);
    m_period = m_drawn->transitions->Begin(m_config.decisions, m_random);
    m_left = m_config.decisions;
    return {m_drawn->observations[m_period], {}};
}

GymStep
SyntheticEnvironment::Step(const GymValue& action)
{
    if (m_left == 0)
    {
        throw std::logic_error("Step() without an episode: call Reset() first");
    }
    const auto* choice = std::get_if<int64_t>(&action.value);
    if (!choice || *choice < 0 || *choice >= static_cast<int64_t>(m_actions.Choices().size()))
    {
        throw std::invalid_argument("action: " + WhyNotIn(m_actionSpace, action));
    }
    const PeriodTransitions::Next next =
        m_drawn->transitions->After(m_period, static_cast<std::size_t>(*choice), m_random);
    m_period = next.period;
    m_left = next.last ? 0 : m_left - 1;
    return {m_drawn->observations[m_period], next.reward, false, m_left == 0, {}};
}

const QueueActions&
SyntheticEnvironment::Actions() const
{
    return m_actions;
}

const PeriodPool&
SyntheticEnvironment::Periods() const
{
    return m_drawn->pool;
}

std::size_t
SyntheticEnvironment::Period() const
{
    return m_period;
}

std::unique_ptr<SyntheticEnvironment::Drawn>
SyntheticEnvironment::Make(std::shared_ptr<const TableSource::Tables> tables) const
{
    PeriodPool pool(*tables, m_config.rows);
    auto observations = ObserveAll(pool, *m_observation, m_observationSpace);
    auto drawn = std::make_unique<Drawn>(
        Drawn{std::move(tables), std::move(pool), std::move(observations), nullptr});
    drawn->transitions = MakeTransitions(m_config, drawn->pool, *m_reward);
    return drawn;
}

} // namespace ns3::synthnet
