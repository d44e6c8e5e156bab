/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Any bytes, cut anywhere, give the same heads as when they come in one piece.
#include "ns3/http-message.h"
#include "ns3/input-error.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

namespace
{

using namespace ns3::synthnet;

/// The heads before the end or an error in a stream that comes in pieces, as text; bodies are
/// passed over. How soon an error is found depends on the pieces.
template <class Head>
std::vector<std::string>
Heads(std::string_view bytes, std::size_t piece)
{
    std::vector<std::string> heads;
    HttpHeadParser<Head> parser;
    try
    {
        while (!bytes.empty())
        {
            const std::size_t size = std::min(piece, bytes.size());
            const std::size_t used = parser.Feed(bytes.substr(0, size));
            if (used > size || (used < size && !parser.IsComplete()))
            {
                std::abort();
            }
            bytes.remove_prefix(used);
            if (parser.IsComplete())
            {
                const Head head = parser.Take();
                heads.push_back(head.ToString());
                bytes.remove_prefix(std::min<uint64_t>(head.bodyBytes, bytes.size()));
            }
        }
    }
    catch (const InputError& error)
    {
        if (std::string_view(error.what()).find('\n') != std::string_view::npos)
        {
            std::abort();
        }
    }
    return heads;
}

template <class Head>
void
Try(std::string_view bytes, std::size_t piece)
{
    // A head at the limit may be refused sooner when it comes in one piece with what follows.
    const bool isShort = bytes.size() <= 4096;
    if (Heads<Head>(bytes, piece) != Heads<Head>(bytes, bytes.size()) && isShort)
    {
        std::abort();
    }
}

} // namespace

extern "C" int
LLVMFuzzerTestOneInput(const uint8_t* data, std::size_t size)
{
    if (size < 2)
    {
        return 0;
    }
    const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
    const std::size_t piece = 1 + data[0] % 64;
    Try<HttpRequest>(bytes, piece);
    Try<HttpResponse>(bytes, piece);
    return 0;
}
