/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "gru-kernels.h"

#include "../vector-floats.h"

namespace ns3::synthnet
{
namespace
{

/// x = exp(x) for x in [−87, 87], others as the nearest of these; relative error below 2e-7. After
/// Cephes' expf: 2^n · exp(r), |r| ≤ ln 2 / 2.
template <int W>
SYNTHNET_INLINE void
Exponential(Floats<W>& x)
{
    using V = Floats<W>;
    using I = typename Vector<W>::Ints;
    const V low = V{} - 87.0F;
    const V high = V{} + 87.0F;
    x = x < low ? low : x;
    x = x > high ? high : x;
    const V toInteger = V{} + 12582912.0F; // 1.5 · 2^23: the sum's low bits are the nearest integer
    const V shifted = x * 1.44269504F + toInteger;
    const V n = shifted - toInteger;
    V r = x - n * 0.693359375F;
    r = r - n * -2.12194440e-4F;
    V p = r * 1.9875691500e-4F + 1.3981999507e-3F;
    p = p * r + 8.3334519073e-3F;
    p = p * r + 4.1665795894e-2F;
    p = p * r + 1.6666665459e-1F;
    p = p * r + 5.0000001201e-1F;
    p = p * r * r + r + 1.0F;
    I bits;
    std::memcpy(&bits, &shifted, sizeof(bits));
    bits = (bits - 0x4B400000 + 127) << 23;
    V power;
    std::memcpy(&power, &bits, sizeof(power));
    x = p * power;
}

/// x = 1 / (1 + exp(−x))
template <int W>
SYNTHNET_INLINE void
Logistic(Floats<W>& x)
{
    x = -x;
    Exponential<W>(x);
    x = 1.0F / (1.0F + x);
}

/// x = tanh(x)
template <int W>
SYNTHNET_INLINE void
HyperbolicTangent(Floats<W>& x)
{
    x = x + x;
    Logistic<W>(x);
    x = x + x - 1.0F;
}

/// R rows and V vectors of lanes of multiply().
template <int W, int R, int V>
SYNTHNET_INLINE void
MultiplyTile(const float* bias,
             const float* weights,
             std::size_t stride,
             const float* x,
             float* y,
             std::size_t columns,
             std::size_t lanes)
{
    Floats<W> sums[R][V];
    for (int r = 0; r < R; ++r)
    {
        for (int v = 0; v < V; ++v)
        {
            if (bias)
            {
                sums[r][v] = Floats<W>{} + bias[r];
            }
            else
            {
                Load<W>(y + r * lanes + v * W, sums[r][v]);
            }
        }
    }
    for (std::size_t c = 0; c < columns; ++c)
    {
        Floats<W> in[V];
        for (int v = 0; v < V; ++v)
        {
            Load<W>(x + c * lanes + v * W, in[v]);
        }
        for (int r = 0; r < R; ++r)
        {
            const float weight = weights[r * stride + c];
            for (int v = 0; v < V; ++v)
            {
                sums[r][v] += weight * in[v];
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

template <int W, int R, int V>
SYNTHNET_INLINE void
MultiplyRows(const float* bias,
             const float* weights,
             std::size_t stride,
             const float* x,
             float* y,
             std::size_t columns,
             std::size_t lanes)
{
    const auto from = [&](std::size_t lane) { return x ? x + lane : nullptr; }; // without columns
    std::size_t lane = 0;
    for (; lane + V * W <= lanes; lane += V * W)
    {
        MultiplyTile<W, R, V>(bias, weights, stride, from(lane), y + lane, columns, lanes);
    }
    for (; lane < lanes; lane += W)
    {
        MultiplyTile<W, R, 1>(bias, weights, stride, from(lane), y + lane, columns, lanes);
    }
}

template <int W, int R, int V>
SYNTHNET_INLINE void
Multiply(const float* bias,
         const float* weights,
         std::size_t stride,
         const float* x,
         float* y,
         std::size_t rows,
         std::size_t columns,
         std::size_t lanes)
{
    std::size_t row = 0;
    const auto biasHere = [&] { return bias ? bias + row : nullptr; };
    for (; row + R <= rows; row += R)
    {
        MultiplyRows<W, R, V>(biasHere(),
                              weights + row * stride,
                              stride,
                              x,
                              y + row * lanes,
                              columns,
                              lanes);
    }
    for (; row + 4 <= rows; row += 4)
    {
        MultiplyRows<W, 4, V>(biasHere(),
                              weights + row * stride,
                              stride,
                              x,
                              y + row * lanes,
                              columns,
                              lanes);
    }
    for (; row < rows; ++row)
    {
        MultiplyRows<W, 1, V>(biasHere(),
                              weights + row * stride,
                              stride,
                              x,
                              y + row * lanes,
                              columns,
                              lanes);
    }
}

/// @return the sum of a vector's elements
template <int W>
SYNTHNET_INLINE float
SumOf(const Floats<W>& vector)
{
    if constexpr (W == 1)
    {
        return vector[0];
    }
    else
    {
        Floats<W / 2> halves[2];
        std::memcpy(halves, &vector, sizeof(vector));
        return SumOf<W / 2>(halves[0] + halves[1]);
    }
}

/// R rows and C columns of correlate(): sums over lanes in each vector element, then across.
template <int W, int R, int C>
SYNTHNET_INLINE void
CorrelateTile(const float* dy,
              std::size_t dyStep,
              const float* x,
              std::size_t xStep,
              float* weights,
              std::size_t columns,
              std::size_t lanes,
              std::size_t steps)
{
    Floats<W> sums[R][C] = {};
    for (std::size_t step = 0; step < steps; ++step)
    {
        for (std::size_t lane = 0; lane < lanes; lane += W)
        {
            Floats<W> in[C];
            for (int c = 0; c < C; ++c)
            {
                Load<W>(x + step * xStep + c * lanes + lane, in[c]);
            }
            for (int r = 0; r < R; ++r)
            {
                Floats<W> gradient;
                Load<W>(dy + step * dyStep + r * lanes + lane, gradient);
                for (int c = 0; c < C; ++c)
                {
                    sums[r][c] += gradient * in[c];
                }
            }
        }
    }
    for (int r = 0; r < R; ++r)
    {
        for (int c = 0; c < C; ++c)
        {
            weights[r * columns + c] += SumOf<W>(sums[r][c]);
        }
    }
}

template <int W, int R, int C>
SYNTHNET_INLINE void
CorrelateRows(const float* dy,
              std::size_t dyStep,
              const float* x,
              std::size_t xStep,
              float* weights,
              std::size_t columns,
              std::size_t lanes,
              std::size_t steps)
{
    std::size_t column = 0;
    for (; column + C <= columns; column += C)
    {
        CorrelateTile<W, R, C>(dy,
                               dyStep,
                               x + column * lanes,
                               xStep,
                               weights + column,
                               columns,
                               lanes,
                               steps);
    }
    for (; column + 2 <= columns; column += 2)
    {
        CorrelateTile<W, R, 2>(dy,
                               dyStep,
                               x + column * lanes,
                               xStep,
                               weights + column,
                               columns,
                               lanes,
                               steps);
    }
    for (; column < columns; ++column)
    {
        CorrelateTile<W, R, 1>(dy,
                               dyStep,
                               x + column * lanes,
                               xStep,
                               weights + column,
                               columns,
                               lanes,
                               steps);
    }
}

template <int W, int R, int C>
SYNTHNET_INLINE void
Correlate(const float* dy,
          std::size_t dyStep,
          const float* x,
          std::size_t xStep,
          float* weights,
          std::size_t rows,
          std::size_t columns,
          std::size_t lanes,
          std::size_t steps)
{
    std::size_t row = 0;
    for (; row + R <= rows; row += R)
    {
        CorrelateRows<W, R, C>(dy + row * lanes,
                               dyStep,
                               x,
                               xStep,
                               weights + row * columns,
                               columns,
                               lanes,
                               steps);
    }
    for (; row + 2 <= rows; row += 2)
    {
        CorrelateRows<W, 2, C>(dy + row * lanes,
                               dyStep,
                               x,
                               xStep,
                               weights + row * columns,
                               columns,
                               lanes,
                               steps);
    }
    for (; row < rows; ++row)
    {
        CorrelateRows<W, 1, C>(dy + row * lanes,
                               dyStep,
                               x,
                               xStep,
                               weights + row * columns,
                               columns,
                               lanes,
                               steps);
    }
}

template <int W>
SYNTHNET_INLINE void
Step(float* gates, const float* candidate, const float* before, float* after, std::size_t count)
{
    for (std::size_t i = 0; i < count; i += W)
    {
        Floats<W> r;
        Floats<W> z;
        Floats<W> n;
        Floats<W> fromState;
        Load<W>(gates + i, r);
        Load<W>(gates + count + i, z);
        Load<W>(gates + 2 * count + i, n);
        Load<W>(candidate + i, fromState);
        Logistic<W>(r);
        Logistic<W>(z);
        n += r * fromState;
        HyperbolicTangent<W>(n);
        Store<W>(r, gates + i);
        Store<W>(z, gates + count + i);
        Store<W>(n, gates + 2 * count + i);
        Floats<W> state = n - z * n;
        if (before)
        {
            Floats<W> old;
            Load<W>(before + i, old);
            state += z * old;
        }
        Store<W>(state, after + i);
    }
}

template <int W>
SYNTHNET_INLINE void
StepBack(float* gates,
         float* candidate,
         const float* before,
         const float* dAfter,
         float* dBefore,
         std::size_t count)
{
    for (std::size_t i = 0; i < count; i += W)
    {
        Floats<W> r;
        Floats<W> z;
        Floats<W> n;
        Floats<W> fromState;
        Floats<W> gradient;
        Load<W>(gates + i, r);
        Load<W>(gates + count + i, z);
        Load<W>(gates + 2 * count + i, n);
        Load<W>(candidate + i, fromState);
        Load<W>(dAfter + i, gradient);
        Floats<W> old = {};
        if (before)
        {
            Load<W>(before + i, old);
        }
        const Floats<W> dz = gradient * (old - n) * z * (1.0F - z);
        const Floats<W> dn = gradient * (1.0F - z) * (1.0F - n * n);
        const Floats<W> dr = dn * fromState * r * (1.0F - r);
        Store<W>(dr, gates + i);
        Store<W>(dz, gates + count + i);
        Store<W>(dn, gates + 2 * count + i);
        Store<W>(dn * r, candidate + i);
        Store<W>(gradient * z, dBefore + i);
    }
}

template <int W>
SYNTHNET_INLINE void
Sigmoid(float* y, std::size_t count)
{
    for (std::size_t i = 0; i < count; i += W)
    {
        Floats<W> value;
        Load<W>(y + i, value);
        Logistic<W>(value);
        Store<W>(value, y + i);
    }
}

template <int W>
SYNTHNET_INLINE void
SigmoidBack(const float* y, float* dy, std::size_t count)
{
    for (std::size_t i = 0; i < count; i += W)
    {
        Floats<W> value;
        Floats<W> gradient;
        Load<W>(y + i, value);
        Load<W>(dy + i, gradient);
        Store<W>(gradient * value * (1.0F - value), dy + i);
    }
}

// TARGET: the attribute that selects the instruction set. W floats a vector; tiles of R × V vectors
// of multiply() and D × C of correlate() fill its registers.
#define SYNTHNET_GRU_KERNELS(NAME, TARGET, W, R, V, D, C)                                          \
    struct NAME                                                                                    \
    {                                                                                              \
        TARGET static void DoMultiply(const float* bias,                                           \
                                      const float* weights,                                        \
                                      std::size_t stride,                                          \
                                      const float* x,                                              \
                                      float* y,                                                    \
                                      std::size_t rows,                                            \
                                      std::size_t columns,                                         \
                                      std::size_t lanes)                                           \
        {                                                                                          \
            Multiply<W, R, V>(bias, weights, stride, x, y, rows, columns, lanes);                  \
        }                                                                                          \
        TARGET static void DoCorrelate(const float* dy,                                            \
                                       std::size_t dyStep,                                         \
                                       const float* x,                                             \
                                       std::size_t xStep,                                          \
                                       float* weights,                                             \
                                       std::size_t rows,                                           \
                                       std::size_t columns,                                        \
                                       std::size_t lanes,                                          \
                                       std::size_t steps)                                          \
        {                                                                                          \
            Correlate<W, D, C>(dy, dyStep, x, xStep, weights, rows, columns, lanes, steps);        \
        }                                                                                          \
        TARGET static void DoStep(float* gates,                                                    \
                                  const float* candidate,                                          \
                                  const float* before,                                             \
                                  float* after,                                                    \
                                  std::size_t count)                                               \
        {                                                                                          \
            Step<W>(gates, candidate, before, after, count);                                       \
        }                                                                                          \
        TARGET static void DoStepBack(float* gates,                                                \
                                      float* candidate,                                            \
                                      const float* before,                                         \
                                      const float* dAfter,                                         \
                                      float* dBefore,                                              \
                                      std::size_t count)                                           \
        {                                                                                          \
            StepBack<W>(gates, candidate, before, dAfter, dBefore, count);                         \
        }                                                                                          \
        TARGET static void DoSigmoid(float* y, std::size_t count)                                  \
        {                                                                                          \
            Sigmoid<W>(y, count);                                                                  \
        }                                                                                          \
        TARGET static void DoSigmoidBack(const float* y, float* dy, std::size_t count)             \
        {                                                                                          \
            SigmoidBack<W>(y, dy, count);                                                          \
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
        static constexpr GruKernels KERNELS{DoMultiply,                                            \
                                            DoCorrelate,                                           \
                                            DoStep,                                                \
                                            DoStepBack,                                            \
                                            DoSigmoid,                                             \
                                            DoSigmoidBack,                                         \
                                            DoAdam,                                                \
                                            #NAME};                                                \
    };

SYNTHNET_GRU_KERNELS(Plain, , 4, 4, 2, 3, 3)
#if defined(__x86_64__)
#if defined(__clang__) // which knows no preference and would drop the whole attribute for it
#define SYNTHNET_WIDEST_VECTORS
#else
#define SYNTHNET_WIDEST_VECTORS ",prefer-vector-width=512"
#endif
SYNTHNET_GRU_KERNELS(Avx2, __attribute__((target("avx2,fma"))), 8, 6, 2, 3, 4)
SYNTHNET_GRU_KERNELS(
    Avx512,
    __attribute__((target("avx512f,avx512dq,avx512vl,avx512bw,fma" SYNTHNET_WIDEST_VECTORS))),
    16,
    12,
    2,
    6,
    4)
#endif

} // namespace

const GruKernels&
BestGruKernels()
{
#if defined(__x86_64__)
    static const GruKernels& best =
        __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
                __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512bw")
            ? Avx512::KERNELS
        : __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") ? Avx2::KERNELS
                                                                          : Plain::KERNELS;
    return best;
#else
    return Plain::KERNELS;
#endif
}

const GruKernels&
PlainGruKernels()
{
    return Plain::KERNELS;
}

} // namespace ns3::synthnet
