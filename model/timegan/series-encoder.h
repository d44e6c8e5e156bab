/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_SERIES_ENCODER_H
#define SYNTHNET_SERIES_ENCODER_H

#include "adam-optimizer.h"
#include "ns3/random-numbers.h"

#include <torch/types.h>

#include <cstdint>
#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-timegan
 * @brief The TS2Vec encoder: an embedding of every step of a window that learns without labels.
 *
 * A linear layer, ten residual blocks of two convolutions whose dilation doubles from block to
 * block, and one more that widens to the embedding. In training half of the steps are masked after
 * the linear layer, and a tenth of the embedding's values dropped. What is used afterwards are the
 * means of all weights over training.
 *
 * Source: Yue et al., TS2Vec, AAAI 2022. Not for public headers: it names Torch's types.
 */
class SeriesEncoder
{
  public:
    /// Sizes and learning rate; the defaults are those of Context-FID.
    struct Config
    {
        int64_t hidden{64};     //!< channels of the blocks
        int64_t embedding{320}; //!< values of an embedding
        int64_t depth{10};      //!< blocks before the last one
        int64_t batch{8};       //!< windows of a training step
        double rate{1e-3};      //!< of Adam
        double decay{1e-2};     //!< of the weights, each step, times the rate
    };

    /**
     * @param features of a window
     * @param config sizes
     * @param random for the first weights, and later for all that training draws
     */
    SeriesEncoder(int64_t features, const Config& config, RandomNumbers& random);

    /**
     * @brief Learns from windows.
     * @param windows [windows, steps, features], at least one window of two steps
     * @param steps of the optimizer
     */
    void Learn(const torch::Tensor& windows, int64_t steps);

    /**
     * @param windows [windows, steps, features]
     * @return the largest of each value of the embedding over a window, [windows, embedding]
     */
    torch::Tensor Encode(const torch::Tensor& windows) const;

  private:
    /// A parameter's place in the list of all.
    struct Convolution
    {
        std::size_t weight; // [out, in, taps]
        std::size_t bias;   // [out]
        int64_t dilation;
    };

    struct Block
    {
        Convolution first;
        Convolution second;
        bool projects;
        Convolution projection; // of the residual, when it projects
    };

    Convolution AddConvolution(int64_t in, int64_t out, int64_t taps, int64_t dilation);
    torch::Tensor Convolve(const Convolution& convolution, const torch::Tensor& x) const;
    torch::Tensor Linear(const torch::Tensor& windows) const; // [windows, hidden, steps]
    torch::Tensor Embed(torch::Tensor x) const;               // [windows, embedding, steps]
    /// Embeds in training: masked, with values dropped.
    torch::Tensor EmbedNoisily(const torch::Tensor& windows);
    torch::Tensor Loss(const torch::Tensor& batch);
    void Average(int64_t step); // of the weights so far

    Config m_config;
    RandomNumbers& m_random;
    std::vector<torch::Tensor> m_parameters; // the linear layer's weight and bias first
    std::vector<torch::Tensor> m_means;      // over training
    std::vector<Block> m_blocks;
};

/**
 * @ingroup synthnet-timegan
 * @brief The hierarchical contrastive loss of TS2Vec: at each time scale, an embedding is to be
 * nearer to that of the same step and window in the other crop than to those of other windows
 * (instance) and of other steps (temporal).
 * @param a, b embeddings of the same steps, [windows, steps, embedding]
 * @return the mean over the scales, each half the steps of the one before, of the mean of both
 * losses
 */
torch::Tensor HierarchicalContrastiveLoss(torch::Tensor a, torch::Tensor b);

} // namespace ns3::synthnet

#endif // SYNTHNET_SERIES_ENCODER_H
