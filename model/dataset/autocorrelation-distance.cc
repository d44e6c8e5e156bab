/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "autocorrelation-distance.h"

#include <algorithm>
#include <stdexcept>

namespace ns3::synthnet
{

using Eigen::Index;
using Eigen::VectorXd;

VectorXd
WindowAutocorrelation(const WindowSet& windows, Index feature, Index maxLag)
{
    const Index seqLen = windows.SeqLen();
    if (maxLag < 0 || maxLag >= seqLen)
    {
        throw std::invalid_argument("autocorrelation needs windows longer than its largest lag");
    }
    const VectorXd values = windows.Values(feature);
    VectorXd correlation = VectorXd::Zero(maxLag);
    if (values.minCoeff() == values.maxCoeff())
    {
        return correlation; // the mean of equal values may be off by a rounding error
    }
    const VectorXd centred = values.array() - values.mean();
    const double variance = centred.squaredNorm() / static_cast<double>(centred.size());
    for (Index lag = 1; lag <= maxLag; ++lag)
    {
        const Index overlap = seqLen - lag;
        double sum = 0;
        for (Index window = 0; window < windows.Count(); ++window)
        {
            sum += centred.segment(window * seqLen, overlap)
                       .dot(centred.segment(window * seqLen + lag, overlap));
        }
        correlation(lag - 1) = sum / static_cast<double>(windows.Count() * overlap) / variance;
    }
    return correlation;
}

double
AutocorrelationDistance::Compare(const WindowSet& real, const WindowSet& other, uint64_t) const
{
    constexpr Index LAGS = 10;
    const Index lags = std::min(LAGS, real.SeqLen() - 1);
    double sum = 0;
    Index count = 0;
    for (Index feature = 0; feature < static_cast<Index>(real.Names().size()); ++feature)
    {
        const VectorXd values = real.Values(feature);
        if (values.minCoeff() != values.maxCoeff())
        {
            sum += (WindowAutocorrelation(real, feature, lags) -
                    WindowAutocorrelation(other, feature, lags))
                       .cwiseAbs()
                       .sum();
            count += lags;
        }
    }
    return count == 0 ? 0 : sum / static_cast<double>(count);
}

} // namespace ns3::synthnet
