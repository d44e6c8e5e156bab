/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
// Any bytes are either refused with an InputError or become what is written and read back the same;
// an action is in its space.
#include "ns3/gym-messages.h"
#include "ns3/input-error.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

using namespace ns3::synthnet;

namespace
{

GymSpace
Everything()
{
    return {DictSpace{{{"a", {DiscreteSpace{3}}},
                       {"b", {BoxSpace::Vector(2, -1, 0.1, GymNumber::DOUBLE)}},
                       {"c",
                        {TupleSpace{{{MultiDiscreteSpace{{2, 5}}},
                                     {BoxSpace::Vector(1, 0, 9, GymNumber::UINT)}}}}}}}};
}

void
Require(bool holds)
{
    if (!holds)
    {
        std::abort();
    }
}

void
ReadInit(std::string_view bytes)
{
    const GymInit init = DecodeGymInit(bytes);
    const GymInit again = DecodeGymInit(EncodeGymInit(init));
    Require(again.observationSpace == init.observationSpace &&
            again.actionSpace == init.actionSpace && again.processId == init.processId);
}

void
ReadReply(std::string_view bytes, const GymSpace& space)
{
    const GymReply reply = DecodeGymReply(bytes, space);
    Require(reply.stop != reply.action.has_value());
    if (reply.action)
    {
        Require(WhyNotIn(space, *reply.action).empty());
        Require(*DecodeGymReply(EncodeGymReply(reply, space), space).action == *reply.action);
    }
}

void
ReadState(std::string_view bytes, const GymSpace& space)
{
    const GymState state = DecodeGymState(bytes, space);
    const GymState again = DecodeGymState(EncodeGymState(state, space), space);
    Require(again.end == state.end);
}

} // namespace

extern "C" int
LLVMFuzzerTestOneInput(const uint8_t* data, std::size_t size)
{
    if (size == 0)
    {
        return 0;
    }
    const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
    try
    {
        switch (data[0] % 6)
        {
        case 0:
            ReadInit(bytes);
            break;
        case 1:
            DecodeGymInitReply(bytes);
            break;
        case 2:
            ReadReply(bytes, Everything());
            break;
        case 3:
            ReadReply(bytes, {BoxSpace::Vector(2, 0, 64, GymNumber::FLOAT)});
            break;
        case 4:
            ReadState(bytes, Everything());
            break;
        default:
            ReadState(bytes, {BoxSpace::Vector(2, 0, 64, GymNumber::INT)});
            break;
        }
    }
    catch (const InputError&)
    {
    }
    return 0;
}
