/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_RANDOM_DRAWS_H
#define SYNTHNET_RANDOM_DRAWS_H

#include <cmath>
#include <cstdint>
#include <numeric>
#include <random>
#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-dataset
 * @brief Random draws that are the same with every standard library, as std::mt19937_64 is and the
 * standard's distributions are not.
 */
class RandomDraws
{
  public:
    /// @param seed of the series of draws
    /// @param stream makes another series of the same seed, for example one for each tree
    explicit RandomDraws(uint64_t seed, uint64_t stream = 0)
    {
        std::seed_seq sequence{static_cast<uint32_t>(seed),
                               static_cast<uint32_t>(seed >> 32),
                               static_cast<uint32_t>(stream),
                               static_cast<uint32_t>(stream >> 32)};
        m_engine.seed(sequence);
    }

    /// @return one of 0 … count − 1
    uint64_t Index(uint64_t count)
    {
        return m_engine() % count; // the bias of 64 bits is beyond measuring
    }

    /// @return in [0, 1)
    double Uniform()
    {
        return static_cast<double>(m_engine() >> 11) * 0x1p-53;
    }

    /// @return of the standard normal distribution (Box and Muller)
    double Normal()
    {
        constexpr double TWO_PI = 6.283185307179586;
        const double radius = std::sqrt(-2 * std::log(1 - Uniform()));
        return radius * std::cos(TWO_PI * Uniform());
    }

    /// @return 0 … count − 1 in random order
    std::vector<int64_t> Permutation(int64_t count)
    {
        std::vector<int64_t> order(static_cast<std::size_t>(count));
        std::iota(order.begin(), order.end(), int64_t{0});
        for (std::size_t left = order.size(); left > 1; --left)
        {
            std::swap(order[left - 1], order[Index(left)]);
        }
        return order;
    }

  private:
    std::mt19937_64 m_engine;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_RANDOM_DRAWS_H
