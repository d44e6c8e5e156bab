/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_DIFFUSION_NETWORK_H
#define SYNTHNET_DIFFUSION_NETWORK_H

#include "diffusion-columns.h"
#include "diffusion-config.h"
#include "ns3/random-numbers.h"

#include <torch/types.h>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-timegan
 * @brief The random part of a training step: what it leaves out. Not for public headers.
 */
class DiffusionNoise
{
  public:
    /// @param seed decides all that is left out
    explicit DiffusionNoise(uint64_t seed);

    /// @return @p x, of which a share @p rate is 0 and the rest larger for it
    torch::Tensor Dropout(const torch::Tensor& x, double rate);
    torch::Tensor Chosen(torch::IntArrayRef shape, double share); //!< 1 where chosen, else 0

  private:
    torch::Generator m_generator;
};

/**
 * @ingroup synthnet-timegan
 * @brief The denoiser of a discrete diffusion over windows.
 *
 * The forward process masks a window's values one by one, from the last variable of the last row
 * to the first of the first row; the reverse process unmasks them in forward time. With this
 * absorbing process and its fixed order, the diffusion's bound on the likelihood is exact and the
 * reverse process autoregressive (Austin et al., Structured Denoising Diffusion Models in Discrete
 * State-Spaces, NeurIPS 2021, section 4). The network gives the probabilities of the next value's
 * tokens from what is unmasked; in training a share of that is masked at random as well.
 *
 * Rows before the current one pass causal layers, each joining a row with the one 1, 2, 4 … rows
 * before; what they say, and the values in the row so far, enter a small network for each variable.
 * Its last layer begins at the tokens' shares in the table, and is told through bumps over
 * neighbouring tokens, broad and narrow, so that what holds for a token holds for its neighbours
 * unless the data say otherwise.
 *
 * Not for public headers: it names Torch's types. N is a number of rows, B of windows, L of rows in
 * a window, F of DiffusionColumns::Features(), H of units, V of variables, K of tokens.
 */
class DiffusionNetwork
{
  public:
    /// @param columns, config of the model
    DiffusionNetwork(const DiffusionColumns& columns, const DiffusionConfig& config);

    /// @brief Draws all weights.
    void Initialize(RandomNumbers& random);

    const std::vector<torch::Tensor>& Parameters() const;         //!< leaves, in a fixed order
    std::map<std::string, torch::Tensor> NamedParameters() const; //!< the same by name

    /// @param tensors all that NamedParameters() names, of the same shapes
    void SetNamedParameters(const std::map<std::string, torch::Tensor>& tensors);

    /// @return features of which @p noise hides a share, each variable in each row by itself
    torch::Tensor Mask(const torch::Tensor& features, DiffusionNoise& noise) const; // [N, F]

    /**
     * @param features [B, L, F]
     * @param noise null to leave out nothing
     * @return [B, L, H], of each row what the rows before it say
     */
    torch::Tensor Context(const torch::Tensor& features, DiffusionNoise* noise) const;

    /// @return [1, H], what no rows say
    torch::Tensor EmptyContext() const;

    /**
     * @param context [N, H]
     * @param features [N, F]
     * @param first whether the rows are first rows of windows
     * @param noise null to leave out nothing
     * @return logits of each variable's tokens given the variables before it, [V, N, K]
     */
    torch::Tensor Logits(const torch::Tensor& context,
                         const torch::Tensor& features,
                         bool first,
                         DiffusionNoise* noise) const;

    /// What the causal layers keep of the rows so far, to go on by one row.
    class Memory;

    /**
     * @param features [N, F], of the row before; not looked at in the first row
     * @param memory of the rows before that
     * @return as Context(), of the next row, [N, H]
     */
    torch::Tensor NextContext(const torch::Tensor& features, Memory& memory) const;

    /// @return [N, V · H], what the variables' networks begin with
    torch::Tensor Begin(const torch::Tensor& context) const;

    /// @brief Adds to what Begin() returned what a variable's value says to the later ones.
    /// @param features of the variable alone, [N, width]
    void Tell(torch::Tensor& begun, std::size_t variable, const torch::Tensor& features) const;

    /// @return probabilities of a variable's tokens, [N, K]
    torch::Tensor Probabilities(const torch::Tensor& begun, std::size_t variable, bool first) const;

  private:
    struct Layer
    {
        torch::Tensor scale, shift;     // of the norm, [H]
        torch::Tensor join, joinBias;   // [2H, H], [H]
        torch::Tensor leave, leaveBias; // [H, H], [H]
    };

    /// The last layer of the variables' networks, for first rows or for later ones.
    struct Head
    {
        torch::Tensor weight; // [V, H, M]
        torch::Tensor bias;   // [V, 1, K]
        torch::Tensor bumps;  // [V, M, K], constant
    };

    torch::Tensor Add(const std::string& name, torch::IntArrayRef shape);
    Head MakeHead(const DiffusionColumns& columns, bool first);
    torch::Tensor LayerStep(const Layer& layer,
                            const torch::Tensor& x,
                            const torch::Tensor& normed,
                            const torch::Tensor& earlier,
                            DiffusionNoise* noise) const;
    torch::Tensor Normed(const torch::Tensor& x,
                         const torch::Tensor& scale,
                         const torch::Tensor& shift) const;

    int64_t m_units;
    int64_t m_variables;
    double m_dropout;
    double m_masked;
    std::vector<int64_t> m_begins; // of the variables' features; V + 1
    std::vector<std::string> m_names;
    std::vector<torch::Tensor> m_parameters;

    torch::Tensor m_nothing;            // [H], what stands for the row before the first one
    torch::Tensor m_enter, m_enterBias; // [F, H], [H]
    std::vector<Layer> m_layers;
    torch::Tensor m_scale, m_shift;     // of the last norm, [H]
    torch::Tensor m_hear, m_hearBias;   // of the context, [H, V · H], [V · H]
    torch::Tensor m_tell;               // of the row's values, [F, V · H]
    torch::Tensor m_later;              // [F, V · H], 1 where a value may speak to a variable
    torch::Tensor m_think, m_thinkBias; // [V, H, H], [V, 1, H]
    Head m_firstHead;
    Head m_laterHead;
};

/// Not for public headers.
class DiffusionNetwork::Memory
{
  public:
    /// @param rows at which windows are drawn, side by side
    explicit Memory(int64_t rows);

  private:
    friend class DiffusionNetwork;

    int64_t m_rows;
    std::size_t m_step{0};
    std::vector<std::vector<torch::Tensor>> m_normed; // of each layer, the last rows' as a ring
};

} // namespace ns3::synthnet

#endif // SYNTHNET_DIFFUSION_NETWORK_H
