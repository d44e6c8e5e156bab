/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "random-numbers.h"

#include <cmath>
#include <numeric>
#include <sstream>
#include <stdexcept>
#include <unordered_map>

namespace ns3::synthnet
{

RandomNumbers::RandomNumbers(uint64_t seed, uint64_t stream)
{
    std::seed_seq sequence{static_cast<uint32_t>(seed),
                           static_cast<uint32_t>(seed >> 32),
                           static_cast<uint32_t>(stream),
                           static_cast<uint32_t>(stream >> 32)};
    m_engine.seed(sequence);
}

float
RandomNumbers::Uniform()
{
    return static_cast<float>(m_engine() >> 40) * 0x1p-24F;
}

float
RandomNumbers::Normal()
{
    // Box and Muller (1958); the standard library's distributions differ between platforms.
    const double radius = std::sqrt(-2.0 * std::log(1.0 - static_cast<double>(Uniform())));
    return static_cast<float>(radius * std::cos(2.0 * M_PI * static_cast<double>(Uniform())));
}

void
RandomNumbers::FillUniform(float* values, std::size_t count)
{
    for (std::size_t i = 0; i < count; ++i)
    {
        values[i] = Uniform();
    }
}

void
RandomNumbers::FillNormal(float* values, std::size_t count)
{
    for (std::size_t i = 0; i < count; ++i)
    {
        values[i] = Normal();
    }
}

std::size_t
RandomNumbers::Below(std::size_t bound)
{
    // Numbers at the end of the range that would make the first remainders likelier are drawn anew.
    const uint64_t excess = (UINT64_MAX % bound + 1) % bound;
    uint64_t number = m_engine();
    while (number > UINT64_MAX - excess)
    {
        number = m_engine();
    }
    return number % bound;
}

std::vector<std::size_t>
RandomNumbers::Choose(std::size_t count, std::size_t bound)
{
    // The first steps of a shuffle of 0 … bound − 1, of which only what moved is kept.
    std::unordered_map<std::size_t, std::size_t> moved;
    const auto at = [&](std::size_t place) {
        const auto found = moved.find(place);
        return found == moved.end() ? place : found->second;
    };
    std::vector<std::size_t> chosen(count);
    for (std::size_t i = 0; i < count; ++i)
    {
        const std::size_t place = i + Below(bound - i);
        chosen[i] = at(place);
        moved[place] = at(i);
    }
    return chosen;
}

std::string
RandomNumbers::State() const
{
    std::ostringstream text;
    text << m_engine;
    return text.str();
}

void
RandomNumbers::SetState(const std::string& state)
{
    std::istringstream text(state);
    std::mt19937_64 engine;
    if (!(text >> engine))
    {
        throw std::invalid_argument("not the state of a random number generator");
    }
    m_engine = engine;
}

} // namespace ns3::synthnet
