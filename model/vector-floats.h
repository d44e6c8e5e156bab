/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_VECTOR_FLOATS_H
#define SYNTHNET_VECTOR_FLOATS_H

#include <cstddef>
#include <cstdint>
#include <cstring>

/**
 * @file
 * What vector code is written with: once, over vectors of W floats, and inlined into functions that
 * are compiled for one instruction set each. Each file has a copy of its own, compiled as that
 * file is.
 */
#define SYNTHNET_INLINE inline __attribute__((always_inline))

namespace ns3::synthnet
{
namespace
{

template <int W>
struct Vector
{
    typedef float Floats __attribute__((vector_size(W * sizeof(float))));
    typedef int32_t Ints __attribute__((vector_size(W * sizeof(float))));
};

template <int W>
using Floats = typename Vector<W>::Floats;

template <int W>
SYNTHNET_INLINE void
Load(const float* from, Floats<W>& to)
{
    std::memcpy(&to, from, sizeof(to));
}

template <int W>
SYNTHNET_INLINE void
Store(const Floats<W>& from, float* to)
{
    std::memcpy(to, &from, sizeof(from));
}

/// One step of Adam (Kingma and Ba, 2015); see GruKernels::adam.
SYNTHNET_INLINE void
Adam(float* __restrict parameters,
     const float* __restrict gradients,
     float* __restrict mean,
     float* __restrict square,
     std::size_t count,
     float rate,
     float scale,
     float beta1,
     float beta2,
     float epsilon)
{
    for (std::size_t i = 0; i < count; ++i)
    {
        const float gradient = gradients[i];
        mean[i] = beta1 * mean[i] + (1.0F - beta1) * gradient;
        square[i] = beta2 * square[i] + (1.0F - beta2) * gradient * gradient;
        parameters[i] -= rate * mean[i] / (__builtin_sqrtf(square[i]) * scale + epsilon);
    }
}

} // namespace
} // namespace ns3::synthnet

#endif // SYNTHNET_VECTOR_FLOATS_H
