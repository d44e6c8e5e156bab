/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "t-sne.h"

#include "principal-components.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace ns3::synthnet
{

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

namespace
{

/// One sample's neighbourhood: exp(−beta · distance), normalized; itself left out.
VectorXd
Neighbourhood(const VectorXd& squaredDistances, Index self, double beta)
{
    double nearest = -1;
    for (Index other = 0; other < squaredDistances.size(); ++other)
    {
        if (other != self && (nearest < 0 || squaredDistances(other) < nearest))
        {
            nearest = squaredDistances(other);
        }
    }
    // Relative to the nearest, so that not all of them vanish.
    VectorXd weights = (-beta * (squaredDistances.array() - nearest)).exp();
    weights(self) = 0;
    return weights / weights.sum();
}

double
Entropy(const VectorXd& probabilities)
{
    double entropy = 0;
    for (const double p : probabilities)
    {
        entropy -= p > 0 ? p * std::log(p) : 0;
    }
    return entropy;
}

/// Descends the divergence between the neighbourhoods of the samples and those of their places.
class Descent
{
  public:
    Descent(const MatrixXd& probabilities, MatrixXd start)
        : m_probabilities(probabilities),
          m_places(std::move(start)),
          m_velocity(MatrixXd::Zero(m_places.rows(), 2)),
          m_gains(MatrixXd::Ones(m_places.rows(), 2))
    {
    }

    void Step(double exaggeration, double momentum, double rate)
    {
        constexpr double GAIN_UP = 0.2;
        constexpr double GAIN_DOWN = 0.8;
        constexpr double LEAST_GAIN = 0.01;
        const MatrixXd gradient = Gradient(exaggeration);
        m_gains = ((gradient.array() > 0) != (m_velocity.array() > 0))
                      .select(m_gains.array() + GAIN_UP, m_gains.array() * GAIN_DOWN)
                      .cwiseMax(LEAST_GAIN);
        m_velocity = momentum * m_velocity - rate * m_gains.cwiseProduct(gradient);
        m_places += m_velocity;
        m_places.rowwise() -= m_places.colwise().mean().eval();
    }

    const MatrixXd& Places() const
    {
        return m_places;
    }

  private:
    MatrixXd Gradient(double exaggeration) const
    {
        MatrixXd kernel = (1 + SquaredDistances(m_places).array()).inverse(); // Student's t
        kernel.diagonal().setZero();
        const MatrixXd forces =
            (exaggeration * m_probabilities - kernel / kernel.sum()).cwiseProduct(kernel);
        const VectorXd sums = forces.rowwise().sum();
        return 4 * (sums.asDiagonal() * m_places - forces * m_places);
    }

    const MatrixXd& m_probabilities;
    MatrixXd m_places;
    MatrixXd m_velocity;
    MatrixXd m_gains;
};

} // namespace

MatrixXd
SquaredDistances(const Eigen::Ref<const MatrixXd>& samples)
{
    const VectorXd squares = samples.rowwise().squaredNorm();
    MatrixXd distances = -2 * samples * samples.transpose();
    distances.colwise() += squares;
    distances.rowwise() += squares.transpose();
    return distances.cwiseMax(0); // the difference of equal sums may be off by a rounding error
}

MatrixXd
NeighbourProbabilities(const MatrixXd& squaredDistances, double perplexity)
{
    constexpr int HALVINGS = 60;
    const Index count = squaredDistances.rows();
    const double target = std::log(perplexity);
    MatrixXd conditional(count, count);
    for (Index sample = 0; sample < count; ++sample)
    {
        const VectorXd distances = squaredDistances.col(sample);
        const double scale = distances.mean() > 0 ? distances.mean() : 1;
        double low = 0;
        double high = 0; // none yet
        double beta = 1 / scale;
        for (int halving = 0; halving < HALVINGS; ++halving)
        {
            const bool tooWide = Entropy(Neighbourhood(distances, sample, beta)) > target;
            (tooWide ? low : high) = beta;
            beta = high == 0 ? 2 * beta : (low + high) / 2;
        }
        conditional.col(sample) = Neighbourhood(distances, sample, beta);
    }
    return (conditional + conditional.transpose()) / (2 * static_cast<double>(count));
}

MatrixXd
TSne::Embed(const Eigen::Ref<const MatrixXd>& samples) const
{
    if (samples.rows() < 4 || samples.cols() < 2)
    {
        throw std::invalid_argument("t-SNE needs at least four samples of two features");
    }
    constexpr double START_DEVIATION = 1e-4;
    constexpr double EXAGGERATION = 12;
    constexpr Index EXAGGERATED = 250;
    constexpr double LEAST_RATE = 50;
    const auto count = static_cast<double>(samples.rows());
    const MatrixXd probabilities =
        NeighbourProbabilities(SquaredDistances(samples), std::min(perplexity, count / 3));

    MatrixXd start = PrincipalComponents(samples, 2).Project(samples);
    const double deviation = std::sqrt(start.col(0).squaredNorm() / count);
    start *= START_DEVIATION / (deviation > 0 ? deviation : 1);
    Descent descent(probabilities, std::move(start));
    const double rate = std::max(count / EXAGGERATION / 4, LEAST_RATE);
    for (Index iteration = 0; iteration < iterations; ++iteration)
    {
        const bool early = iteration < EXAGGERATED;
        descent.Step(early ? EXAGGERATION : 1, early ? 0.5 : 0.8, rate);
    }
    return descent.Places();
}

} // namespace ns3::synthnet
