/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "timegan-networks.h"

namespace ns3::synthnet
{
namespace
{

constexpr std::size_t LAYERS = 3;
constexpr std::size_t SUPERVISOR_LAYERS = 2;

} // namespace

TimeGanNetworks::TimeGanNetworks(std::size_t features,
                                 std::size_t hiddenDim,
                                 GruKind kind,
                                 torch::Device device,
                                 const std::shared_ptr<WorkerPool>& pool)
    : embedder({features, hiddenDim, LAYERS, hiddenDim, true}, kind, device, pool),
      recovery({hiddenDim, hiddenDim, LAYERS, features, true}, kind, device, pool),
      generator({features, hiddenDim, LAYERS, hiddenDim, true}, kind, device, pool),
      supervisor({hiddenDim, hiddenDim, SUPERVISOR_LAYERS, hiddenDim, true}, kind, device, pool),
      discriminator({hiddenDim, hiddenDim, LAYERS, 1, false}, kind, device, pool)
{
}

void
TimeGanNetworks::Initialize(RandomNumbers& random)
{
    for (const auto& [name, network] : All())
    {
        network->Initialize(random);
    }
}

std::vector<std::pair<std::string, RecurrentNetwork*>>
TimeGanNetworks::All()
{
    return {{"embedder", &embedder},
            {"recovery", &recovery},
            {"generator", &generator},
            {"supervisor", &supervisor},
            {"discriminator", &discriminator}};
}

std::vector<std::pair<std::string, const RecurrentNetwork*>>
TimeGanNetworks::All() const
{
    return {{"embedder", &embedder},
            {"recovery", &recovery},
            {"generator", &generator},
            {"supervisor", &supervisor},
            {"discriminator", &discriminator}};
}

std::map<std::string, torch::Tensor>
TimeGanNetworks::NamedParameters() const
{
    std::map<std::string, torch::Tensor> all;
    for (const auto& [name, network] : All())
    {
        for (const auto& [part, tensor] : network->NamedParameters())
        {
            all.emplace(name + '.' + part, tensor);
        }
    }
    return all;
}

void
TimeGanNetworks::SetNamedParameters(const std::map<std::string, torch::Tensor>& tensors)
{
    for (const auto& [name, network] : All())
    {
        std::map<std::string, torch::Tensor> parts;
        for (const GruShape::Part& part : network->Shape().Parts())
        {
            parts.emplace(part.name, tensors.at(name + '.' + part.name));
        }
        network->SetNamedParameters(parts);
    }
}

} // namespace ns3::synthnet
