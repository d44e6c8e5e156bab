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

} // namespace

std::optional<IntStart>
ReadIntStart(const uint8_t* bytes, std::size_t size)
{
    if (size < INT_START_BYTES)
    {
        return std::nullopt;
    }
    IntStart start;
    start.shim = DecodeIntShim(bytes);
    start.header =
        DecodeIntHeader(bytes + INT_SHIM_BYTES, start.shim.type == INT_MX ? INT_MX : INT_MD);
    return IsInt(start.shim, start.header) ? std::optional(start) : std::nullopt;
}

IntPush
WouldPush(const IntStart& start, std::size_t packetBytes, std::size_t mtu)
{
    const unsigned hopMl = start.header.hopMl;
    if (hopMl == 0)
    {
        return IntPush::PUSHED;
    }
    if (start.header.remainingHops == 0)
    {
        return IntPush::NO_HOPS_LEFT;
    }
    const bool hasRoom =
        packetBytes + WORD * hopMl <= mtu && start.shim.length + hopMl <= INT_MOST_SHIM_WORDS;
    return hasRoom ? IntPush::PUSHED : IntPush::NO_ROOM;
}

bool
SaysInt(const IntPlace& place, const IntPresence& presence)
{
    return presence.byPort ? !place.isTcp && place.destinationPort == presence.port
                           : place.dscp == presence.dscp;
}

std::size_t
IntBytes(const uint8_t* shim)
{
    return INT_SHIM_BYTES + WORD * shim[1];
}

std::optional<IntContent>
ReadInt(const uint8_t* bytes, std::size_t size)
{
    const auto start = ReadIntStart(bytes, size);
    if (!start || size < IntBytes(bytes))
    {
        return std::nullopt;
    }
    IntContent content;
    content.shim = start->shim;
    content.header = start->header;
    std::size_t at = INT_START_BYTES;
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

namespace
{

/// @param header of MD, with the words that each hop will have
/// @throws InputError when hops and domain's metadata cannot be told from one another
void
RequireReadableStack(const IntHeader& header, const IntContent& content)
{
    const std::size_t hopBytes = WORD * header.hopMl;
    const std::size_t own = content.domainMetadata.size();
    if (header.hopMl > MOST_HOP_ML || !HasRightHopMl(header))
    {
        throw InputError("INT-MD with HopML " + std::to_string(header.hopMl) +
                         ", expected that of the bitmap, " +
                         std::to_string(IntHopWords(header.bitmap)) +
                         ", or with a DS instruction up to " + std::to_string(MOST_HOP_ML));
    }
    if (hopBytes == 0 && !content.hops.empty())
    {
        throw InputError("INT-MD with hops of which nothing is asked, expected none");
    }
    if (own > 0 && (header.domainInstructions == 0 || (hopBytes > 0 && own >= hopBytes)))
    {
        throw InputError("INT-MD with " + std::to_string(own) +
                         " bytes of the domain, expected a DS instruction with them, and fewer "
                         "than a hop has");
    }
}

} // namespace

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
    if (content.header.version != INT_VERSION)
    {
        throw InputError("INT of version " + std::to_string(content.header.version) +
                         ", expected version " + std::to_string(INT_VERSION));
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
    if (isMd)
    {
        RequireReadableStack(header, content);
    }
    std::vector<uint8_t> all(INT_SHIM_BYTES + bytes, 0xff);
    EncodeIntShim(shim, all.data());
    EncodeIntHeader(header, isMd ? INT_MD : INT_MX, all.data() + INT_SHIM_BYTES);
    uint8_t* at = all.data() + INT_START_BYTES;
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
    std::array<uint8_t, INT_START_BYTES> bytes;
    EncodeIntShim(shim, bytes.data());
    EncodeIntHeader(header, type, bytes.data() + INT_SHIM_BYTES);
    head.Insert(head.Place().payload, bytes.data(), bytes.size());
}

void
SetOriginalDscp(IntHead& head, uint8_t dscp)
{
    const std::size_t at = head.Place().payload + 2; // behind type, NPT and length
    const uint16_t word = LoadBig16(head.Bytes().data() + at);
    head.SetWord(at, static_cast<uint16_t>((word & 0xff03) | (dscp & 0x3f) << 2));
}

IntPush
PushIntHop(IntHead& head, const IntHop& hop, std::size_t mtu)
{
    const std::size_t at = head.Place().payload;
    const uint8_t* bytes = head.Bytes().data() + at;
    const auto start = ReadIntStart(bytes, head.Bytes().size() - at);
    if (!start || start->shim.type != INT_MD || !head.Holds(IntBytes(bytes)))
    {
        return IntPush::MALFORMED;
    }
    // The first word of the header as it is: it may have bits that this version reserves.
    const uint8_t* first = bytes + INT_SHIM_BYTES;
    const std::size_t offset = at + INT_SHIM_BYTES;
    const IntPush push = WouldPush(*start, head.PacketBytes(), mtu);
    if (push != IntPush::PUSHED)
    {
        const uint16_t flag = push == IntPush::NO_ROOM ? INT_MTU_BIT : INT_EXCEEDED_BIT;
        head.SetWord(offset, LoadBig16(first) | flag);
        return push;
    }
    const uint8_t hopMl = start->header.hopMl;
    if (hopMl == 0)
    {
        return push;
    }
    head.SetWord(offset + 2, static_cast<uint16_t>(LoadBig16(first + 2) - 1));
    head.SetWord(at, static_cast<uint16_t>(LoadBig16(bytes) + hopMl));
    std::array<uint8_t, WORD * MOST_HOP_ML> metadata;
    metadata.fill(0xff);
    EncodeIntHop(hop, start->header.bitmap, metadata.data());
    head.Insert(at + INT_START_BYTES, metadata.data(), WORD * hopMl);
    return push;
}

bool
StripInt(IntHead& head, const IntPresence& presence)
{
    const std::size_t start = head.Place().payload;
    const uint8_t* bytes = head.Bytes().data() + start;
    const std::size_t size = head.Bytes().size() - start;
    if (size < INT_START_BYTES || size < IntBytes(bytes) || !head.Holds(IntBytes(bytes)))
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
