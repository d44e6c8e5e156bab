/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_DENSE_KERNELS_H
#define SYNTHNET_DENSE_KERNELS_H

#include <cstddef>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-control
 * @brief The arithmetic of a small network, for the vector unit of the processor at hand.
 *
 * A sum takes its terms one after another, and no product is rounded together with a sum: all
 * processors compute the same bits, and a row of a batch has those that it has alone. No function
 * allocates or spawns a thread.
 */
struct DenseKernels
{
    /// The number of lanes is a multiple of this.
    static constexpr std::size_t LANE_UNIT = 8;

    /// @return the next number of lanes that holds @p count
    static constexpr std::size_t Lanes(std::size_t count)
    {
        return (count + LANE_UNIT - 1) / LANE_UNIT * LANE_UNIT;
    }

    /**
     * @brief y [rows, lanes] = bias [lanes] + left [rows, columns] · right [columns, lanes].
     * @param bias of every row; null: zero
     * @param left its element (row, column) is at row · rowStride + column · columnStride, so that
     *        a transposed matrix can be multiplied where it is
     * @param right dense, as y
     */
    void (*multiply)(const float* bias,
                     const float* left,
                     std::size_t rowStride,
                     std::size_t columnStride,
                     const float* right,
                     float* y,
                     std::size_t rows,
                     std::size_t columns,
                     std::size_t lanes);

    /**
     * @brief One step of Adam (Kingma and Ba, 2015).
     * @param rate learning rate, divided by 1 − beta1^t
     * @param scale 1 / sqrt(1 − beta2^t)
     */
    void (*adam)(float* parameters,
                 const float* gradients,
                 float* mean,
                 float* square,
                 std::size_t count,
                 float rate,
                 float scale,
                 float beta1,
                 float beta2,
                 float epsilon);

    const char* name; //!< of the instruction set
};

/// @ingroup synthnet-control
/// @return the fastest kernels that this processor runs
const DenseKernels& BestDenseKernels();

/// @ingroup synthnet-control
/// @return the kernels that every processor runs
const DenseKernels& PlainDenseKernels();

} // namespace ns3::synthnet

#endif // SYNTHNET_DENSE_KERNELS_H
