/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_TRAINING_RUN_H
#define SYNTHNET_TRAINING_RUN_H

#include "ns3/generator-trainer.h"

#include <filesystem>
#include <functional>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-programs
 * @brief Takes the steps of a training, and keeps a checkpoint every minute and when it is told to
 * stop.
 *
 * @param trainer at any step
 * @param checkpoint the file; it stays there, for whoever calls to remove once the model is safe
 * @param goOn called after each step; false stops
 * @return whether all steps are taken
 */
bool TakeSteps(GeneratorTrainer& trainer,
               const std::filesystem::path& checkpoint,
               const std::function<bool()>& goOn);

/**
 * @ingroup synthnet-programs
 * @brief Takes all steps of a training. Shows progress on a terminal; keeps a checkpoint, every
 * minute and when a signal stops it, and goes on from the one that is there.
 *
 * @param trainer at its first step
 * @param checkpoint the file; it stays there, for whoever calls to remove once the model is safe
 * @param startAnew leave alone what is in the checkpoint
 * @throws InputError when the checkpoint is another training's
 * @throws std::runtime_error when a signal stopped it (StopSignals)
 */
void RunTraining(GeneratorTrainer& trainer,
                 const std::filesystem::path& checkpoint,
                 bool startAnew);

} // namespace ns3::synthnet

#endif // SYNTHNET_TRAINING_RUN_H
