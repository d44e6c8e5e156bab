/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "dense-kernels.h"

#include "../vector-floats.h"

// This file is compiled without contraction of a·b + c, which would give other bits where the
// processor has an instruction for it.

namespace ns3::synthnet
{
namespace
{

/// R rows and V vectors of lanes of multiply(), in registers.
template <int W, int R, int V>
SYNTHNET_INLINE void
MultiplyTile(const float* bias,
             const float* left,
             std::size_t rowStride,
             std::size_t columnStride,
             const float* right,
             float* y,
             std::size_t columns,
             std::size_t lanes)
{
    Floats<W> sums[R][V];
    for (int r = 0; r < R; ++r)
    {
        for (int v = 0; v < V; ++v)
        {
            sums[r][v] = Floats<W>{};
            if (bias)
            {
                Load<W>(bias + v * W, sums[r][v]);
            }
        }
    }
    for (std::size_t c = 0; c < columns; ++c)
    {
        Floats<W> in[V];
        for (int v = 0; v < V; ++v)
        {
            Load<W>(right + c * lanes + v * W, in[v]);
        }
        for (int r = 0; r < R; ++r)
        {
            const float factor = left[r * rowStride + c * columnStride];
            for (int v = 0; v < V; ++v)
            {
                sums[r][v] += factor * in[v];
            }
        }
    }
    for (int r = 0; r < R; ++r)
    {
        for (int v = 0; v < V; ++v)
        {
            Store<W>(sums[r][v], y + r * lanes + v * W);
        }
    }
}

template <int W, int R>
SYNTHNET_INLINE void
MultiplyRows(const float* bias,
             const float* left,
             std::size_t rowStride,
             std::size_t columnStride,
             const float* right,
             float* y,
             std::size_t columns,
             std::size_t lanes)
{
    std::size_t lane = 0;
    for (; lane + 2 * W <= lanes; lane += 2 * W)
    {
        MultiplyTile<W, R, 2>(bias ? bias + lane : nullptr,
                              left,
                              rowStride,
                              columnStride,
                              right + lane,
                              y + lane,
                              columns,
                              lanes);
    }
    for (; lane < lanes; lane += W)
    {
        MultiplyTile<W, R, 1>(bias ? bias + lane : nullptr,
                              left,
                              rowStride,
                              columnStride,
                              right + lane,
                              y + lane,
                              columns,
                              lanes);
    }
}

template <int W>
SYNTHNET_INLINE void
Multiply(const float* bias,
         const float* left,
         std::size_t rowStride,
         std::size_t columnStride,
         const float* right,
         float* y,
         std::size_t rows,
         std::size_t columns,
         std::size_t lanes)
{
    constexpr std::size_t R = 6; // with two vectors of lanes they fill sixteen registers
    std::size_t row = 0;
    for (; row + R <= rows; row += R)
    {
        MultiplyRows<W, R>(bias,
                           left + row * rowStride,
                           rowStride,
                           columnStride,
                           right,
                           y + row * lanes,
                           columns,
                           lanes);
    }
    for (; row + 2 <= rows; row += 2)
    {
        MultiplyRows<W, 2>(bias,
                           left + row * rowStride,
                           rowStride,
                           columnStride,
                           right,
                           y + row * lanes,
                           columns,
                           lanes);
    }
    for (; row < rows; ++row)
    {
        MultiplyRows<W, 1>(bias,
                           left + row * rowStride,
                           rowStride,
                           columnStride,
                           right,
                           y + row * lanes,
                           columns,
                           lanes);
    }
}

// TARGET: the attribute that selects the instruction set; W floats a vector.
#define SYNTHNET_DENSE_KERNELS(NAME, TARGET, W)                                                    \
    struct NAME                                                                                    \
    {                                                                                              \
        TARGET static void DoMultiply(const float* bias,                                           \
                                      const float* left,                                           \
                                      std::size_t rowStride,                                       \
                                      std::size_t columnStride,                                    \
                                      const float* right,                                          \
                                      float* y,                                                    \
                                      std::size_t rows,                                            \
                                      std::size_t columns,                                         \
                                      std::size_t lanes)                                           \
        {                                                                                          \
            Multiply<W>(bias, left, rowStride, columnStride, right, y, rows, columns, lanes);      \
        }                                                                                          \
        TARGET static void DoAdam(float* parameters,                                               \
                                  const float* gradients,                                          \
                                  float* mean,                                                     \
                                  float* square,                                                   \
                                  std::size_t count,                                               \
                                  float rate,                                                      \
                                  float scale,                                                     \
                                  float beta1,                                                     \
                                  float beta2,                                                     \
                                  float epsilon)                                                   \
        {                                                                                          \
            Adam(parameters, gradients, mean, square, count, rate, scale, beta1, beta2, epsilon);  \
        }                                                                                          \
        static constexpr DenseKernels KERNELS{DoMultiply, DoAdam, #NAME};                          \
    };

SYNTHNET_DENSE_KERNELS(Plain, , 4)
#if defined(__x86_64__)
SYNTHNET_DENSE_KERNELS(Avx2, __attribute__((target("avx2"))), 8)
#endif

} // namespace

const DenseKernels&
BestDenseKernels()
{
#if defined(__x86_64__)
    static const DenseKernels& best =
        __builtin_cpu_supports("avx2") ? Avx2::KERNELS : Plain::KERNELS;
    return best;
#else
    return Plain::KERNELS;
#endif
}

const DenseKernels&
PlainDenseKernels()
{
    return Plain::KERNELS;
}

} // namespace ns3::synthnet
