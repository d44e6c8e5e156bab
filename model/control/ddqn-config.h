/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_DDQN_CONFIG_H
#define SYNTHNET_DDQN_CONFIG_H

#include "exploration-schedule.h"
#include "feature-scaler.h"
#include "network-optimizer.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ns3::synthnet
{

/// @ingroup synthnet-control
/// @brief What an error of a value costs.
enum class DdqnLoss
{
    HUBER, //!< half its square up to 1, then its size minus one half
    MSE,   //!< its square
};

/**
 * @ingroup synthnet-control
 * @brief What decides an agent, beside its environment. The defaults are for some thousand
 * decisions among a few actions.
 */
struct DdqnConfig
{
    std::vector<std::size_t> hidden{64, 64}; //!< units of the hidden layers, one layer at least
    bool doubleDqn{true};  //!< the target's action is the network's best, not the target's own
    double gamma{0.99};    //!< what a later reward counts, in [0, 1]
    std::size_t batch{64}; //!< transitions of a learning step, at least 1
    DdqnLoss loss{DdqnLoss::HUBER};
    OptimizerKind optimizer{OptimizerKind::ADAM};
    double learningRate{1e-3};     //!< above 0, at most 1
    double momentum{0.9};          //!< of NESTEROV, in [0, 1)
    double gradientNorm{10};       //!< longest gradient, a longer one is shortened; 0: any
    std::size_t updatesPerStep{1}; //!< learning steps after each decision, at least 1
    std::size_t targetEvery{200};  //!< learning steps from one copy of the target to the next; 0:
                                   //!< it follows by `targetTau`
    double targetTau{0.005};       //!< part of the way that the target goes each learning step

    std::size_t replay{100000};         //!< transitions that are remembered, at least a batch
    std::size_t learningStarts{200};    //!< transitions before the first learning step, at least 1
    bool prioritized{false};            //!< whether large errors are drawn more often
    double priorityExponent{0.6};       //!< of PrioritizedReplay, in [0, 1]
    double correctionStart{0.4};        //!< first correction by weights, in [0, 1]
    std::size_t correctionSteps{10000}; //!< learning steps until it is 1

    ExplorationSchedule exploration;
    FeatureScaling scaling{FeatureScaling::STANDARD};

    uint64_t transitions{3000}; //!< of the training; 0: as many as `episodes` have
    uint64_t episodes{0};       //!< of the training; 0: as many as `transitions` take
    uint64_t seed{1};           //!< of the first weights, the decisions, batches and episodes
    std::size_t logEvery{100};  //!< learning steps of a row of the learning log, at least 1

    bool keepBest{false};        //!< whether the agent is the best that was seen, not the last
    std::size_t bestEvery{1000}; //!< transitions from one look to the next, at least 1
    std::size_t bestEpisodes{5}; //!< of a look, at least 1

    bool freezeAllButLast{false}; //!< whether only the last layer learns, for a start from an agent
    bool storesReversed{false};   //!< repeats a defect of the published agent (Published())

    /// @return what the published agent learns with
    ///
    /// Source: the use case of the DESiRED project's tutorial on TimeGAN. Its network, optimizer,
    /// schedule, and scaling, and its defects that are the agent's: a target that 10,000 decisions
    /// do not refresh, scaling in which one number hides the others, and every second transition
    /// backwards in time.
    static DdqnConfig Published();

    static DdqnConfig ForCartPole(); //!< @return what solves CartPole

    /// @throws InputError naming the first value that is out of range
    void Check() const;

    std::string ToJson() const; //!< an object with the members by name

    /**
     * @param json what ToJson() returned
     * @param file where it is from, for messages
     * @throws InputError when it is no such object, or a value is out of range
     */
    static DdqnConfig FromJson(std::string_view json, const std::string& file);
};

} // namespace ns3::synthnet

#endif // SYNTHNET_DDQN_CONFIG_H
