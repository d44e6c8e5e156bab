/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "timegan-losses.h"

#include <ATen/ATen.h>

namespace ns3::synthnet
{
namespace
{

/// The slope of a root has no bound at 0; this is far below any loss that training reaches.
torch::Tensor
Root(const torch::Tensor& meanSquare)
{
    return (meanSquare + 1e-12).sqrt();
}

} // namespace

torch::Tensor
ReconstructionLoss(const torch::Tensor& x, const torch::Tensor& recovered)
{
    return 10 * Root(at::mse_loss(recovered, x));
}

torch::Tensor
SupervisedLoss(const torch::Tensor& latent, const torch::Tensor& foretold)
{
    const int64_t last = latent.size(0) - 1;
    if (last == 0)
    {
        return 0 * foretold.sum();
    }
    return at::mse_loss(foretold.slice(0, 0, last), latent.slice(0, 1));
}

torch::Tensor
MomentLoss(const torch::Tensor& real, const torch::Tensor& synthetic)
{
    const auto moments = [](const torch::Tensor& x) {
        const auto [variance, mean] = at::var_mean(x, at::IntArrayRef{2}, /* unbiased */ false);
        return std::pair{(variance + 1e-6).sqrt(), mean};
    };
    const auto [realDeviation, realMean] = moments(real);
    const auto [deviation, mean] = moments(synthetic);
    return (deviation - realDeviation).abs().mean() + (mean - realMean).abs().mean();
}

torch::Tensor
RealLoss(const torch::Tensor& logits)
{
    return at::softplus(-logits).mean();
}

torch::Tensor
SyntheticLoss(const torch::Tensor& logits)
{
    return at::softplus(logits).mean();
}

torch::Tensor
GeneratorLoss(const torch::Tensor& supervisedLogits,
              const torch::Tensor& latentLogits,
              const torch::Tensor& supervised,
              const torch::Tensor& moments,
              double gamma)
{
    return RealLoss(supervisedLogits) + gamma * RealLoss(latentLogits) + 100 * Root(supervised) +
           100 * moments;
}

torch::Tensor
EmbedderLoss(const torch::Tensor& reconstruction, const torch::Tensor& supervised)
{
    return reconstruction + 0.1 * supervised;
}

torch::Tensor
DiscriminatorLoss(const torch::Tensor& realLogits,
                  const torch::Tensor& supervisedLogits,
                  const torch::Tensor& latentLogits,
                  double gamma)
{
    return RealLoss(realLogits) + SyntheticLoss(supervisedLogits) +
           gamma * SyntheticLoss(latentLogits);
}

} // namespace ns3::synthnet
