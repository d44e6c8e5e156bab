/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_DIFFUSION_CONFIG_H
#define SYNTHNET_DIFFUSION_CONFIG_H

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-timegan
 * @brief What decides a diffusion model, beside its data.
 */
struct DiffusionConfig
{
    std::size_t seqLen{24};    //!< rows of a window, at least 2
    std::size_t hiddenDim{32}; //!< units of a layer, at least 1
    std::size_t batch{32};     //!< windows of a step, at least 1
    std::size_t steps{0};      //!< of training; 0 lets the trainer pick
    std::size_t bins{64};      //!< of a number at most, at least 2
    double learningRate{1e-3}; //!< of Adam
    double dropout{0.5};       //!< share of the units that a step leaves out
    double masked{0.3};        //!< share of the values that a step hides from what comes later
    uint64_t seed{1};          //!< of the first weights, the batches and the noise

    /// @throws InputError naming the first value that is out of range
    void Check() const;

    std::string ToJson() const; //!< an object with the members by name

    /**
     * @param json what ToJson() returned
     * @param file where it is from, for messages
     * @throws InputError when it is no such object, or a value is out of range
     */
    static DiffusionConfig FromJson(std::string_view json, const std::string& file);
};

} // namespace ns3::synthnet

#endif // SYNTHNET_DIFFUSION_CONFIG_H
