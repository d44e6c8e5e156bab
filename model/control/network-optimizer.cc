/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "network-optimizer.h"

#include "dense-kernels.h"

#include "ns3/input-error.h"

#include <cmath>

namespace ns3::synthnet
{
namespace
{

constexpr double BETA1 = 0.9;
constexpr double BETA2 = 0.999;
constexpr float EPSILON = 1e-8F;

class AdamNetworkOptimizer : public NetworkOptimizer
{
  public:
    AdamNetworkOptimizer(double learningRate, std::size_t count)
        : m_learningRate(learningRate),
          m_mean(count),
          m_square(count)
    {
    }

    void Step(std::vector<float>& parameters, const std::vector<float>& gradients) override
    {
        ++m_steps;
        BestDenseKernels().adam(parameters.data(),
                                gradients.data(),
                                m_mean.data(),
                                m_square.data(),
                                parameters.size(),
                                static_cast<float>(m_learningRate / (1 - std::pow(BETA1, m_steps))),
                                static_cast<float>(1 / std::sqrt(1 - std::pow(BETA2, m_steps))),
                                static_cast<float>(BETA1),
                                static_cast<float>(BETA2),
                                EPSILON);
    }

    void Save(TensorStore& store, const std::string& prefix) const override
    {
        store.Add(prefix + ".mean", m_mean);
        store.Add(prefix + ".square", m_square);
        store.Add(prefix + ".steps", std::vector<double>{m_steps});
    }

    void Load(const SafetensorsFile& file, const std::string& prefix) override
    {
        const std::vector<int64_t> shape{static_cast<int64_t>(m_mean.size())};
        std::vector<float> mean = NeedFloats(file, prefix + ".mean", shape);
        std::vector<float> square = NeedFloats(file, prefix + ".square", shape);
        const std::vector<double> steps = NeedDoubles(file, prefix + ".steps");
        if (steps.size() != 1 || !(steps[0] >= 0))
        {
            throw InputError(file.Name(), 0, prefix + ".steps is damaged, expected a count");
        }
        m_mean = std::move(mean);
        m_square = std::move(square);
        m_steps = steps[0];
    }

  private:
    double m_learningRate;
    std::vector<float> m_mean;
    std::vector<float> m_square;
    double m_steps{0};
};

class NesterovNetworkOptimizer : public NetworkOptimizer
{
  public:
    NesterovNetworkOptimizer(double learningRate, double momentum, std::size_t count)
        : m_learningRate(static_cast<float>(learningRate)),
          m_momentum(static_cast<float>(momentum)),
          m_velocity(count)
    {
    }

    void Step(std::vector<float>& parameters, const std::vector<float>& gradients) override
    {
        for (std::size_t i = 0; i < parameters.size(); ++i)
        {
            m_velocity[i] = m_momentum * m_velocity[i] + gradients[i];
            parameters[i] -= m_learningRate * (gradients[i] + m_momentum * m_velocity[i]);
        }
    }

    void Save(TensorStore& store, const std::string& prefix) const override
    {
        store.Add(prefix + ".velocity", m_velocity);
    }

    void Load(const SafetensorsFile& file, const std::string& prefix) override
    {
        m_velocity =
            NeedFloats(file, prefix + ".velocity", {static_cast<int64_t>(m_velocity.size())});
    }

  private:
    float m_learningRate;
    float m_momentum;
    std::vector<float> m_velocity;
};

} // namespace

std::unique_ptr<NetworkOptimizer>
MakeNetworkOptimizer(OptimizerKind kind, double learningRate, double momentum, std::size_t count)
{
    if (kind == OptimizerKind::ADAM)
    {
        return std::make_unique<AdamNetworkOptimizer>(learningRate, count);
    }
    return std::make_unique<NesterovNetworkOptimizer>(learningRate, momentum, count);
}

} // namespace ns3::synthnet
