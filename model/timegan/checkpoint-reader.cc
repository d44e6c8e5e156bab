/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "checkpoint-reader.h"

#include "model-header.h"

#include "ns3/input-error.h"

#include <cstring>
#include <stdexcept>
#include <utility>
#include <vector>

namespace ns3::synthnet
{

CheckpointReader::CheckpointReader(const SafetensorsFile& file,
                                   const std::string& kind,
                                   const std::string& what)
    : m_file(file)
{
    if (ModelHeader::Read(file).generator != kind)
    {
        throw InputError(file.Name(), 0, "no checkpoint of " + what);
    }
}

void
CheckpointReader::Need(const std::string& key,
                       const std::string& expected,
                       const std::string& belongsTo) const
{
    if (m_file.NeedText(key) != expected)
    {
        throw InputError(m_file.Name(), 0, "a checkpoint of a training with " + belongsTo);
    }
}

std::size_t
CheckpointReader::Count(const std::string& key, std::size_t most) const
{
    const std::string& text = m_file.NeedText(key);
    const bool digits = !text.empty() && text.size() < 12 &&
                        text.find_first_not_of("0123456789") == std::string::npos;
    const std::size_t count = digits ? std::stoul(text) : most + 1;
    if (count > most)
    {
        throw InputError(m_file.Name(),
                         0,
                         key + " is '" + text + "', expected a count up to " +
                             std::to_string(most));
    }
    return count;
}

LossLog
CheckpointReader::Losses(LossLog empty) const
{
    const auto losses = m_file.Content().tensors.find("losses");
    if (losses == m_file.Content().tensors.end())
    {
        throw InputError(m_file.Name(), 0, "no losses, expected a complete checkpoint");
    }
    const Tensor& rows = m_file.Need("losses", TensorType::F32, losses->second.shape);
    std::vector<float> values(rows.bytes.size() / sizeof(float));
    std::memcpy(values.data(), rows.bytes.data(), rows.bytes.size());
    try
    {
        empty.SetValues(std::move(values));
    }
    catch (const std::invalid_argument& error)
    {
        throw InputError(m_file.Name(), 0, error.what());
    }
    return empty;
}

RandomNumbers
CheckpointReader::Random() const
{
    RandomNumbers random(0, 0);
    try
    {
        random.SetState(m_file.NeedText("random"));
    }
    catch (const std::invalid_argument& error)
    {
        throw InputError(m_file.Name(), 0, error.what());
    }
    return random;
}

} // namespace ns3::synthnet
