/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "gym-space.h"

#include <cmath>
#include <limits>
#include <sstream>

namespace ns3::synthnet
{

namespace
{

std::string
Size(std::size_t actual, std::size_t expected)
{
    return std::to_string(actual) + " elements, expected " + std::to_string(expected);
}

std::string
Element(std::size_t index, const std::string& what)
{
    return "element " + std::to_string(index) + " is " + what;
}

std::string
Text(double number)
{
    std::ostringstream text;
    text << number;
    return text.str();
}

/// Empty when it is.
std::string
WhyNotBelow(int64_t bound, int64_t value)
{
    return value >= 0 && value < bound
               ? std::string()
               : std::to_string(value) + ", expected 0 to " + std::to_string(bound - 1);
}

/// @return whether a number can be one of its kind
bool
Holds(GymNumber number, double value)
{
    switch (number)
    {
    case GymNumber::INT:
        return value == std::trunc(value) && value >= std::numeric_limits<int32_t>::min() &&
               value <= std::numeric_limits<int32_t>::max();
    case GymNumber::UINT:
        return value == std::trunc(value) && value >= 0 &&
               value <= std::numeric_limits<uint32_t>::max();
    case GymNumber::FLOAT:
    case GymNumber::DOUBLE:
        return !std::isnan(value);
    }
    return false;
}

/// Looks at a value of a space of the same alternative.
struct Membership
{
    std::string operator()(const DiscreteSpace& space, int64_t value) const
    {
        return WhyNotBelow(space.n, value);
    }

    std::string operator()(const BoxSpace& space, const std::vector<double>& values) const
    {
        if (values.size() != space.low.size())
        {
            return Size(values.size(), space.low.size());
        }
        for (std::size_t i = 0; i < values.size(); ++i)
        {
            if (!Holds(space.number, values[i]))
            {
                return Element(i, Text(values[i]) + ", expected a number of the space's kind");
            }
            if (values[i] < space.low[i] || values[i] > space.high[i])
            {
                return Element(i,
                               Text(values[i]) + ", expected " + Text(space.low[i]) + " to " +
                                   Text(space.high[i]));
            }
        }
        return {};
    }

    std::string operator()(const MultiDiscreteSpace& space,
                           const std::vector<int64_t>& values) const
    {
        if (values.size() != space.n.size())
        {
            return Size(values.size(), space.n.size());
        }
        for (std::size_t i = 0; i < values.size(); ++i)
        {
            if (const std::string why = WhyNotBelow(space.n[i], values[i]); !why.empty())
            {
                return Element(i, why);
            }
        }
        return {};
    }

    std::string operator()(const TupleSpace& space, const GymTuple& values) const
    {
        if (values.elements.size() != space.elements.size())
        {
            return Size(values.elements.size(), space.elements.size());
        }
        for (std::size_t i = 0; i < values.elements.size(); ++i)
        {
            if (const std::string why = WhyNotIn(space.elements[i], values.elements[i]);
                !why.empty())
            {
                return "element " + std::to_string(i) + ": " + why;
            }
        }
        return {};
    }

    std::string operator()(const DictSpace& space, const GymDict& values) const
    {
        if (values.elements.size() != space.elements.size())
        {
            return Size(values.elements.size(), space.elements.size());
        }
        for (std::size_t i = 0; i < values.elements.size(); ++i)
        {
            const auto& [name, value] = values.elements[i];
            if (name != space.elements[i].name)
            {
                return Element(i, "\"" + name + "\", expected \"" + space.elements[i].name + "\"");
            }
            if (const std::string why = WhyNotIn(space.elements[i].space, value); !why.empty())
            {
                return "\"" + name + "\": " + why;
            }
        }
        return {};
    }

    template <typename S, typename V>
    std::string operator()(const S& /*space*/, const V& /*value*/) const
    {
        return "a value of another kind of space";
    }
};

double
SampleElement(const BoxSpace& space, std::size_t index, RandomNumbers& random)
{
    const double low = space.low[index];
    const double high = space.high[index];
    const bool whole = space.number == GymNumber::INT || space.number == GymNumber::UINT;
    const bool below = std::isfinite(low);
    const bool above = std::isfinite(high);
    const auto exponential = [&random] { return -std::log1p(-random.Uniform()); };
    double value = 0;
    if (below && above)
    {
        value =
            whole
                ? low + static_cast<double>(random.Below(static_cast<std::size_t>(high - low) + 1))
                : low + (high - low) * static_cast<double>(random.Uniform());
    }
    else if (below)
    {
        value = low + exponential();
    }
    else if (above)
    {
        value = high - exponential();
    }
    else
    {
        value = random.Normal();
    }
    return whole ? std::floor(value) : value;
}

struct Draw
{
    RandomNumbers& random;

    GymValue operator()(const DiscreteSpace& space) const
    {
        return {static_cast<int64_t>(random.Below(static_cast<std::size_t>(space.n)))};
    }

    GymValue operator()(const BoxSpace& space) const
    {
        std::vector<double> values(space.low.size());
        for (std::size_t i = 0; i < values.size(); ++i)
        {
            values[i] = SampleElement(space, i, random);
        }
        return {std::move(values)};
    }

    GymValue operator()(const MultiDiscreteSpace& space) const
    {
        std::vector<int64_t> values;
        values.reserve(space.n.size());
        for (const int64_t n : space.n)
        {
            values.push_back(static_cast<int64_t>(random.Below(static_cast<std::size_t>(n))));
        }
        return {std::move(values)};
    }

    GymValue operator()(const TupleSpace& space) const
    {
        GymTuple tuple;
        for (const auto& element : space.elements)
        {
            tuple.elements.push_back(SampleSpace(element, random));
        }
        return {std::move(tuple)};
    }

    GymValue operator()(const DictSpace& space) const
    {
        GymDict dict;
        for (const auto& [name, element] : space.elements)
        {
            dict.elements.push_back({name, SampleSpace(element, random)});
        }
        return {std::move(dict)};
    }
};

/// Compares what is in the variants of two spaces or two values.
struct Equality
{
    bool operator()(const DiscreteSpace& left, const DiscreteSpace& right) const
    {
        return left.n == right.n;
    }

    bool operator()(const BoxSpace& left, const BoxSpace& right) const
    {
        return left.number == right.number && left.shape == right.shape && left.low == right.low &&
               left.high == right.high;
    }

    bool operator()(const MultiDiscreteSpace& left, const MultiDiscreteSpace& right) const
    {
        return left.n == right.n;
    }

    bool operator()(const TupleSpace& left, const TupleSpace& right) const
    {
        return left.elements == right.elements;
    }

    bool operator()(const DictSpace& left, const DictSpace& right) const
    {
        return left.elements == right.elements;
    }

    bool operator()(const GymTuple& left, const GymTuple& right) const
    {
        return left.elements == right.elements;
    }

    bool operator()(const GymDict& left, const GymDict& right) const
    {
        return left.elements == right.elements;
    }

    template <typename T>
    bool operator()(const T& left, const T& right) const // numbers
    {
        return left == right;
    }

    template <typename L, typename R>
    bool operator()(const L& /*left*/, const R& /*right*/) const // other alternatives
    {
        return false;
    }
};

} // namespace

bool
operator==(const GymSpace& left, const GymSpace& right)
{
    return std::visit(Equality{}, left.kind, right.kind);
}

bool
operator==(const GymValue& left, const GymValue& right)
{
    return std::visit(Equality{}, left.value, right.value);
}

bool
operator==(const NamedSpace& left, const NamedSpace& right)
{
    return left.name == right.name && left.space == right.space;
}

bool
operator==(const NamedValue& left, const NamedValue& right)
{
    return left.name == right.name && left.value == right.value;
}

BoxSpace
BoxSpace::Vector(std::size_t size, double low, double high, GymNumber number)
{
    return {number,
            {static_cast<uint32_t>(size)},
            std::vector<double>(size, low),
            std::vector<double>(size, high)};
}

std::string
WhyNotIn(const GymSpace& space, const GymValue& value)
{
    return std::visit(Membership{}, space.kind, value.value);
}

GymValue
SampleSpace(const GymSpace& space, RandomNumbers& random)
{
    return std::visit(Draw{random}, space.kind);
}

} // namespace ns3::synthnet
