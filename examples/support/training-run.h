/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_TRAINING_RUN_H
#define SYNTHNET_TRAINING_RUN_H

#include "ns3/generator-trainer.h"
#include "ns3/table.h"

#include <filesystem>
#include <functional>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-programs
 * @brief Reads the table that a generator learns: all columns but `timestamp`, which is no feature.
 * @throws InputError as ReadWholeTable() does
 */
Table ReadTrainingTable(const std::filesystem::path& path);

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
 * minute and when a signal stops it, and goes on from the one that is there, saying so on standard
 * error.
 *
 * @param trainer at its first step
 * @param checkpoint the file; it stays there, for whoever calls to remove once the model is safe
 * @param overwrite a checkpoint of another training, or a damaged one, gives way to this training's
 * @throws InputError when the checkpoint is another training's, or damaged, and not to overwrite
 * @throws Stopped when a signal stopped it
 */
void RunTraining(GeneratorTrainer& trainer,
                 const std::filesystem::path& checkpoint,
                 bool overwrite);

} // namespace ns3::synthnet

#endif // SYNTHNET_TRAINING_RUN_H
