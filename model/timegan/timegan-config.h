/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_TIMEGAN_CONFIG_H
#define SYNTHNET_TIMEGAN_CONFIG_H

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace ns3::synthnet
{

/// @ingroup synthnet-timegan
/// @brief What becomes of a column of numbers before a TimeGAN sees it.
enum class InputScale
{
    RANGE, //!< its place between smallest and largest value, as in the paper
    RANKS  //!< the share of the values below it: ChannelRanks
};

/// @ingroup synthnet-timegan
/// @brief How the learning rate of a TimeGAN goes.
enum class RateSchedule
{
    CONSTANT, //!< as in the paper
    FALLING //!< in the second half of the joint phase it falls to 0, in proportion to what is left
};

/// @ingroup synthnet-timegan
/// @brief Which weights of the joint phase a TimeGAN has in the end.
enum class KeptWeights
{
    LAST, //!< the last ones, as in the paper
    BEST  //!< of up to 250 from its second half, those that draw what is nearest by the metric M
};

/**
 * @ingroup synthnet-timegan
 * @brief What decides a TimeGAN, beside its data.
 */
struct TimeGanConfig
{
    std::size_t seqLen{24};    //!< rows of a window, at least 2
    std::size_t hiddenDim{24}; //!< units of a layer, at least 1
    std::size_t batch{128};    //!< windows of a step, at least 2; fewer when the table has fewer
    std::size_t steps{10000};  //!< of each of the three phases
    double learningRate{1e-3}; //!< of Adam
    double gamma{1};           //!< weight of the discriminator's view of Ê
    uint64_t seed{1};          //!< of the first weights, the batches and the noise
    InputScale scale{InputScale::RANKS};          //!< of the columns of numbers
    RateSchedule schedule{RateSchedule::FALLING}; //!< of learningRate
    KeptWeights keep{KeptWeights::BEST};          //!< in the end

    /// @throws InputError naming the first value that is out of range
    void Check() const;

    std::string ToJson() const; //!< an object with the members by name

    /**
     * @param json what ToJson() returned
     * @param file where it is from, for messages
     * @throws InputError when it is no such object, or a value is out of range
     */
    static TimeGanConfig FromJson(std::string_view json, const std::string& file);
};

} // namespace ns3::synthnet

#endif // SYNTHNET_TIMEGAN_CONFIG_H
