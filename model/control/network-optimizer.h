/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_NETWORK_OPTIMIZER_H
#define SYNTHNET_NETWORK_OPTIMIZER_H

#include "tensor-store.h"

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace ns3::synthnet
{

/// @ingroup synthnet-control
/// @brief How a gradient becomes a step.
enum class OptimizerKind
{
    ADAM,     //!< Kingma and Ba, 2015, with β 0.9 and 0.999, ε 1e-8
    NESTEROV, //!< gradient descent with Nesterov's momentum, as PyTorch and Keras compute it
};

/**
 * @ingroup synthnet-control
 * @brief Changes an array of parameters by their gradients. A parameter whose gradients were always
 * 0 keeps its bits.
 */
class NetworkOptimizer
{
  public:
    virtual ~NetworkOptimizer() = default;

    /**
     * @brief Takes a step.
     * @param parameters as many at each call
     * @param gradients one for each
     */
    virtual void Step(std::vector<float>& parameters, const std::vector<float>& gradients) = 0;

    /// @brief Adds what decides the steps to come, as tensors whose names begin with @p prefix.
    virtual void Save(TensorStore& store, const std::string& prefix) const = 0;

    /// @throws InputError naming the file when what Save() wrote is not there
    virtual void Load(const SafetensorsFile& file, const std::string& prefix) = 0;
};

/**
 * @ingroup synthnet-control
 * @param learningRate above 0
 * @param momentum of NESTEROV, from 0 to below 1
 * @param count parameters
 */
std::unique_ptr<NetworkOptimizer> MakeNetworkOptimizer(OptimizerKind kind,
                                                       double learningRate,
                                                       double momentum,
                                                       std::size_t count);

} // namespace ns3::synthnet

#endif // SYNTHNET_NETWORK_OPTIMIZER_H
