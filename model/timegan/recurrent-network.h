/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_RECURRENT_NETWORK_H
#define SYNTHNET_RECURRENT_NETWORK_H

#include "compute-options.h"
#include "gru-stack.h"
#include "ns3/random-numbers.h"
#include "worker-pool.h"

#include <torch/types.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-timegan
 * @brief A GruShape as a differentiable function of LibTorch.
 *
 * Not for public headers: it names Torch's types.
 */
class RecurrentNetwork
{
  public:
    /**
     * @param shape what it computes
     * @param kind FUSED needs device CPU
     * @param device where its parameters are and its input must be
     * @param pool threads of the fused kind; must outlive the network and all graphs through it
     */
    RecurrentNetwork(const GruShape& shape,
                     GruKind kind,
                     torch::Device device,
                     std::shared_ptr<WorkerPool> pool);
    ~RecurrentNetwork();
    RecurrentNetwork(RecurrentNetwork&&) noexcept;

    /// @brief Draws new weights: uniform in ±sqrt(6 / (rows of a gate + columns)) (Glorot and
    /// Bengio, 2010), biases zero.
    void Initialize(RandomNumbers& random);

    /**
     * @param x [steps, inputs, windows]
     * @return [steps, outputs, windows]
     */
    torch::Tensor Forward(const torch::Tensor& x) const;

    const GruShape& Shape() const;

    /// @return the leaves that training changes: one flat tensor when fused, else one a part
    const std::vector<torch::Tensor>& Parameters() const;

    /// @return copies by name (GruShape::Part), on the CPU
    std::map<std::string, torch::Tensor> NamedParameters() const;

    /// @param tensors by name, of the right shapes, all of GruShape::Parts()
    void SetNamedParameters(const std::map<std::string, torch::Tensor>& tensors);

    /// @return tensors like Parameters(), split into named parts, for example their gradients
    std::map<std::string, torch::Tensor> Named(const std::vector<torch::Tensor>& tensors) const;

  private:
    class Fused;
    GruShape m_shape;
    std::shared_ptr<Fused> m_fused;
    std::vector<torch::Tensor> m_parameters;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_RECURRENT_NETWORK_H
