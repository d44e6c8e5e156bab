/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_COMPUTE_DEVICE_H
#define SYNTHNET_COMPUTE_DEVICE_H

#include "compute-options.h"
#include "worker-pool.h"

#include <torch/types.h>

#include <memory>

namespace ns3::synthnet
{

/// @ingroup synthnet-timegan
/// @throws InputError as ComputeDevice does
torch::Device FindDevice(const ComputeOptions& options);

/**
 * @ingroup synthnet-timegan
 * @brief What ComputeOptions stand for. Not for public headers: it names Torch's types.
 */
struct ComputeDevice
{
    GruKind gru;
    torch::Device device;
    std::shared_ptr<WorkerPool> pool;

    /// @throws InputError when Torch does not have the device, or the fused GRU is not for it
    explicit ComputeDevice(const ComputeOptions& options);
};

} // namespace ns3::synthnet

#endif // SYNTHNET_COMPUTE_DEVICE_H
