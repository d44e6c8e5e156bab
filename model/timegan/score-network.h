/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_SCORE_NETWORK_H
#define SYNTHNET_SCORE_NETWORK_H

#include "adam-optimizer.h"
#include "recurrent-network.h"

#include "ns3/window-set.h"

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-timegan
 * @brief The small network of the TimeGAN paper's scores, a GRU layer and a head, and its
 * optimizer.
 *
 * Not for public headers: it names Torch's types.
 */
class ScoreNetwork
{
  public:
    /**
     * @param features of the windows; the GRU has half as many units
     * @param inputs features that it sees
     * @param sigmoid whether its head ends in one
     * @param random for its first weights
     */
    ScoreNetwork(std::size_t features, std::size_t inputs, bool sigmoid, RandomNumbers& random);

    /// @param x [steps, inputs, windows]
    /// @return [steps, windows]
    torch::Tensor Forward(const torch::Tensor& x) const;

    /// One step of the optimizer down a loss of Forward().
    void Descend(const torch::Tensor& loss);

  private:
    RecurrentNetwork m_network;
    AdamOptimizer m_optimizer;
};

/// @ingroup synthnet-timegan
/// @return the windows as a network takes them, [steps, features, windows]
torch::Tensor WindowTensor(const WindowSet& windows);

/// @ingroup synthnet-timegan
/// @return some windows of a tensor [steps, features, windows]
torch::Tensor ChooseWindows(const torch::Tensor& tensor, const std::vector<std::size_t>& windows);

/// @ingroup synthnet-timegan
/// @return different windows of a tensor, at most as many as it has
torch::Tensor DrawBatch(const torch::Tensor& tensor, std::size_t batch, RandomNumbers& random);

} // namespace ns3::synthnet

#endif // SYNTHNET_SCORE_NETWORK_H
