/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_TIMEGAN_NETWORKS_H
#define SYNTHNET_TIMEGAN_NETWORKS_H

#include "recurrent-network.h"

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-timegan
 * @brief The five networks of TimeGAN (Yoon, Jarrett and van der Schaar, NeurIPS 2019).
 *
 * Not for public headers: it names Torch's types.
 */
struct TimeGanNetworks
{
    /**
     * @param features of a step of the data, and of the noise
     * @param hiddenDim units of each layer, and features of the latent space
     * @param kind, device, pool as for RecurrentNetwork
     */
    TimeGanNetworks(std::size_t features,
                    std::size_t hiddenDim,
                    GruKind kind,
                    torch::Device device,
                    const std::shared_ptr<WorkerPool>& pool);

    RecurrentNetwork embedder;      //!< data → latent
    RecurrentNetwork recovery;      //!< latent → data
    RecurrentNetwork generator;     //!< noise → latent
    RecurrentNetwork supervisor;    //!< latent → latent one step ahead
    RecurrentNetwork discriminator; //!< latent → logit, above 0 when it seems real

    /// @brief Draws all weights.
    void Initialize(RandomNumbers& random);

    /// @return the networks by name, in the order above
    std::vector<std::pair<std::string, RecurrentNetwork*>> All();
    std::vector<std::pair<std::string, const RecurrentNetwork*>> All() const; //!< as above

    /// @return copies of all parameters, called NETWORK.PART
    std::map<std::string, torch::Tensor> NamedParameters() const;

    /// @param tensors all that NamedParameters() names, of the same shapes
    void SetNamedParameters(const std::map<std::string, torch::Tensor>& tensors);
};

} // namespace ns3::synthnet

#endif // SYNTHNET_TIMEGAN_NETWORKS_H
