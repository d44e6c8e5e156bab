/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "tensor-file.h"

#include "ns3/input-error.h"

#include <ATen/ATen.h>

#include <cstring>
#include <stdexcept>

namespace ns3::synthnet
{

void
WriteTensors(std::ostream& stream,
             const NamedTensors& tensors,
             const std::map<std::string, std::string>& metadata)
{
    NamedTensors contiguous; // keeps the bytes that `content` points into
    Safetensors content;
    content.metadata = metadata;
    for (const auto& [name, tensor] : tensors)
    {
        const torch::Tensor& kept =
            contiguous.emplace(name, tensor.detach().to(torch::kCPU).contiguous()).first->second;
        if (kept.scalar_type() != torch::kFloat && kept.scalar_type() != torch::kLong)
        {
            throw std::invalid_argument(name + ": a tensor of floats or 64-bit integers expected");
        }
        content.tensors[name] = {kept.scalar_type() == torch::kFloat ? TensorType::F32
                                                                     : TensorType::I64,
                                 kept.sizes().vec(),
                                 {static_cast<const char*>(kept.data_ptr()), kept.nbytes()}};
    }
    WriteSafetensors(stream, content);
}

torch::Tensor
ReadFloats(const SafetensorsFile& file, const std::string& name, const std::vector<int64_t>& shape)
{
    const Tensor& from = file.Need(name, TensorType::F32, shape);
    torch::Tensor tensor = torch::empty(shape);
    std::memcpy(tensor.data_ptr(), from.bytes.data(), from.bytes.size());
    if (!at::isfinite(tensor).all().item<bool>())
    {
        throw InputError(file.Name() + ": tensor '" + name +
                         "' has a value that is no number, expected finite ones");
    }
    return tensor;
}

} // namespace ns3::synthnet
