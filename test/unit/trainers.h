/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_TRAINERS_H
#define SYNTHNET_TRAINERS_H

#include "ns3/generator-trainer.h"
#include "ns3/safetensors.h"
#include "ns3/window-generator.h"

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

/**
 * @file
 * What the tests of all trainers have in common.
 */

namespace ns3::synthnet
{

inline void
TakeAllSteps(GeneratorTrainer& trainer)
{
    while (!trainer.Done())
    {
        trainer.Step();
    }
}

/// The bytes of its model file.
inline std::string
ModelOf(const GeneratorTrainer& trainer)
{
    std::ostringstream stream;
    trainer.Generator()->Save(stream);
    return stream.str();
}

/// Its loss log.
inline std::string
LossesOf(const GeneratorTrainer& trainer)
{
    std::ostringstream stream;
    trainer.Losses().WriteCsv(stream);
    return stream.str();
}

/// Lets @p after go on where @p before is, by way of the file @p path.
inline void
HandOver(const GeneratorTrainer& before, GeneratorTrainer& after, const std::filesystem::path& path)
{
    {
        std::ofstream stream(path, std::ios::binary);
        before.WriteCheckpoint(stream);
    }
    after.Restore(SafetensorsFile(path));
}

} // namespace ns3::synthnet

#endif // SYNTHNET_TRAINERS_H
