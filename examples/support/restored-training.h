/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_RESTORED_TRAINING_H
#define SYNTHNET_RESTORED_TRAINING_H

#include "option-values.h"

#include "ns3/input-error.h"
#include "ns3/safetensors.h"

#include <filesystem>
#include <string>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-programs
 * @brief Restores a training from its checkpoint.
 * @param checkpoint a file
 * @param trainer has Restore(SafetensorsFile)
 * @param overwrite a checkpoint of another training, or a damaged one, gives way, which a note on
 *        standard error says
 * @return whether it was restored; else it starts anew
 * @throws InputError when it cannot be restored, and not to overwrite
 */
template <typename Trainer>
bool
RestoreTraining(const std::filesystem::path& checkpoint, Trainer& trainer, bool overwrite)
{
    try
    {
        trainer.Restore(SafetensorsFile(checkpoint));
        return true;
    }
    catch (const InputError& error)
    {
        if (!overwrite)
        {
            throw InputError(std::string(error.what()) +
                             " (to start anew, remove the file or give --overwrite)");
        }
        PrintNote(std::string(error.what()) + ": starting anew");
        return false;
    }
}

} // namespace ns3::synthnet

#endif // SYNTHNET_RESTORED_TRAINING_H
