/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_TENSOR_FILE_H
#define SYNTHNET_TENSOR_FILE_H

#include "ns3/safetensors.h"

#include <torch/types.h>

#include <map>
#include <ostream>
#include <string>
#include <vector>

namespace ns3::synthnet
{

/// Torch's tensors by name. Not for public headers: it names Torch's types.
using NamedTensors = std::map<std::string, torch::Tensor>;

/**
 * @ingroup synthnet-timegan
 * @brief Writes a safetensors file (safetensors.h).
 * @param stream takes the bytes
 * @param tensors of type float or 64-bit integer, on any device
 * @param metadata texts beside them
 */
void WriteTensors(std::ostream& stream,
                  const NamedTensors& tensors,
                  const std::map<std::string, std::string>& metadata);

/**
 * @ingroup synthnet-timegan
 * @return a copy of a tensor of a file, on the CPU
 * @throws InputError naming the file when it has no such tensor of floats of this shape
 */
torch::Tensor ReadFloats(const SafetensorsFile& file,
                         const std::string& name,
                         const std::vector<int64_t>& shape);

} // namespace ns3::synthnet

#endif // SYNTHNET_TENSOR_FILE_H
