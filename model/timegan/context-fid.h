/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_CONTEXT_FID_H
#define SYNTHNET_CONTEXT_FID_H

#include "ns3/window-score.h"

#include <optional>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-timegan
 * @brief The Fréchet distance between embeddings of real and of other windows, by an encoder
 * (TS2Vec) that learned from all real windows without labels.
 *
 * Both sides are thinned to equally many windows before they are compared, because the distance is
 * biased upwards when there are few; its scale depends on the data.
 *
 * Source: Jeha et al., PSA-GAN, ICLR 2022; the configuration is that of Diffusion-TS, ICLR 2024.
 */
class ContextFid : public WindowScore
{
  public:
    /// @param steps that the encoder learns
    explicit ContextFid(Eigen::Index steps);

    /// @return the steps that suit real windows of so many values: 200 up to 100,000, else 600
    static Eigen::Index StepsFor(Eigen::Index values);

    /// @throws InputError when a side has fewer than two windows
    double Compare(const WindowSet& real, const WindowSet& other, uint64_t seed) const override;
    Eigen::Index FewestWindows() const override;

  private:
    Eigen::Index m_steps;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_CONTEXT_FID_H
