/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "context-fid.h"

#include "one-thread.h"
#include "score-network.h"
#include "series-encoder.h"

#include "ns3/frechet-distance.h"
#include "ns3/input-error.h"

#include <algorithm>

namespace ns3::synthnet
{

namespace
{

constexpr Eigen::Index FEWEST = 2; // that have a covariance

torch::Tensor
SeriesTensor(const WindowSet& windows)
{
    return WindowTensor(windows).permute({2, 0, 1}).contiguous(); // [windows, steps, features]
}

Eigen::MatrixXd
Embeddings(const SeriesEncoder& encoder, const WindowSet& windows)
{
    const torch::Tensor codes = encoder.Encode(SeriesTensor(windows)).contiguous();
    using RowMajor = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
    return Eigen::Map<const RowMajor>(codes.data_ptr<float>(), codes.size(0), codes.size(1))
        .cast<double>();
}

} // namespace

ContextFid::ContextFid(Eigen::Index steps)
    : m_steps(steps)
{
}

Eigen::Index
ContextFid::StepsFor(Eigen::Index values)
{
    constexpr Eigen::Index FEW_VALUES = 100000;
    constexpr Eigen::Index STEPS_OF_FEW = 200;
    constexpr Eigen::Index STEPS_OF_MANY = 600;
    return values <= FEW_VALUES ? STEPS_OF_FEW : STEPS_OF_MANY;
}

Eigen::Index
ContextFid::FewestWindows() const
{
    return FEWEST;
}

double
ContextFid::Compare(const WindowSet& real, const WindowSet& other, uint64_t seed) const
{
    const Eigen::Index count = std::min(real.Count(), other.Count());
    if (count < FEWEST)
    {
        throw InputError("Context-FID has one window of a side, expected at least two");
    }
    const OneThread oneThread;
    RandomNumbers random(seed, 0);
    const torch::Tensor learned = SeriesTensor(real);
    SeriesEncoder encoder(learned.size(2), {}, random);
    encoder.Learn(learned, m_steps);
    return FrechetDistance(Embeddings(encoder, real.Spaced(count)),
                           Embeddings(encoder, other.Spaced(count)));
}

} // namespace ns3::synthnet
