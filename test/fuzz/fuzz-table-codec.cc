/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Any text is either refused with one line, or a codec that is written and read back the same, and
// that decodes any channels to values that it encodes again.
#include "ns3/input-error.h"
#include "ns3/table-codec.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>

using namespace ns3::synthnet;

namespace
{

std::optional<TableCodec>
Read(std::string_view json)
{
    try
    {
        return TableCodec::FromJson(json, "fuzz");
    }
    catch (const InputError& error)
    {
        const std::string message = error.what();
        if (message.find('\n') != std::string::npos || message.rfind("fuzz: ", 0) != 0)
        {
            std::abort();
        }
        return {};
    }
}

} // namespace

extern "C" int
LLVMFuzzerTestOneInput(const uint8_t* data, std::size_t size)
{
    const auto codec = Read({reinterpret_cast<const char*>(data), size});
    if (!codec)
    {
        return 0;
    }
    const std::string json = codec->ToJson();
    const auto again = Read(json);
    if (!again || again->ToJson() != json)
    {
        std::abort();
    }
    Eigen::MatrixXf channels(5, codec->Channels());
    for (Eigen::Index i = 0; i < channels.size(); ++i)
    {
        channels(i) = static_cast<float>(i * 7 % 13) / 8.0f - 0.25f;
    }
    const Table table = codec->Decode(channels);
    const Eigen::MatrixXf encoded = codec->Encode(table);
    if (table.Names() != codec->Names() || encoded.rows() != channels.rows() ||
        encoded.cols() != channels.cols() || encoded.minCoeff() < 0 || encoded.maxCoeff() > 1)
    {
        std::abort();
    }
    return 0;
}
