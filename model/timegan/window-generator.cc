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
SampleRows(const WindowGenerator& generator, std::size_t rows, uint64_t seed)
{
    const std::size_t seqLen = generator.SeqLen();
    std::vector<Table::Index> first(rows);
    std::iota(first.begin(), first.end(), Table::Index{0});
    return generator.Sample((rows + seqLen - 1) / seqLen, seed).SelectRows(first);
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
