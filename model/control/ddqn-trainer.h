/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_DDQN_TRAINER_H
#define SYNTHNET_DDQN_TRAINER_H

#include "ddqn-agent.h"
#include "ddqn-config.h"
#include "environment.h"
#include "training-log.h"

#include "ns3/safetensors.h"

#include <cstdint>
#include <memory>
#include <ostream>

namespace ns3::synthnet
{

/// @ingroup synthnet-control
/// @brief How far the training of an agent is.
struct AgentProgress
{
    uint64_t transitions; //!< decisions that are made
    uint64_t episodes;    //!< that ended
    uint64_t steps;       //!< learning steps that are taken
    double done;          //!< share of the work, in [0, 1]
};

/**
 * @ingroup synthnet-control
 * @brief Trains an agent in an environment, decision by decision: whoever calls decides when to
 * show progress, to keep a checkpoint, and to stop.
 *
 * A simulation under way cannot be kept, so checkpoints are written between episodes; a trainer
 * that is restored from one goes on exactly as the one that wrote it, to the same bytes of agent
 * and logs. Episode e has the seed EpisodeSeed(seed, TRAINING, e).
 *
 * With `keepBest`, when an episode ends `bestEvery` transitions or more after the last look, and
 * at the end of the training, the agent as it is decides without exploration in `bestEpisodes`
 * episodes of the same environment, of EpisodeSeed(seed, SELECTION, 0) and on; of what was looked
 * at, the weights that earned most are kept, the later of two as good. These episodes are part of
 * a Step(), are not learned from, and belong to the selection: to judge the agent, take others.
 */
class DdqnTrainer
{
  public:
    /**
     * @param environment must outlive the trainer, and belongs to it until it is done. Its
     *        observations are a BoxSpace, its actions a DiscreteSpace or MultiDiscreteSpace.
     * @param task whose names are one for each number of an observation
     * @param config what to train
     * @param start an agent whose weights and scaling are the first; null: drawn weights, and
     *        scaling that is learned. Its hidden layers must be the configuration's.
     * @throws InputError when the spaces are others, @p config is out of range, or @p start does
     *         not fit
     * @throws std::invalid_argument when the number of names is another
     */
    DdqnTrainer(Environment& environment,
                const AgentTask& task,
                const DdqnConfig& config,
                const DdqnAgent* start = nullptr);
    ~DdqnTrainer();
    DdqnTrainer(const DdqnTrainer&) = delete;
    DdqnTrainer& operator=(const DdqnTrainer&) = delete;

    bool Done() const; //!< whether the configuration's transitions or episodes are over

    /**
     * @brief Makes a decision, and takes the learning steps that follow it. Nothing when Done().
     * @throws InputError when the loss is not finite any more
     */
    void Step();

    AgentProgress Progress() const;

    /// `step` (learning steps so far), `transition` (so far), `loss`, `value` (of Q(s, a)), both
    /// means since the row before, and `epsilon` of the last decision
    const TrainingLog& LearningLog() const;

    /// `episode` (from 0), `transitions` of it, `rewardSum`, `rewardMean` of a decision,
    /// `terminated` and `truncated`, 0 or 1; neither in an episode that the training's end cut
    const TrainingLog& EpisodeLog() const;

    /// `transition` (so far), `rewardMean` (of an episode's sum), `kept`, 0 or 1; empty without
    /// keepBest
    const TrainingLog& SelectionLog() const;

    bool BetweenEpisodes() const; //!< whether a checkpoint can be written now

    /// @brief Writes all that decides what is to come, a safetensors file.
    /// @throws std::logic_error unless BetweenEpisodes()
    void WriteCheckpoint(std::ostream& stream) const;

    /**
     * @param file what WriteCheckpoint() wrote
     * @throws InputError naming the file when it belongs to another task, configuration or start,
     *         or is damaged; the trainer is as it was
     */
    void Restore(const SafetensorsFile& file);

    DdqnAgent Agent() const; //!< as it is; with keepBest, the best that was looked at, if any

  private:
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_DDQN_TRAINER_H
