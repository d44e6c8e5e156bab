/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "gym-messages.h"

#include "ns3/input-error.h"
#include "ns3/input-text.h"

#include "gym-messages.pb.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <type_traits>
#include <utility>
#include <vector>

#if GOOGLE_PROTOBUF_VERSION < 4022000
#include <google/protobuf/stubs/logging.h>
#endif

namespace ns3::synthnet
{

namespace
{

namespace pb = ns3opengym;

/// Protobuf's parsers write to standard error what an InputError says here.
class Quiet
{
#if GOOGLE_PROTOBUF_VERSION < 4022000
    google::protobuf::LogSilencer m_silencer;
#endif
};

/// Of an Any in an Any; a space of a scenario has two or three.
constexpr int MOST_LEVELS = 32;
/// Of a box; shapes come from outside.
constexpr std::size_t MOST_ELEMENTS = std::size_t{1} << 24;

template <typename Message>
Message
Parse(std::string_view bytes, const char* name)
{
    const Quiet quiet;
    Message message;
    if (bytes.size() > std::numeric_limits<int>::max() ||
        !message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())))
    {
        throw InputError(std::string(std::to_string(bytes.size()) + " bytes are no ") + name +
                         " of ns3-gym's protocol");
    }
    return message;
}

template <typename Message>
Message
Unpack(const google::protobuf::Any& any, const char* name)
{
    const Quiet quiet;
    Message message;
    if (!any.UnpackTo(&message))
    {
        throw InputError(QuoteInput(any.type_url()) + ", expected a " + name);
    }
    return message;
}

/// Strings of protobuf are UTF-8; a client refuses others.
std::string
Utf8(const std::string& text)
{
    using Json = nlohmann::json;
    const auto quoted = Json(text).dump(-1, ' ', false, Json::error_handler_t::replace);
    return Json::parse(quoted).get<std::string>();
}

/// To the nearest float; what is beyond the greatest is infinite.
float
Rounded(double number)
{
    constexpr double MOST = std::numeric_limits<float>::max();
    if (std::abs(number) > MOST)
    {
        return std::copysign(std::numeric_limits<float>::infinity(),
                             static_cast<float>(number > 0 ? 1 : -1));
    }
    return static_cast<float>(number);
}

void
CheckLevel(int level)
{
    if (level > MOST_LEVELS)
    {
        throw InputError("a space within a space more than " + std::to_string(MOST_LEVELS) +
                         " times");
    }
}

// --- Spaces ---

pb::SpaceDescription Described(const GymSpace& space);

/// Of the elements of all dimensions; nothing where they are too many.
std::optional<std::size_t>
Elements(const google::protobuf::RepeatedField<uint32_t>& shape)
{
    std::size_t elements = 1;
    for (const uint32_t size : shape)
    {
        if (size > MOST_ELEMENTS || elements * size > MOST_ELEMENTS)
        {
            return std::nullopt;
        }
        elements *= size;
    }
    return elements;
}

struct Describe
{
    pb::SpaceDescription operator()(const DiscreteSpace& space) const
    {
        if (space.n < 1 || space.n > std::numeric_limits<int32_t>::max())
        {
            throw InputError("a discrete space of " + std::to_string(space.n) +
                             ", expected 1 to 2147483647 for a message");
        }
        pb::DiscreteSpace message;
        message.set_n(static_cast<int32_t>(space.n));
        return Packed(pb::Discrete, message);
    }

    pb::SpaceDescription operator()(const BoxSpace& space) const
    {
        if (space.low.empty())
        {
            throw InputError("a box without elements, expected some for a message");
        }
        pb::BoxSpace message;
        message.set_low(Rounded(*std::min_element(space.low.begin(), space.low.end())));
        message.set_high(Rounded(*std::max_element(space.high.begin(), space.high.end())));
        message.set_dtype(static_cast<pb::Dtype>(space.number));
        message.mutable_shape()->Assign(space.shape.begin(), space.shape.end());
        if (space.shape.empty())
        {
            message.add_shape(1);
        }
        return Packed(pb::Box, message);
    }

    pb::SpaceDescription operator()(const MultiDiscreteSpace& space) const
    {
        BoxSpace box = BoxSpace::Vector(space.n.size(), 0, 0, GymNumber::UINT);
        for (std::size_t i = 0; i < space.n.size(); ++i)
        {
            box.high[i] = static_cast<double>(space.n[i] - 1);
        }
        return (*this)(box);
    }

    pb::SpaceDescription operator()(const TupleSpace& space) const
    {
        pb::TupleSpace message;
        for (const auto& element : space.elements)
        {
            *message.add_element() = Described(element);
        }
        return Packed(pb::Tuple, message);
    }

    pb::SpaceDescription operator()(const DictSpace& space) const
    {
        pb::DictSpace message;
        for (const auto& [name, element] : space.elements)
        {
            auto* const added = message.add_element();
            *added = Described(element);
            added->set_name(Utf8(name));
        }
        return Packed(pb::Dict, message);
    }

    template <typename Message>
    static pb::SpaceDescription Packed(pb::SpaceType type, const Message& message)
    {
        pb::SpaceDescription description;
        description.set_type(type);
        description.mutable_space()->PackFrom(message);
        return description;
    }
};

pb::SpaceDescription
Described(const GymSpace& space)
{
    return std::visit(Describe{}, space.kind);
}

GymNumber
NumberOf(pb::Dtype dtype)
{
    switch (dtype)
    {
    case pb::INT:
        return GymNumber::INT;
    case pb::UINT:
        return GymNumber::UINT;
    case pb::DOUBLE:
        return GymNumber::DOUBLE;
    default: // ns3-gym's client takes what it does not know as floats
        return GymNumber::FLOAT;
    }
}

GymSpace
BoxFrom(const pb::BoxSpace& message)
{
    const auto elements = Elements(message.shape());
    if (!elements || *elements == 0)
    {
        throw InputError("a box of too many elements or none, expected 1 to " +
                         std::to_string(MOST_ELEMENTS));
    }
    if (!(message.low() <= message.high()))
    {
        throw InputError("a box whose low is above its high");
    }
    std::vector<uint32_t> shape(message.shape().begin(), message.shape().end());
    if (shape.empty())
    {
        shape = {1};
    }
    return {BoxSpace{NumberOf(message.dtype()),
                     std::move(shape),
                     std::vector<double>(*elements, message.low()),
                     std::vector<double>(*elements, message.high())}};
}

GymSpace
SpaceFrom(const pb::SpaceDescription& description, int level = 0)
{
    CheckLevel(level);
    switch (description.type())
    {
    case pb::Discrete: {
        const auto message = Unpack<pb::DiscreteSpace>(description.space(), "DiscreteSpace");
        if (message.n() < 1)
        {
            throw InputError("a discrete space of " + std::to_string(message.n()) +
                             ", expected at least 1");
        }
        return {DiscreteSpace{message.n()}};
    }
    case pb::Box:
        return BoxFrom(Unpack<pb::BoxSpace>(description.space(), "BoxSpace"));
    case pb::Tuple: {
        const auto message = Unpack<pb::TupleSpace>(description.space(), "TupleSpace");
        TupleSpace tuple;
        for (const auto& element : message.element())
        {
            tuple.elements.push_back(SpaceFrom(element, level + 1));
        }
        return {std::move(tuple)};
    }
    case pb::Dict: {
        const auto message = Unpack<pb::DictSpace>(description.space(), "DictSpace");
        DictSpace dict;
        for (const auto& element : message.element())
        {
            for (const auto& other : dict.elements)
            {
                if (other.name == element.name())
                {
                    throw InputError("a dict space with " + QuoteInput(element.name()) + " twice");
                }
            }
            dict.elements.push_back({element.name(), SpaceFrom(element, level + 1)});
        }
        return {std::move(dict)};
    }
    default:
        throw InputError("space type " + std::to_string(description.type()) +
                         ", expected Discrete, Box, Tuple or Dict");
    }
}

// --- Values to messages ---

pb::DataContainer Contained(const GymSpace& space, const GymValue& value);

[[noreturn]] void
RefuseValue(const std::string& why)
{
    throw InputError("a value that its space does not describe: " + why);
}

void
CheckSize(std::size_t actual, std::size_t expected)
{
    if (actual != expected)
    {
        RefuseValue(std::to_string(actual) + " elements, expected " + std::to_string(expected));
    }
}

template <typename Integer>
Integer
Whole(double value)
{
    if (!(value >= static_cast<double>(std::numeric_limits<Integer>::min()) &&
          value <= static_cast<double>(std::numeric_limits<Integer>::max()) &&
          value == std::trunc(value)))
    {
        RefuseValue(std::to_string(value) + " is no " +
                    (std::is_signed_v<Integer> ? "INT" : "UINT") + " of 32 bits");
    }
    return static_cast<Integer>(value);
}

struct Contain
{
    pb::DataContainer operator()(const DiscreteSpace& /*space*/, int64_t value) const
    {
        pb::DiscreteDataContainer message;
        message.set_data(Whole<int32_t>(static_cast<double>(value)));
        return Packed(pb::Discrete, message);
    }

    pb::DataContainer operator()(const BoxSpace& space, const std::vector<double>& values) const
    {
        CheckSize(values.size(), space.low.size());
        pb::BoxDataContainer message;
        message.set_dtype(static_cast<pb::Dtype>(space.number));
        message.mutable_shape()->Assign(space.shape.begin(), space.shape.end());
        if (space.shape.empty())
        {
            message.add_shape(1);
        }
        for (const double value : values)
        {
            switch (space.number)
            {
            case GymNumber::INT:
                message.add_intdata(Whole<int32_t>(value));
                break;
            case GymNumber::UINT:
                message.add_uintdata(Whole<uint32_t>(value));
                break;
            case GymNumber::FLOAT:
                message.add_floatdata(Rounded(value));
                break;
            case GymNumber::DOUBLE:
                message.add_doubledata(value);
                break;
            }
        }
        return Packed(pb::Box, message);
    }

    pb::DataContainer operator()(const MultiDiscreteSpace& space,
                                 const std::vector<int64_t>& values) const
    {
        return (*this)(BoxSpace::Vector(space.n.size(), 0, 0, GymNumber::UINT),
                       std::vector<double>(values.begin(), values.end()));
    }

    pb::DataContainer operator()(const TupleSpace& space, const GymTuple& value) const
    {
        CheckSize(value.elements.size(), space.elements.size());
        pb::TupleDataContainer message;
        for (std::size_t i = 0; i < space.elements.size(); ++i)
        {
            *message.add_element() = Contained(space.elements[i], value.elements[i]);
        }
        return Packed(pb::Tuple, message);
    }

    pb::DataContainer operator()(const DictSpace& space, const GymDict& value) const
    {
        CheckSize(value.elements.size(), space.elements.size());
        pb::DictDataContainer message;
        for (std::size_t i = 0; i < space.elements.size(); ++i)
        {
            const auto& [name, element] = value.elements[i];
            if (name != space.elements[i].name)
            {
                RefuseValue(QuoteInput(name) + ", expected " + QuoteInput(space.elements[i].name));
            }
            auto* const added = message.add_element();
            *added = Contained(space.elements[i].space, element);
            added->set_name(Utf8(name));
        }
        return Packed(pb::Dict, message);
    }

    template <typename S, typename V>
    pb::DataContainer operator()(const S& /*space*/, const V& /*value*/) const
    {
        RefuseValue("a value of another kind of space");
    }

    template <typename Message>
    static pb::DataContainer Packed(pb::SpaceType type, const Message& message)
    {
        pb::DataContainer container;
        container.set_type(type);
        container.mutable_data()->PackFrom(message);
        return container;
    }
};

pb::DataContainer
Contained(const GymSpace& space, const GymValue& value)
{
    return std::visit(Contain{}, space.kind, value.value);
}

// --- Values from messages ---

GymValue ValueFrom(const GymSpace& space, const pb::DataContainer& container);

void
CheckType(const pb::DataContainer& container, pb::SpaceType expected)
{
    if (container.type() != expected)
    {
        throw InputError("a value of type " + std::to_string(container.type()) + ", expected " +
                         pb::SpaceType_Name(expected));
    }
}

void
CheckElements(int actual, std::size_t expected)
{
    if (static_cast<std::size_t>(actual) != expected)
    {
        throw InputError(std::to_string(actual) + " elements, expected " +
                         std::to_string(expected));
    }
}

/// The numbers of a box of so many elements.
std::vector<double>
NumbersFrom(const pb::DataContainer& container, std::size_t size)
{
    CheckType(container, pb::Box);
    const auto box = Unpack<pb::BoxDataContainer>(container.data(), "BoxDataContainer");
    const auto elements = Elements(box.shape());
    if (!elements || *elements != size)
    {
        throw InputError("a box of another shape, expected " + std::to_string(size) +
                         (size == 1 ? " element" : " elements"));
    }
    const auto numbers = [size](const auto& list) {
        CheckElements(list.size(), size);
        return std::vector<double>(list.begin(), list.end());
    };
    switch (NumberOf(box.dtype()))
    {
    case GymNumber::INT:
        return numbers(box.intdata());
    case GymNumber::UINT:
        return numbers(box.uintdata());
    case GymNumber::DOUBLE:
        return numbers(box.doubledata());
    case GymNumber::FLOAT:
        break;
    }
    return numbers(box.floatdata());
}

/// A number that only the rounding of the bounds to floats put outside of them.
double
WithinRounding(double value, double low, double high)
{
    if (value > high && Rounded(value) == Rounded(high))
    {
        return high;
    }
    return value < low && Rounded(value) == Rounded(low) ? low : value;
}

struct Take
{
    const pb::DataContainer& container;

    GymValue operator()(const DiscreteSpace& /*space*/) const
    {
        CheckType(container, pb::Discrete);
        return {int64_t{
            Unpack<pb::DiscreteDataContainer>(container.data(), "DiscreteDataContainer").data()}};
    }

    GymValue operator()(const BoxSpace& space) const
    {
        std::vector<double> numbers = NumbersFrom(container, space.low.size());
        for (std::size_t i = 0; i < numbers.size(); ++i)
        {
            numbers[i] = WithinRounding(numbers[i], space.low[i], space.high[i]);
        }
        return {std::move(numbers)};
    }

    GymValue operator()(const MultiDiscreteSpace& space) const
    {
        std::vector<int64_t> values;
        for (const double number : NumbersFrom(container, space.n.size()))
        {
            if (!(number >= 0 && number <= std::numeric_limits<uint32_t>::max() &&
                  number == std::trunc(number)))
            {
                throw InputError(std::to_string(number) + ", expected an integer from 0");
            }
            values.push_back(static_cast<int64_t>(number));
        }
        return {std::move(values)};
    }

    GymValue operator()(const TupleSpace& space) const
    {
        CheckType(container, pb::Tuple);
        const auto message = Unpack<pb::TupleDataContainer>(container.data(), "TupleDataContainer");
        CheckElements(message.element_size(), space.elements.size());
        GymTuple tuple;
        for (std::size_t i = 0; i < space.elements.size(); ++i)
        {
            tuple.elements.push_back(
                ValueFrom(space.elements[i], message.element(static_cast<int>(i))));
        }
        return {std::move(tuple)};
    }

    GymValue operator()(const DictSpace& space) const
    {
        CheckType(container, pb::Dict);
        const auto message = Unpack<pb::DictDataContainer>(container.data(), "DictDataContainer");
        CheckElements(message.element_size(), space.elements.size());
        GymDict dict;
        for (const auto& [name, element] : space.elements) // a client's order may be another
        {
            const std::string sent = Utf8(name);
            const auto found =
                std::find_if(message.element().begin(),
                             message.element().end(),
                             [&sent](const auto& part) { return part.name() == sent; });
            if (found == message.element().end())
            {
                throw InputError(QuoteInput(name) + " is missing");
            }
            dict.elements.push_back({name, ValueFrom(element, *found)});
        }
        return {std::move(dict)};
    }
};

GymValue
ValueFrom(const GymSpace& space, const pb::DataContainer& container)
{
    return std::visit(Take{container}, space.kind);
}

// --- Info ---

std::string
InfoText(const GymInfo& info)
{
    if (info.empty())
    {
        return "";
    }
    if (info.size() == 1 && info.begin()->first == GYM_INFO_TEXT)
    {
        return Utf8(info.begin()->second);
    }
    using Json = nlohmann::json;
    return Json(info).dump(-1, ' ', false, Json::error_handler_t::replace);
}

GymInfo
InfoFrom(const std::string& text)
{
    if (text.empty())
    {
        return {};
    }
    const auto json = nlohmann::json::parse(text, nullptr, false);
    GymInfo info;
    if (json.is_object())
    {
        for (const auto& [key, value] : json.items())
        {
            info[key] = value.is_string() ? value.get<std::string>() : value.dump();
        }
        return info;
    }
    return {{GYM_INFO_TEXT, text}};
}

} // namespace

std::string
EncodeGymInit(const GymInit& init)
{
    pb::SimInitMsg message;
    message.set_simprocessid(init.processId);
    *message.mutable_obsspace() = Described(init.observationSpace);
    *message.mutable_actspace() = Described(init.actionSpace);
    return message.SerializeAsString();
}

GymInit
DecodeGymInit(std::string_view bytes)
{
    const auto message = Parse<pb::SimInitMsg>(bytes, "SimInitMsg");
    return {SpaceFrom(message.obsspace()), SpaceFrom(message.actspace()), message.simprocessid()};
}

std::string
EncodeGymInitReply(const GymInitReply& reply)
{
    pb::SimInitAck message;
    message.set_done(reply.done);
    message.set_stopsimreq(reply.stop);
    return message.SerializeAsString();
}

GymInitReply
DecodeGymInitReply(std::string_view bytes)
{
    const auto message = Parse<pb::SimInitAck>(bytes, "SimInitAck");
    return {message.done(), message.stopsimreq()};
}

std::string
EncodeGymState(const GymState& state, const GymSpace& observationSpace)
{
    pb::EnvStateMsg message;
    *message.mutable_obsdata() = Contained(observationSpace, state.observation);
    message.set_reward(Rounded(state.reward));
    message.set_isgameover(state.end != GymEnd::NONE);
    message.set_reason(state.end == GymEnd::GAME_OVER ? pb::EnvStateMsg::GameOver
                                                      : pb::EnvStateMsg::SimulationEnd);
    message.set_info(InfoText(state.info));
    return message.SerializeAsString();
}

GymState
DecodeGymState(std::string_view bytes, const GymSpace& observationSpace)
{
    const auto message = Parse<pb::EnvStateMsg>(bytes, "EnvStateMsg");
    GymState state;
    state.observation = ValueFrom(observationSpace, message.obsdata());
    state.reward = message.reward();
    if (message.isgameover())
    {
        state.end = message.reason() == pb::EnvStateMsg::GameOver ? GymEnd::GAME_OVER
                                                                  : GymEnd::SIMULATION_END;
    }
    state.info = InfoFrom(message.info());
    return state;
}

std::string
EncodeGymReply(const GymReply& reply, const GymSpace& actionSpace)
{
    pb::EnvActMsg message;
    if (reply.action)
    {
        *message.mutable_actdata() = Contained(actionSpace, *reply.action);
    }
    message.set_stopsimreq(reply.stop);
    return message.SerializeAsString();
}

GymReply
DecodeGymReply(std::string_view bytes, const GymSpace& actionSpace)
{
    const auto message = Parse<pb::EnvActMsg>(bytes, "EnvActMsg");
    if (message.stopsimreq())
    {
        return {std::nullopt, true};
    }
    GymValue action = ValueFrom(actionSpace, message.actdata());
    if (const std::string why = WhyNotIn(actionSpace, action); !why.empty())
    {
        throw InputError(why);
    }
    return {std::move(action), false};
}

} // namespace ns3::synthnet
