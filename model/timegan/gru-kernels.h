/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_GRU_KERNELS_H
#define SYNTHNET_GRU_KERNELS_H

#include <cstddef>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-timegan
 * @brief The arithmetic of a GRU (gru-stack.h), for the vector unit of the processor at hand.
 *
 * Activations are matrices [features, lanes], row-major and dense, a lane being one window of the
 * batch; the number of lanes is a multiple of LANE_UNIT. Weights are row-major. No function
 * allocates, and none depends on the number of threads.
 */
struct GruKernels
{
    /// The number of lanes is a multiple of this.
    static constexpr std::size_t LANE_UNIT = 16;

    /// y [rows, lanes] = bias [rows] + weights [rows, columns] · x [columns, lanes]; the row stride
    /// of the weights is @p stride; without a bias, the product is added to y
    void (*multiply)(const float* bias,
                     const float* weights,
                     std::size_t stride,
                     const float* x,
                     float* y,
                     std::size_t rows,
                     std::size_t columns,
                     std::size_t lanes);

    /// weights [rows, columns] += Σ over steps of dy [rows, lanes] · xᵀ; consecutive steps of dy
    /// and x are dyStep and xStep floats apart
    void (*correlate)(const float* dy,
                      std::size_t dyStep,
                      const float* x,
                      std::size_t xStep,
                      float* weights,
                      std::size_t rows,
                      std::size_t columns,
                      std::size_t lanes,
                      std::size_t steps);

    /**
     * @brief One step of a layer, after the products.
     * @param gates [3·hidden, lanes], in: what r, z and n get from the input, r and z also from
     *        the state; out: r, z, n
     * @param candidate [hidden, lanes], what n gets from the state, before r
     * @param before [hidden, lanes], the state before the step; null: zero
     * @param after [hidden, lanes], out: (1 − z)·n + z·before
     * @param count hidden · lanes
     */
    void (*step)(float* gates,
                 const float* candidate,
                 const float* before,
                 float* after,
                 std::size_t count);

    /**
     * @brief The gradients of one step().
     * @param gates in: r, z, n; out: the gradients of the three sums that they come from
     * @param candidate in: as for step(); out: its gradient
     * @param before as for step()
     * @param dAfter the gradient of the state after the step
     * @param dBefore out: the part of the gradient of the state before that does not pass the gates
     * @param count hidden · lanes
     */
    void (*stepBack)(float* gates,
                     float* candidate,
                     const float* before,
                     const float* dAfter,
                     float* dBefore,
                     std::size_t count);

    /// y = 1 / (1 + exp(−y))
    void (*sigmoid)(float* y, std::size_t count);

    /// dy ← dy · y · (1 − y), y being a sigmoid's value
    void (*sigmoidBack)(const float* y, float* dy, std::size_t count);

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

/// @ingroup synthnet-timegan
/// @return the fastest kernels that this processor runs
const GruKernels& BestGruKernels();

/// @ingroup synthnet-timegan
/// @return the kernels that every processor runs, the reference of the others
const GruKernels& PlainGruKernels();

} // namespace ns3::synthnet

#endif // SYNTHNET_GRU_KERNELS_H
