/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_RANDOM_NUMBERS_H
#define SYNTHNET_RANDOM_NUMBERS_H

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet
 * @brief Random numbers: the same on every platform and with every
 * version of LibTorch, and its state can be kept in a checkpoint.
 */
class RandomNumbers
{
  public:
    /// @param seed with @p stream, decides all numbers
    /// @param stream tells apart what must not share numbers: initialization, training, sampling
    RandomNumbers(uint64_t seed, uint64_t stream);

    float Uniform();                                    //!< in [0, 1)
    float Normal();                                     //!< of mean 0 and variance 1
    void FillUniform(float* values, std::size_t count); //!< each as Uniform()
    void FillNormal(float* values, std::size_t count);  //!< each as Normal()
    std::size_t Below(std::size_t bound);               //!< in [0, bound), all as likely

    /// @return @p count different numbers below @p bound, all choices as likely
    /// @param count at most @p bound
    std::vector<std::size_t> Choose(std::size_t count, std::size_t bound);

    std::string State() const; //!< text without line breaks

    /// @throws std::invalid_argument when @p state is not what State() returned
    void SetState(const std::string& state);

  private:
    std::mt19937_64 m_engine;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_RANDOM_NUMBERS_H
