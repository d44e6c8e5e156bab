/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "tensor-store.h"

#include "ns3/input-error.h"

#include <cmath>
#include <cstring>
#include <utility>

namespace ns3::synthnet
{
namespace
{

template <typename T>
std::string
BytesOfNumbers(const std::vector<T>& values)
{
    std::string bytes(values.size() * sizeof(T), '\0');
    if (!values.empty())
    {
        std::memcpy(bytes.data(), values.data(), bytes.size());
    }
    return bytes;
}

template <typename T>
std::vector<T>
NumbersOf(const Tensor& tensor)
{
    std::vector<T> values(tensor.bytes.size() / sizeof(T));
    if (!values.empty())
    {
        std::memcpy(values.data(), tensor.bytes.data(), tensor.bytes.size());
    }
    return values;
}

const Tensor&
Find(const SafetensorsFile& file, const std::string& name)
{
    const auto found = file.Content().tensors.find(name);
    if (found == file.Content().tensors.end())
    {
        throw InputError(file.Name(), 0, "no tensor '" + name + "', expected a complete file");
    }
    return found->second;
}

} // namespace

void
TensorStore::AddBytes(const std::string& name,
                      TensorType type,
                      std::vector<int64_t> shape,
                      std::string bytes)
{
    m_bytes.push_back(std::move(bytes));
    m_tensors[name] = Tensor{type, std::move(shape), m_bytes.back()};
}

void
TensorStore::Add(const std::string& name,
                 std::vector<int64_t> shape,
                 const std::vector<float>& values)
{
    AddBytes(name, TensorType::F32, std::move(shape), BytesOfNumbers(values));
}

void
TensorStore::Add(const std::string& name,
                 std::vector<int64_t> shape,
                 const std::vector<double>& values)
{
    AddBytes(name, TensorType::F64, std::move(shape), BytesOfNumbers(values));
}

void
TensorStore::Add(const std::string& name, const std::vector<float>& values)
{
    Add(name, {static_cast<int64_t>(values.size())}, values);
}

void
TensorStore::Add(const std::string& name, const std::vector<double>& values)
{
    Add(name, {static_cast<int64_t>(values.size())}, values);
}

void
TensorStore::Write(std::ostream& stream, const std::map<std::string, std::string>& metadata) const
{
    WriteSafetensors(stream, {m_tensors, metadata});
}

std::vector<float>
NeedFloats(const SafetensorsFile& file, const std::string& name, const std::vector<int64_t>& shape)
{
    std::vector<float> values = NumbersOf<float>(file.Need(name, TensorType::F32, shape));
    for (const float value : values)
    {
        if (!std::isfinite(value))
        {
            throw InputError(file.Name(), 0, "tensor '" + name + "' holds what is not finite");
        }
    }
    return values;
}

std::vector<double>
NeedDoubles(const SafetensorsFile& file, const std::string& name)
{
    const std::vector<int64_t> shape = Find(file, name).shape;
    return NumbersOf<double>(file.Need(name, TensorType::F64, shape));
}

std::size_t
NeedRows(const SafetensorsFile& file, const std::string& name, std::size_t most)
{
    const std::vector<int64_t>& shape = Find(file, name).shape;
    if (shape.empty() || shape[0] < 0 || static_cast<std::size_t>(shape[0]) > most)
    {
        throw InputError(file.Name(),
                         0,
                         "tensor '" + name + "' has another size, expected 0 to " +
                             std::to_string(most) + " rows");
    }
    return static_cast<std::size_t>(shape[0]);
}

} // namespace ns3::synthnet
