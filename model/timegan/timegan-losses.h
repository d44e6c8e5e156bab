/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_TIMEGAN_LOSSES_H
#define SYNTHNET_TIMEGAN_LOSSES_H

#include <torch/types.h>

namespace ns3::synthnet
{

/// @ingroup synthnet-timegan
/// @return 10·√MSE between data [steps, features, windows] and what the recovery made of their
///         embedding, TimeGAN's E0
torch::Tensor ReconstructionLoss(const torch::Tensor& x, const torch::Tensor& recovered);

/// @ingroup synthnet-timegan
/// @return the MSE between latent steps 1 … and what the supervisor foretold from the steps before,
///         both [steps, hidden, windows], TimeGAN's S; 0 with one step
torch::Tensor SupervisedLoss(const torch::Tensor& latent, const torch::Tensor& foretold);

/// @ingroup synthnet-timegan
/// @return |σ(synthetic) − σ(real)| + |mean(synthetic) − mean(real)|, moments over the windows,
///         averaged over steps and features, TimeGAN's V; σ = √(population variance + 1e-6)
torch::Tensor MomentLoss(const torch::Tensor& real, const torch::Tensor& synthetic);

/// @ingroup synthnet-timegan
/// @return the mean cross entropy of logits when all ought to say real, or synthetic
torch::Tensor RealLoss(const torch::Tensor& logits);
torch::Tensor SyntheticLoss(const torch::Tensor& logits); //!< as above

/// @ingroup synthnet-timegan
/// @return U + γ·U_e + 100·√S + 100·V, what generator and supervisor learn from
torch::Tensor GeneratorLoss(const torch::Tensor& supervisedLogits,
                            const torch::Tensor& latentLogits,
                            const torch::Tensor& supervised,
                            const torch::Tensor& moments,
                            double gamma);

/// @ingroup synthnet-timegan
/// @return E0 + 0.1·S, what embedder and recovery learn from in the joint phase
torch::Tensor EmbedderLoss(const torch::Tensor& reconstruction, const torch::Tensor& supervised);

/// @ingroup synthnet-timegan
/// @return real on H, synthetic on Ĥ, and γ times synthetic on Ê, from the logits
torch::Tensor DiscriminatorLoss(const torch::Tensor& realLogits,
                                const torch::Tensor& supervisedLogits,
                                const torch::Tensor& latentLogits,
                                double gamma);

} // namespace ns3::synthnet

#endif // SYNTHNET_TIMEGAN_LOSSES_H
