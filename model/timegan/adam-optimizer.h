/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_ADAM_OPTIMIZER_H
#define SYNTHNET_ADAM_OPTIMIZER_H

#include <torch/types.h>

#include <cstdint>
#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-timegan
 * @brief Adam (Kingma and Ba, 2015), without weight decay, in one pass over each tensor.
 *
 * Not for public headers: it names Torch's types.
 */
class AdamOptimizer
{
  public:
    /**
     * @param parameters leaves that are changed in place; they keep their order in a checkpoint
     * @param rate learning rate
     */
    AdamOptimizer(std::vector<torch::Tensor> parameters, double rate);

    void SetRate(double rate); //!< from the next step on

    /// @param gradients one for each parameter
    void Step(const std::vector<torch::Tensor>& gradients);

    const std::vector<torch::Tensor>& Parameters() const; //!< as given

    /// What a checkpoint keeps: the number of steps, and the moments of each parameter.
    struct State
    {
        int64_t steps{0};
        std::vector<torch::Tensor> means;
        std::vector<torch::Tensor> squares;
    };

    const State& Current() const;     //!< the tensors themselves, not copies
    void Restore(const State& state); //!< copies the values

  private:
    std::vector<torch::Tensor> m_parameters;
    double m_rate;
    State m_state;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_ADAM_OPTIMIZER_H
