/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "diffusion-rows.h"

#include "ns3/fingerprint.h"

#include <ATen/ATen.h>

#include <algorithm>

namespace ns3::synthnet
{
namespace
{

constexpr int64_t BLOCKS = 10;
constexpr int64_t WINDOWS_OF_A_BLOCK = 2;

bool
IsHeldOut(int64_t block)
{
    return block % BLOCKS % 3 == 2;
}

/// Adds the rows from @p begin on, which are one behind the other.
void
AddRun(DiffusionRows::Part& part, int64_t begin, int64_t end, int64_t seqLen)
{
    for (int64_t row = begin; row < end; ++row)
    {
        part.rows.push_back(row);
        if (row + seqLen <= end)
        {
            part.starts.push_back(row);
        }
    }
}

} // namespace

DiffusionRows::DiffusionRows(const DiffusionColumns& columns,
                             const DiffusionColumns::RowMatrix& values)
    : m_fingerprint(HashOfEntries(values))
{
    const int64_t rows = values.rows();
    const auto features = static_cast<int64_t>(columns.Features());
    const auto variables = static_cast<int64_t>(columns.Count());
    for (Batch* batch : {&m_first, &m_later})
    {
        batch->features = at::zeros({rows, features});
        batch->tokens = at::zeros({rows, variables}, torch::kLong);
        for (int64_t row = 0; row < rows; ++row)
        {
            // The first row of all is never behind another one.
            const bool first = batch == &m_first || row == 0;
            const DiffusionColumns::Place place{&values(row, 0),
                                                first ? nullptr : &values(row - 1, 0)};
            for (std::size_t i = 0; i < columns.Count(); ++i)
            {
                columns.Describe(i,
                                 place,
                                 batch->features.data_ptr<float>() + row * features +
                                     columns.FeatureBegin(i));
                batch->tokens.data_ptr<int64_t>()[row * variables + static_cast<int64_t>(i)] =
                    static_cast<int64_t>(columns.Token(i, place));
            }
        }
    }
}

DiffusionRows::Batch
DiffusionRows::Windows(const std::vector<int64_t>& starts, int64_t seqLen) const
{
    const auto windows = static_cast<int64_t>(starts.size());
    const torch::Tensor start = at::tensor(starts); // [B]
    const torch::Tensor row =
        (start.view({windows, 1}) + at::arange(seqLen)).reshape({-1}); // [B·L]
    Batch batch{m_later.features.index_select(0, row).view({windows, seqLen, -1}),
                m_later.tokens.index_select(0, row).view({windows, seqLen, -1})};
    batch.features.select(1, 0).copy_(m_first.features.index_select(0, start));
    batch.tokens.select(1, 0).copy_(m_first.tokens.index_select(0, start));
    return batch;
}

DiffusionRows::Batch
DiffusionRows::FirstRows(const std::vector<int64_t>& rows) const
{
    const torch::Tensor row = at::tensor(rows);
    return {m_first.features.index_select(0, row), m_first.tokens.index_select(0, row)};
}

uint64_t
DiffusionRows::Fingerprint() const
{
    return m_fingerprint;
}

DiffusionSplit::DiffusionSplit(int64_t rows, int64_t seqLen)
{
    const int64_t block = std::min(WINDOWS_OF_A_BLOCK * seqLen, rows / BLOCKS);
    if (block < seqLen)
    {
        learned = Whole(rows, seqLen);
        return;
    }
    int64_t begin = 0; // of blocks of the same kind, side by side
    for (int64_t row = block; begin < rows; row += block)
    {
        const int64_t end = std::min(row, rows);
        const bool isHeldOut = IsHeldOut(begin / block);
        if (end == rows || IsHeldOut(end / block) != isHeldOut)
        {
            AddRun(isHeldOut ? heldOut : learned, begin, end, seqLen);
            begin = end;
        }
    }
}

DiffusionRows::Part
DiffusionSplit::Whole(int64_t rows, int64_t seqLen)
{
    DiffusionRows::Part part;
    AddRun(part, 0, rows, seqLen);
    return part;
}

} // namespace ns3::synthnet
