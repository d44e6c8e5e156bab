/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "compute-device.h"

#include "ns3/input-error.h"

#include <ATen/Context.h>

#include <string>

namespace ns3::synthnet
{

torch::Device
FindDevice(const ComputeOptions& options)
{
    torch::Device device(torch::kCPU);
    try
    {
        device = torch::Device(options.device);
    }
    catch (const c10::Error&)
    {
        throw InputError("device '" + options.device + "' is unknown, expected cpu or cuda");
    }
    if (device.is_cpu())
    {
        return device;
    }
    if (!device.is_cuda())
    {
        throw InputError("device '" + options.device + "' is not supported, expected cpu or cuda");
    }
    if (!at::hasCUDA())
    {
        throw InputError("device '" + options.device +
                         "' is not there: this LibTorch has no CUDA or finds no GPU, expected cpu");
    }
    if (options.gru == GruKind::FUSED)
    {
        throw InputError("the fused GRU runs on the CPU only, expected --gru=torch with device '" +
                         options.device + "'");
    }
    return device;
}

ComputeDevice::ComputeDevice(const ComputeOptions& options)
    : gru(options.gru),
      device(FindDevice(options)),
      pool(std::make_shared<WorkerPool>(options.threads))
{
}

} // namespace ns3::synthnet
