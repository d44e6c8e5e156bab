/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_TRAINERS_H
#define SYNTHNET_TRAINERS_H

#include "../scratch-directory.h"
#include "expect-input-error.h"

#include "ns3/generator-trainer.h"
#include "ns3/safetensors.h"
#include "ns3/window-generator.h"

#include <ATen/Parallel.h>
#include <gtest/gtest.h>

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

inline void
TakeSomeSteps(GeneratorTrainer& trainer, std::size_t steps)
{
    for (std::size_t step = 0; step < steps; ++step)
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

/// Expects that LibTorch in a process of two threads has two again after training and drawing.
inline void
ExpectThreadsAreAsBefore(GeneratorTrainer& trainer)
{
    const int before = at::get_num_threads();
    at::set_num_threads(2);
    trainer.Step();
    EXPECT_EQ(at::get_num_threads(), 2) << "after a step";
    trainer.Generator()->Sample(2, 1);
    EXPECT_EQ(at::get_num_threads(), 2) << "after drawing";
    at::set_num_threads(before);
}

/// Expects that a checkpoint of @p trainer is refused when @p from in it is @p to, of as many
/// bytes.
inline void
ExpectRestoreError(GeneratorTrainer& trainer,
                   const std::string& from,
                   const std::string& to,
                   const std::string& why)
{
    std::ostringstream stream;
    trainer.WriteCheckpoint(stream);
    std::string bytes = stream.str();
    const auto at = bytes.find(from);
    ASSERT_NE(at, std::string::npos) << from;
    const ScratchDirectory directory;
    directory.Write("m.checkpoint", bytes.replace(at, from.size(), to));
    ExpectInputError([&] { trainer.Restore(SafetensorsFile(directory.Path() / "m.checkpoint")); },
                     why);
}

} // namespace ns3::synthnet

#endif // SYNTHNET_TRAINERS_H
