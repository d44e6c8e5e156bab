/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_COMPUTE_OPTIONS_H
#define SYNTHNET_COMPUTE_OPTIONS_H

#include <string>

namespace ns3::synthnet
{

/// @ingroup synthnet-timegan
/// @brief Which implementation of the GRU computes.
enum class GruKind
{
    FUSED, //!< GruStack, on the CPU
    TORCH  //!< LibTorch's, on any device
};

/**
 * @ingroup synthnet-timegan
 * @brief With what a model is trained or drawn from. On the CPU the number of threads changes no
 * result; the other two change the last digits.
 */
struct ComputeOptions
{
    GruKind gru{GruKind::FUSED}; //!< of TimeGAN; a device other than "cpu" needs TORCH
    std::string device{"cpu"};   //!< as LibTorch names it, for example "cuda:0"
    unsigned threads{1};         //!< of the fused GRU, at least 1
};

} // namespace ns3::synthnet

#endif // SYNTHNET_COMPUTE_OPTIONS_H
