/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "tcp-options.h"

#include <algorithm>

namespace ns3::synthnet
{
namespace
{

constexpr std::size_t SACK_BLOCK_BYTES = 8;
constexpr std::size_t MOST_SACK_BLOCKS = 4;

bool
IsSizeRight(uint8_t kind, std::size_t size)
{
    if (kind == OPTION_SACK)
    {
        return size >= 2 + SACK_BLOCK_BYTES && size <= 2 + MOST_SACK_BLOCKS * SACK_BLOCK_BYTES &&
               (size - 2) % SACK_BLOCK_BYTES == 0;
    }
    const std::size_t right = TcpOptionSize(kind);
    return right == 0 || size == right;
}

} // namespace

const TcpOption*
TcpOptions::Find(uint8_t kind) const
{
    const auto found = std::find_if(options.begin(), options.end(), [&](const TcpOption& option) {
        return option.kind == kind;
    });
    return found == options.end() ? nullptr : &*found;
}

TcpOptions
ReadTcpOptions(const uint8_t* bytes, std::size_t count)
{
    TcpOptions read;
    for (std::size_t at = 0; at < count;)
    {
        const uint8_t kind = bytes[at];
        if (kind == OPTION_NOP)
        {
            ++at;
            continue;
        }
        if (kind == OPTION_END)
        {
            read.isWellFormed =
                std::all_of(bytes + at, bytes + count, [](uint8_t byte) { return byte == 0; });
            return read;
        }
        const std::size_t size = at + 1 < count ? bytes[at + 1] : 0;
        if (size < 2 || at + size > count || !IsSizeRight(kind, size))
        {
            read.isWellFormed = false;
            return read;
        }
        read.options.push_back({kind, at, size});
        at += size;
    }
    return read;
}

std::size_t
TcpOptionSize(uint8_t kind)
{
    switch (kind)
    {
    case OPTION_MSS:
        return 4;
    case OPTION_WINDOW_SCALE:
        return 3;
    case OPTION_SACK_PERMITTED:
        return 2;
    case OPTION_TIMESTAMPS:
        return 10;
    default:
        return 0;
    }
}

bool
IsOnlyInSyn(uint8_t kind)
{
    return kind == OPTION_MSS || kind == OPTION_WINDOW_SCALE || kind == OPTION_SACK_PERMITTED;
}

} // namespace ns3::synthnet
