/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "checkpoint-reader.h"

#include "model-header.h"

#include "ns3/input-error.h"
#include "ns3/json-difference.h"

#include <cstring>
#include <stdexcept>
#include <utility>
#include <vector>

namespace ns3::synthnet
{

CheckpointReader::CheckpointReader(const SafetensorsFile& file, const std::string& kind)
    : m_file(file)
{
    const std::string found = ModelHeader::Read(file).generator;
    if (found != kind)
    {
        Fail("holds '" + found + "', expected '" + kind + "'");
    }
}

void
CheckpointReader::Fail(const std::string& message) const
{
    throw InputError(m_file.Name(), 0, message);
}

void
CheckpointReader::NeedConfig(const std::string& json) const
{
    const std::string difference = JsonDifference(m_file.NeedText("config"), json);
    if (!difference.empty())
    {
        Fail("is of a training with " + difference);
    }
}

void
CheckpointReader::NeedOption(const std::string& key, const std::string& expected) const
{
    const std::string& found = m_file.NeedText(key);
    if (found != expected)
    {
        Fail("is of a training with " + key + ' ' + found + "; expected " + key + ' ' + expected);
    }
}

void
CheckpointReader::NeedTable(const std::string& codec, uint64_t fingerprint) const
{
    if (m_file.NeedText("codec") != codec)
    {
        Fail("is of a training on another table, expected the same columns and values");
    }
    if (m_file.NeedText("data") != std::to_string(fingerprint))
    {
        Fail("is of a training on another table, expected the same rows");
    }
}

std::size_t
CheckpointReader::Count(const std::string& key, std::size_t least, std::size_t most) const
{
    const std::string& text = m_file.NeedText(key);
    const bool digits = !text.empty() && text.size() < 12 &&
                        text.find_first_not_of("0123456789") == std::string::npos;
    const std::size_t count = digits ? std::stoul(text) : most + 1;
    if (count < least || count > most)
    {
        Fail(key + " is '" + text + "', expected a count from " + std::to_string(least) + " to " +
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
        Fail("no losses, expected a complete checkpoint");
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
        Fail(error.what());
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
        Fail(error.what());
    }
    return random;
}

} // namespace ns3::synthnet
