/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "grid-model.h"

#include "ns3/input-error.h"
#include "ns3/table-codec.h"
#include "ns3/timegan-generator.h"

namespace ns3::synthnet
{

namespace
{

constexpr const char* REMEDY = "; grid trains it again when the file is removed";

} // namespace

std::unique_ptr<WindowGenerator>
LoadGridModel(const std::filesystem::path& file,
              const GridModel& expected,
              const Table& table,
              const ComputeOptions& compute)
{
    std::unique_ptr<WindowGenerator> model;
    try
    {
        model = LoadWindowGenerator(file, compute);
    }
    catch (const InputError& error)
    {
        throw InputError(error.what() + std::string(REMEDY));
    }
    const auto* timeGan = dynamic_cast<const TimeGanGenerator*>(model.get());
    if (!timeGan || timeGan->Config().ToJson() != expected.config.ToJson() ||
        timeGan->Codec().ToJson() != TableCodec(table).ToJson())
    {
        const TimeGanConfig& config = expected.config;
        throw InputError(file.string() + ": is not the grid's model " + expected.Name() +
                         ", expected a TimeGAN of the grid's table and options, seqLen " +
                         std::to_string(config.seqLen) + ", hiddenDim " +
                         std::to_string(config.hiddenDim) + ", batch " +
                         std::to_string(config.batch) + REMEDY);
    }
    return model;
}

} // namespace ns3::synthnet
