/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "int-content.h"

#include "ns3/big-endian.h"
#include "ns3/count-text.h"
#include "ns3/input-error.h"

#include <algorithm>
#include <array>
#include <string>

namespace ns3::synthnet
{
namespace
{

constexpr std::size_t WORD = 4;
constexpr std::size_t FIXED_BYTES = INT_SHIM_BYTES + INT_HEADER_BYTES;
constexpr unsigned HEADER_WORDS = INT_HEADER_BYTES / WORD;
constexpr std::size_t MOST_HOP_ML = 31;

/// Whether a hop has HopML words for what is asked of it.
bool
HasRightHopMl(const IntHeader& header)
{
    const unsigned words = IntHopWords(header.bitmap);
    return header.hopMl == words || (header.hopMl > words && header.domainInstructions != 0);
}

/// Of shim and header that are there in full.
bool
IsInt(const IntShim& shim, const IntHeader& header)
{
    return (shim.type == INT_MD || shim.type == INT_MX) && shim.length >= HEADER_WORDS &&
           header.version == INT_VERSION && (shim.type == INT_MX || HasRightHopMl(header));
}

IntHeader
HeaderBehind(const uint8_t* shim, uint8_t type)
{
    return DecodeIntHeader(shim + INT_SHIM_BYTES, type == INT_MX ? INT_MX : INT_MD);
}

} // namespace

bool
SaysInt(const IntPlace& place, const IntPresence& presence)
{
    return presence.byPort ? place.destinationPort == presence.port : place.dscp == presence.dscp;
}

std::size_t
IntBytes(const uint8_t* shim)
{
    return INT_SHIM_BYTES + WORD * shim[1];
}

std::optional<IntContent>
ReadInt(const uint8_t* bytes, std::size_t size)
{
    if (size < FIXED_BYTES || size < IntBytes(bytes))
    {
        return std::nullopt;
    }
    IntContent content;
    content.shim = DecodeIntShim(bytes);
    content.header = HeaderBehind(bytes, content.shim.type);
    if (!IsInt(content.shim, content.header))
    {
        return std::nullopt;
    }
    std::size_t at = FIXED_BYTES;
    const std::size_t end = IntBytes(bytes);
    if (content.shim.type == INT_MD && content.header.hopMl > 0)
    {
        const std::size_t hopBytes = WORD * content.header.hopMl;
        for (; end - at >= hopBytes; at += hopBytes)
        {
            content.hops.push_back(DecodeIntHop(bytes + at, content.header.bitmap));
        }
    }
    if (content.shim.type == INT_MD && at != end && content.header.domainInstructions == 0)
    {
        return std::nullopt;
    }
    content.domainMetadata.assign(bytes + at, bytes + end);
    return content;
}

std::vector<uint8_t>
EncodeInt(const IntContent& content)
{
    const bool isMd = content.shim.type == INT_MD;
    if (!isMd && (content.shim.type != INT_MX || !content.hops.empty()))
    {
        throw InputError("INT of type " + std::to_string(content.shim.type) + " with " +
                         CountText(static_cast<int64_t>(content.hops.size()), "hop") +
                         ", expected MD, or MX without hops");
    }
    IntHeader header = content.header;
    header.hopMl = std::max<uint8_t>(header.hopMl, IntHopWords(header.bitmap));
    const std::size_t hopBytes = WORD * header.hopMl;
    const std::size_t bytes =
        INT_HEADER_BYTES + hopBytes * content.hops.size() + content.domainMetadata.size();
    if (bytes % WORD != 0 || bytes / WORD > INT_MOST_SHIM_WORDS)
    {
        throw InputError("INT of " + std::to_string(bytes) +
                         " bytes behind the shim, expected whole words of 4 bytes, 255 at most");
    }
    IntShim shim = content.shim;
    shim.length = static_cast<uint8_t>(bytes / WORD);
    std::vector<uint8_t> all(INT_SHIM_BYTES + bytes, 0xff);
    EncodeIntShim(shim, all.data());
    EncodeIntHeader(header, isMd ? INT_MD : INT_MX, all.data() + INT_SHIM_BYTES);
    uint8_t* at = all.data() + FIXED_BYTES;
    for (const IntHop& hop : content.hops)
    {
        EncodeIntHop(hop, header.bitmap, at);
        at += hopBytes;
    }
    std::copy(content.domainMetadata.begin(), content.domainMetadata.end(), at);
    return all;
}

void
StartInt(IntHead& head, IntType type, const IntHeader& header, const IntPresence& presence)
{
    IntShim shim;
    shim.type = type;
    shim.length = HEADER_WORDS;
    if (presence.byPort)
    {
        shim.npt = INT_NPT_PORT;
        shim.port = head.Place().destinationPort;
        head.SetDestinationPort(presence.port);
    }
    else
    {
        shim.npt = INT_NPT_DSCP;
        shim.dscp = head.Place().dscp;
        head.SetDscp(presence.dscp);
    }
    std::array<uint8_t, FIXED_BYTES> bytes;
    EncodeIntShim(shim, bytes.data());
    EncodeIntHeader(header, type, bytes.data() + INT_SHIM_BYTES);
    head.Insert(head.Place().payload, bytes.data(), bytes.size());
}

IntPush
PushIntHop(IntHead& head, const IntHop& hop, std::size_t mtu)
{
    const std::size_t start = head.Place().payload;
    if (head.Bytes().size() < start + FIXED_BYTES)
    {
        return IntPush::MALFORMED;
    }
    const uint8_t* bytes = head.Bytes().data() + start;
    const IntShim shim = DecodeIntShim(bytes);
    IntHeader header = HeaderBehind(bytes, shim.type);
    if (shim.type != INT_MD || !IsInt(shim, header))
    {
        return IntPush::MALFORMED;
    }
    const std::size_t hopBytes = WORD * header.hopMl;
    if (hopBytes == 0)
    {
        return IntPush::PUSHED;
    }
    const bool hasHopsLeft = header.remainingHops > 0;
    const bool hasRoom =
        head.PacketBytes() + hopBytes <= mtu && shim.length + header.hopMl <= INT_MOST_SHIM_WORDS;
    // The first word only, as it may have bits that this version reserves.
    const uint8_t* first = bytes + INT_SHIM_BYTES;
    const std::size_t offset = start + INT_SHIM_BYTES;
    if (!hasHopsLeft || !hasRoom)
    {
        const uint16_t flag = hasHopsLeft ? INT_MTU_BIT : INT_EXCEEDED_BIT;
        head.SetWord(offset, LoadBig16(first) | flag);
        return hasHopsLeft ? IntPush::NO_ROOM : IntPush::NO_HOPS_LEFT;
    }
    head.SetWord(offset + 2, static_cast<uint16_t>(LoadBig16(first + 2) - 1));
    head.SetWord(start, static_cast<uint16_t>(LoadBig16(bytes) + header.hopMl));
    std::array<uint8_t, WORD * MOST_HOP_ML> metadata;
    metadata.fill(0xff);
    EncodeIntHop(hop, header.bitmap, metadata.data());
    head.Insert(start + FIXED_BYTES, metadata.data(), hopBytes);
    return IntPush::PUSHED;
}

bool
StripInt(IntHead& head, const IntPresence& presence)
{
    const std::size_t start = head.Place().payload;
    const uint8_t* bytes = head.Bytes().data() + start;
    const std::size_t size = head.Bytes().size() - start;
    if (size < FIXED_BYTES || size < IntBytes(bytes))
    {
        return false;
    }
    const IntShim shim = DecodeIntShim(bytes);
    if (shim.npt != (presence.byPort ? INT_NPT_PORT : INT_NPT_DSCP))
    {
        return false;
    }
    head.Erase(start, IntBytes(bytes));
    if (presence.byPort)
    {
        head.SetDestinationPort(shim.port);
    }
    else
    {
        head.SetDscp(shim.dscp);
    }
    return true;
}

} // namespace ns3::synthnet
