/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "window-generator.h"

#include "diffusion-generator.h"
#include "model-header.h"
#include "timegan-generator.h"

#include "ns3/input-error.h"
#include "ns3/safetensors.h"

#include <numeric>

namespace ns3::synthnet
{

Table
WindowGenerator::Sample(std::size_t windows, uint64_t seed) const
{
    Table all;
    Draw(windows, seed, [&all](const Table& drawn) { all.AppendRows(drawn); });
    return all;
}

void
DrawRows(const WindowGenerator& generator,
         std::size_t rows,
         uint64_t seed,
         const WindowGenerator::TakeRows& take)
{
    const std::size_t seqLen = generator.SeqLen();
    std::size_t left = rows;
    generator.Draw((rows + seqLen - 1) / seqLen, seed, [&](const Table& drawn) {
        if (static_cast<std::size_t>(drawn.Rows()) <= left)
        {
            left -= static_cast<std::size_t>(drawn.Rows());
            take(drawn);
            return;
        }
        std::vector<Table::Index> first(left);
        std::iota(first.begin(), first.end(), Table::Index{0});
        left = 0;
        take(drawn.SelectRows(first));
    });
}

std::unique_ptr<WindowGenerator>
LoadWindowGenerator(const std::filesystem::path& path, const ComputeOptions& compute)
{
    const SafetensorsFile file(path);
    const std::string kind = ModelHeader::Read(file).generator;
    if (kind == TimeGanGenerator::KIND)
    {
        return std::make_unique<TimeGanGenerator>(file, compute);
    }
    if (kind == DiffusionGenerator::KIND)
    {
        return std::make_unique<DiffusionGenerator>(file, compute);
    }
    throw InputError(file.Name(),
                     0,
                     "unknown generator '" + kind + "', expected timegan or diffusion");
}

} // namespace ns3::synthnet
