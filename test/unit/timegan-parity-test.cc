/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "shared-data.h"
#include "tensor-file.h"
#include "timegan-losses.h"
#include "timegan-networks.h"

#include <gtest/gtest.h>

#include <torch/csrc/autograd/autograd.h>

#include <ATen/ATen.h>

#include <algorithm>
#include <memory>

using namespace ns3::synthnet;

namespace
{

/// The vectors that PyTorch computed, for both implementations of the GRU.
class TimeGanParity : public SharedDataTest
{
  protected:
    void SetUp() override
    {
        SharedDataTest::SetUp();
        if (IsSkipped())
        {
            return;
        }
        m_file = std::make_unique<SafetensorsFile>(SharedFile("golden/timegan_small.safetensors"));
        for (const auto& [name, tensor] : m_file->Content().tensors)
        {
            m_golden.emplace(name, ReadFloats(*m_file, name, tensor.shape));
        }
    }

    /// Of data and latent: golden is [windows, steps, features].
    torch::Tensor Golden(const std::string& name) const
    {
        const torch::Tensor& tensor = m_golden.at(name);
        return tensor.dim() == 3 ? tensor.permute({1, 2, 0}).contiguous() : tensor;
    }

    void ExpectGolden(const torch::Tensor& tensor, const std::string& name) const
    {
        const torch::Tensor golden = Golden(name).view(tensor.sizes());
        EXPECT_LT((tensor - golden).abs().max().item<double>(),
                  1e-5 * std::max(1.0, golden.abs().max().item<double>()))
            << name;
    }

    /// The gradients of a loss in these networks against those called PREFIX.NETWORK.PART.
    void ExpectGradients(
        const torch::Tensor& loss,
        const std::string& prefix,
        const std::vector<std::pair<std::string, const RecurrentNetwork*>>& networks) const
    {
        std::vector<torch::Tensor> wanted;
        for (const auto& [name, network] : networks)
        {
            wanted.insert(wanted.end(), network->Parameters().begin(), network->Parameters().end());
        }
        const auto found = torch::autograd::grad({loss}, wanted);
        auto next = found.begin();
        for (const auto& [name, network] : networks)
        {
            const auto end = next + static_cast<std::ptrdiff_t>(network->Parameters().size());
            for (const auto& [part, gradient] : network->Named({next, end}))
            {
                ExpectGolden(gradient, prefix + '.' + name + '.' + part);
            }
            next = end;
        }
    }

    void ExpectAll(GruKind kind) const
    {
        TimeGanNetworks nets(6, 8, kind, torch::kCPU, std::make_shared<WorkerPool>(2));
        nets.SetNamedParameters(m_golden);
        // A pass of a fused network gives its gradients once, so each loss has passes of its own.
        const torch::Tensor x = Golden("in.X");
        const torch::Tensor z = Golden("in.Z");
        {
            const torch::Tensor h = nets.embedder.Forward(x);
            const torch::Tensor eHat = nets.generator.Forward(z);
            const torch::Tensor hHat = nets.supervisor.Forward(eHat);
            const torch::Tensor xHat = nets.recovery.Forward(hHat);
            const torch::Tensor fake = nets.discriminator.Forward(hHat);
            const torch::Tensor fakeE = nets.discriminator.Forward(eHat);
            ExpectGolden(h, "out.H");
            ExpectGolden(eHat, "out.E_hat");
            ExpectGolden(hHat, "out.H_hat");
            ExpectGolden(xHat, "out.X_hat");
            ExpectGolden(fake, "out.Y_fake");
            ExpectGolden(fakeE, "out.Y_fake_e");
            const torch::Tensor supervised = SupervisedLoss(h, nets.supervisor.Forward(h));
            const torch::Tensor moments = MomentLoss(x, xHat);
            const torch::Tensor loss = GeneratorLoss(fake, fakeE, supervised, moments, 1);
            ExpectGolden(supervised, "loss.G_S");
            ExpectGolden(moments, "loss.G_V");
            ExpectGolden(loss, "loss.G");
            ExpectGradients(loss,
                            "gradG",
                            {{"generator", &nets.generator}, {"supervisor", &nets.supervisor}});
        }
        {
            const torch::Tensor h = nets.embedder.Forward(x);
            const torch::Tensor recovered = nets.recovery.Forward(h);
            ExpectGolden(recovered, "out.X_tilde");
            const torch::Tensor reconstruction = ReconstructionLoss(x, recovered);
            const torch::Tensor loss =
                EmbedderLoss(reconstruction, SupervisedLoss(h, nets.supervisor.Forward(h)));
            ExpectGolden(reconstruction, "loss.E0");
            ExpectGolden(loss, "loss.E");
            ExpectGradients(loss,
                            "gradE",
                            {{"embedder", &nets.embedder}, {"recovery", &nets.recovery}});
        }
        {
            const torch::Tensor real = nets.discriminator.Forward(nets.embedder.Forward(x));
            const torch::Tensor eHat = nets.generator.Forward(z);
            const torch::Tensor loss =
                DiscriminatorLoss(real,
                                  nets.discriminator.Forward(nets.supervisor.Forward(eHat)),
                                  nets.discriminator.Forward(eHat),
                                  1);
            ExpectGolden(real, "out.Y_real");
            ExpectGolden(loss, "loss.D");
            ExpectGradients(loss, "gradD", {{"discriminator", &nets.discriminator}});
        }
    }

  private:
    std::unique_ptr<SafetensorsFile> m_file;
    NamedTensors m_golden;
};

TEST_F(TimeGanParity, OutputsLossesAndGradientsOfTheFusedNetworksArePyTorchs)
{
    ExpectAll(GruKind::FUSED);
}

TEST_F(TimeGanParity, OutputsLossesAndGradientsOfTorchsNetworksArePyTorchs)
{
    ExpectAll(GruKind::TORCH);
}

} // namespace
