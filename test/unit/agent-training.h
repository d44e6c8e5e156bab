/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_AGENT_TRAINING_H
#define SYNTHNET_AGENT_TRAINING_H

#include "../scratch-directory.h"

#include "ns3/cart-pole.h"
#include "ns3/ddqn-trainer.h"
#include "ns3/safetensors.h"

#include <sstream>
#include <string>

/**
 * @file
 * What the tests of agents and their training have in common.
 */

namespace ns3::synthnet
{

/// A training on CartPole of a second or less.
inline DdqnConfig
ShortTraining()
{
    DdqnConfig config;
    config.hidden = {16, 16};
    config.transitions = 600;
    config.learningStarts = 100;
    config.updatesPerStep = 1;
    config.logEvery = 50;
    config.targetEvery = 50;
    return config;
}

inline AgentTask
CartPoleTask()
{
    return {CartPole::ObservationNames(), {{"environment", "CartPole"}}};
}

/// What Save() of an agent or learner, or WriteCheckpoint() of a trainer writes, as a file.
template <typename Write>
SafetensorsFile
FileOf(const ScratchDirectory& directory, Write write)
{
    std::ostringstream stream;
    write(stream);
    return SafetensorsFile(directory.Write("m.safetensors", stream.str()));
}

inline std::string
BytesOf(const DdqnAgent& agent)
{
    std::ostringstream stream;
    agent.Save(stream);
    return stream.str();
}

inline std::string
TextOf(const TrainingLog& log)
{
    std::ostringstream stream;
    log.WriteCsv(stream);
    return stream.str();
}

} // namespace ns3::synthnet

#endif // SYNTHNET_AGENT_TRAINING_H
