/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_DIFFUSION_ROWS_H
#define SYNTHNET_DIFFUSION_ROWS_H

#include "diffusion-columns.h"

#include <torch/types.h>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-timegan
 * @brief The rows of a table as a diffusion's network takes them. Not for public headers: it names
 * Torch's types.
 */
class DiffusionRows
{
  public:
    /// Rows as numbers and tokens.
    struct Batch
    {
        torch::Tensor features; // [B, L, F] or [N, F]
        torch::Tensor tokens;   // [B, L, V] or [N, V]
    };

    /// Which rows are learned from, or looked at.
    struct Part
    {
        std::vector<int64_t> starts; // of windows
        std::vector<int64_t> rows;
    };

    /// @param values as DiffusionColumns::Values() returned them
    DiffusionRows(const DiffusionColumns& columns, const DiffusionColumns::RowMatrix& values);

    /// @return the windows of @p seqLen rows that begin there
    Batch Windows(const std::vector<int64_t>& starts, int64_t seqLen) const;

    Batch FirstRows(const std::vector<int64_t>& rows) const; //!< as first rows of windows

    uint64_t Fingerprint() const; //!< tells other values apart

  private:
    Batch m_first; // each row as the first of a window
    Batch m_later; // each row as one behind the row before
    uint64_t m_fingerprint;
};

/// @ingroup synthnet-timegan
/// @brief A table's rows in two: those to learn from, and those held out.
struct DiffusionSplit
{
    DiffusionRows::Part learned;
    DiffusionRows::Part heldOut;

    /**
     * @brief Of every ten blocks, the third, the sixth and the ninth are held out. Blocks have two
     * windows' length, or less in a table shorter than ten of them; the held-out part is empty when
     * blocks would be shorter than a window.
     */
    DiffusionSplit(int64_t rows, int64_t seqLen);

    /// @return all rows
    static DiffusionRows::Part Whole(int64_t rows, int64_t seqLen);
};

} // namespace ns3::synthnet

#endif // SYNTHNET_DIFFUSION_ROWS_H
