/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Any bytes are either refused with one line, or tensors that are written and read back the same.
#include "ns3/input-error.h"
#include "ns3/safetensors.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <sstream>
#include <string>
#include <string_view>

using namespace ns3::synthnet;

namespace
{

std::string
Written(const Safetensors& content)
{
    std::ostringstream stream;
    WriteSafetensors(stream, content);
    return stream.str();
}

bool
AreEqual(const Safetensors& a, const Safetensors& b)
{
    bool equal = a.metadata == b.metadata && a.tensors.size() == b.tensors.size();
    for (const auto& [name, tensor] : a.tensors)
    {
        const auto found = b.tensors.find(name);
        equal = equal && found != b.tensors.end() && found->second.type == tensor.type &&
                found->second.shape == tensor.shape && found->second.bytes == tensor.bytes;
    }
    return equal;
}

} // namespace

extern "C" int
LLVMFuzzerTestOneInput(const uint8_t* data, std::size_t size)
{
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    try
    {
        const Safetensors content = ParseSafetensors(bytes, "fuzz");
        const std::string written = Written(content);
        const Safetensors again = ParseSafetensors(written, "again");
        if (!AreEqual(content, again) || Written(again) != written)
        {
            std::abort();
        }
    }
    catch (const InputError& error)
    {
        const std::string message = error.what();
        if (message.find('\n') != std::string::npos || message.rfind("fuzz: byte ", 0) != 0)
        {
            std::abort();
        }
    }
    return 0;
}
