/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_GYM_SPACE_H
#define SYNTHNET_GYM_SPACE_H

#include "ns3/random-numbers.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace ns3::synthnet
{

/// @ingroup synthnet-control
/// @brief What the numbers of a BoxSpace are, with the values of ns3-gym's protocol.
enum class GymNumber
{
    INT = 1,    //!< 32 bits
    UINT = 2,   //!< 32 bits
    FLOAT = 3,  //!< 32 bits
    DOUBLE = 4, //!< 64 bits
};

/// @ingroup synthnet-control
/// @brief One of 0 … n − 1; its values are int64_t.
struct DiscreteSpace
{
    int64_t n{1}; //!< at least 1
};

/// @ingroup synthnet-control
/// @brief Several of 0 … n[i] − 1; its values are std::vector<int64_t>.
struct MultiDiscreteSpace
{
    std::vector<int64_t> n; //!< each at least 1
};

/**
 * @ingroup synthnet-control
 * @brief An array of numbers with a range for each; its values are std::vector<double>, rows first,
 * which hold every number of each GymNumber.
 */
struct BoxSpace
{
    /// @brief A vector whose elements share a range.
    static BoxSpace Vector(std::size_t size, double low, double high, GymNumber number);

    GymNumber number{GymNumber::FLOAT};
    std::vector<uint32_t> shape; //!< sizes of the dimensions; empty: a single number
    std::vector<double> low;     //!< of each element; may be −infinity
    std::vector<double> high;    //!< of each element, not below low; may be infinity
};

struct GymSpace;
struct NamedSpace;

/// @ingroup synthnet-control
/// @brief One value of each space; its values are GymTuple.
struct TupleSpace
{
    std::vector<GymSpace> elements;
};

/// @ingroup synthnet-control
/// @brief One value of each space, by name; its values are GymDict.
struct DictSpace
{
    std::vector<NamedSpace> elements; //!< names differ
};

/// @ingroup synthnet-control
/// @brief The values that an observation or an action can have.
struct GymSpace
{
    std::variant<DiscreteSpace, BoxSpace, MultiDiscreteSpace, TupleSpace, DictSpace> kind;
};

/// @ingroup synthnet-control
/// @brief An element of a DictSpace.
struct NamedSpace
{
    std::string name;
    GymSpace space; //!< what it can be
};

struct GymValue;
struct NamedValue;

/// @ingroup synthnet-control
/// @brief A value of a TupleSpace.
struct GymTuple
{
    std::vector<GymValue> elements;
};

/// @ingroup synthnet-control
/// @brief A value of a DictSpace, in the space's order.
struct GymDict
{
    std::vector<NamedValue> elements;
};

/// @ingroup synthnet-control
/// @brief An observation or an action.
struct GymValue
{
    /// In the order of GymSpace::kind: a value's alternative is its space's.
    std::variant<int64_t, std::vector<double>, std::vector<int64_t>, GymTuple, GymDict> value;
};

/// @ingroup synthnet-control
/// @brief An element of a GymDict.
struct NamedValue
{
    std::string name;
    GymValue value; //!< what it is
};

/// @ingroup synthnet-control
/// @brief Whether two spaces are of one kind with the same bounds, shapes and names.
bool operator==(const GymSpace& left, const GymSpace& right);

/// @ingroup synthnet-control
/// @brief Whether two values are of one kind and the same.
bool operator==(const GymValue& left, const GymValue& right);

/// @ingroup synthnet-control
/// @brief Whether two elements have one name and the same space.
bool operator==(const NamedSpace& left, const NamedSpace& right);

/// @ingroup synthnet-control
/// @brief Whether two elements have one name and the same value.
bool operator==(const NamedValue& left, const NamedValue& right);

/**
 * @ingroup synthnet-control
 * @brief Looks at a value of a space.
 * @return empty when @p value is in @p space, else what is wrong and what was expected, for example
 *         `element 2 is 7, expected 0 to 3`
 */
std::string WhyNotIn(const GymSpace& space, const GymValue& value);

/**
 * @ingroup synthnet-control
 * @brief Draws a value: each integer of a range as likely, each real uniform in its range; of a
 * side without a bound as Gymnasium does (exponential beyond the other bound, normal without any).
 */
GymValue SampleSpace(const GymSpace& space, RandomNumbers& random);

} // namespace ns3::synthnet

#endif // SYNTHNET_GYM_SPACE_H
