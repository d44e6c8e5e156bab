/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_TENSOR_STORE_H
#define SYNTHNET_TENSOR_STORE_H

#include "ns3/safetensors.h"

#include <cstddef>
#include <cstdint>
#include <list>
#include <map>
#include <ostream>
#include <string>
#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-control
 * @brief Named arrays of numbers on their way into a safetensors file.
 */
class TensorStore
{
  public:
    /// @param shape whose product is the number of @p values
    void Add(const std::string& name, std::vector<int64_t> shape, const std::vector<float>& values);
    /// @copydoc Add
    void Add(const std::string& name,
             std::vector<int64_t> shape,
             const std::vector<double>& values);
    void Add(const std::string& name, const std::vector<float>& values);  //!< of one dimension
    void Add(const std::string& name, const std::vector<double>& values); //!< of one dimension

    /// @param metadata texts beside them
    void Write(std::ostream& stream, const std::map<std::string, std::string>& metadata) const;

  private:
    void AddBytes(const std::string& name,
                  TensorType type,
                  std::vector<int64_t> shape,
                  std::string bytes);

    std::list<std::string> m_bytes; // whose places in memory do not change
    std::map<std::string, Tensor> m_tensors;
};

/// @ingroup synthnet-control
/// @return a tensor of floats of a file
/// @throws InputError naming the file when it has none of this name and shape, or it holds what is
///         not finite
std::vector<float> NeedFloats(const SafetensorsFile& file,
                              const std::string& name,
                              const std::vector<int64_t>& shape);

/// @ingroup synthnet-control
/// @return a tensor of doubles of a file, any shape
/// @throws InputError naming the file when it has none of this name
std::vector<double> NeedDoubles(const SafetensorsFile& file, const std::string& name);

/// @ingroup synthnet-control
/// @return the first size of a tensor's shape, from 0 to @p most
/// @throws InputError naming the file when it has none of this name, or its size is another
std::size_t NeedRows(const SafetensorsFile& file, const std::string& name, std::size_t most);

} // namespace ns3::synthnet

#endif // SYNTHNET_TENSOR_STORE_H
