/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_AGENT_TRAINING_H
#define SYNTHNET_AGENT_TRAINING_H

#include "ns3/ddqn-trainer.h"

#include <filesystem>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-programs
 * @brief Trains an agent to its end. Shows progress on a terminal, if asked to; keeps a checkpoint
 * after an episode, at most every five seconds, and goes on from the one that is there, saying so
 * on standard error.
 *
 * @param trainer at its first step
 * @param checkpoint the file; it stays there, for whoever calls to remove once the agent is safe
 * @param overwrite a checkpoint of another training, or a damaged one, gives way to this training's
 * @param shows false where others write to the terminal meanwhile
 * @return s of wall time that it took, the time before an interruption included
 * @throws InputError when the checkpoint is another training's, or damaged, and not to overwrite
 * @throws Stopped when a signal stopped it: an episode that does not end within a second is lost
 */
double RunAgentTraining(DdqnTrainer& trainer,
                        const std::filesystem::path& checkpoint,
                        bool overwrite,
                        bool shows = true);

} // namespace ns3::synthnet

#endif // SYNTHNET_AGENT_TRAINING_H
