/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "diffusion-columns.h"

#include "quantile-bins-json.h"

#include "ns3/decimals.h"
#include "ns3/json-value.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <stdexcept>
#include <utility>

namespace ns3::synthnet
{
namespace
{

/// A difference must have less than this share of a number's own spread to be worth telling.
constexpr double LEAST_GAIN = 0.7;

/// A variable leans on another one rather than on itself in the row before when this is better.
constexpr double OTHER_GAIN = 0.9;

/// A number whose levels are visited less often than this on average is a clock.
constexpr double FEW_VISITS = 3;

/// What the JSON says of a variable that is told by its level alone.
constexpr int64_t NO_BASE = -1;

/// Bins of a table with few rows have as many values at least, unless they would be too few.
constexpr std::size_t VALUES_OF_A_BIN = 25;
constexpr std::size_t FEWEST_BINS = 4;

/// Bumps along the ranks that describe where a number is.
constexpr std::size_t BUMPS = 12;
constexpr double BUMP_WIDTH = 0.8 / BUMPS;

/// Of a number: score and place in its range, score of the difference, two rows of bumps, unknown.
constexpr std::size_t NUMBER_FEATURES = 3 + 2 * BUMPS + 1;

/// Near the normal distribution's quantile.
double
ScoreOf(double rank)
{
    return std::log(rank / (1 - rank)) / 1.7;
}

std::size_t
BinsFor(Eigen::Index rows, std::size_t most)
{
    const std::size_t enough = static_cast<std::size_t>(rows) / VALUES_OF_A_BIN;
    return std::min(most, std::max(enough, FEWEST_BINS));
}

void
WriteBumps(double rank, float* features)
{
    for (std::size_t bump = 0; bump < BUMPS; ++bump)
    {
        const double centre = (static_cast<double>(bump) + 0.5) / BUMPS;
        const double distance = (rank - centre) / BUMP_WIDTH;
        features[bump] = static_cast<float>(std::exp(-0.5 * distance * distance));
    }
}

/// How often a bin is entered, on average.
double
VisitsOf(const QuantileBins& bins, const Eigen::Ref<const Eigen::VectorXd>& values)
{
    std::size_t entries = 1;
    for (Eigen::Index row = 1; row < values.size(); ++row)
    {
        entries += bins.BinOf(values(row)) != bins.BinOf(values(row - 1)) ? 1 : 0;
    }
    return static_cast<double>(entries) / static_cast<double>(bins.Count());
}

double
SpreadOf(const Eigen::Ref<const Eigen::VectorXd>& values)
{
    return std::sqrt((values.array() - values.mean()).square().mean());
}

} // namespace

DiffusionColumns::DiffusionColumns(const Table& table, const TableCodec& codec, std::size_t bins)
    : m_variables(VariablesOf(codec))
{
    LearnBases(Values(table, codec));
    LearnBins(Values(table, codec), BinsFor(table.Rows(), bins)); // in the new order
    CountFeatures();
}

DiffusionColumns::DiffusionColumns(std::string_view json,
                                   const TableCodec& codec,
                                   const std::string& file)
{
    std::map<Index, Variable> missing; // by channel
    for (Variable& variable : VariablesOf(codec))
    {
        missing.emplace(variable.channel, std::move(variable));
    }
    const auto count = static_cast<int64_t>(missing.size());
    const JsonValue all(json, file, "description of the variables");
    for (const JsonValue& object : all.Elements())
    {
        const JsonValue channel = object.Member("channel");
        auto found = missing.extract(channel.Whole(0, codec.Channels() - 1));
        if (found.empty())
        {
            channel.Fail("the first channel of a variable, each once");
        }
        ReadVariable(object, found.mapped(), count);
        m_variables.push_back(std::move(found.mapped()));
    }
    if (!missing.empty())
    {
        all.Fail("all variables of the columns");
    }
    CountFeatures();
}

void
DiffusionColumns::ReadVariable(const JsonValue& json, Variable& variable, int64_t count) const
{
    if (variable.tuples > 0)
    {
        const JsonValue shares = json.Member("shares");
        for (const JsonValue& share : shares.Elements())
        {
            variable.shares.push_back(share.Number());
        }
        if (variable.shares.size() != static_cast<std::size_t>(variable.tuples))
        {
            shares.Fail("a share for each tuple");
        }
        return;
    }
    variable.bins.push_back(BinsFromJson(json.Member("levels")));
    variable.isClock = json.Member("isClock").Whole(0, 1) == 1;
    const int64_t base = json.Member("base").Whole(NO_BASE, count - 1);
    if (base != NO_BASE)
    {
        const bool rowBefore = json.Member("rowBefore").Whole(0, 1) == 1;
        if (!rowBefore && base >= static_cast<int64_t>(m_variables.size()))
        {
            json.Member("base").Fail("a variable before this one");
        }
        variable.base = Base{static_cast<std::size_t>(base), rowBefore};
        variable.bins.push_back(BinsFromJson(json.Member("differences")));
    }
}

std::string
DiffusionColumns::ToJson() const
{
    nlohmann::json variables = nlohmann::json::array();
    for (const Variable& variable : m_variables)
    {
        nlohmann::json object{{"channel", variable.channel}};
        if (variable.tuples > 0)
        {
            object["shares"] = variable.shares;
        }
        else
        {
            object["levels"] = synthnet::ToJson(variable.bins.front());
            object["isClock"] = variable.isClock ? 1 : 0;
            object["base"] = NO_BASE;
            if (variable.base)
            {
                object["base"] = variable.base->variable;
                object["rowBefore"] = variable.base->rowBefore ? 1 : 0;
                object["differences"] = synthnet::ToJson(variable.bins.back());
            }
        }
        variables.push_back(std::move(object));
    }
    return variables.dump();
}

std::vector<DiffusionColumns::Variable>
DiffusionColumns::VariablesOf(const TableCodec& codec)
{
    std::vector<Variable> variables;
    for (const TableCodec::Group& group : codec.Groups())
    {
        Variable variable;
        variable.channel = group.channel;
        variable.tuples = group.tuples.rows();
        variables.push_back(std::move(variable));
    }
    for (const TableCodec::Column& column : codec.Columns())
    {
        if (column.kind == TableCodec::Kind::NUMBER)
        {
            Variable variable;
            variable.channel = column.channel;
            variable.column = column.name;
            variable.min = column.min;
            variable.max = column.max;
            variable.decimals = column.decimals;
            variables.push_back(std::move(variable));
        }
    }
    return variables;
}

std::size_t
DiffusionColumns::Count() const
{
    return m_variables.size();
}

bool
DiffusionColumns::Follows(std::size_t variable) const
{
    const Variable& of = m_variables.at(variable);
    return of.tuples > 0 || of.base;
}

DiffusionColumns::RowMatrix
DiffusionColumns::Values(const Table& table, const TableCodec& codec) const
{
    const Eigen::MatrixXf channels = codec.Encode(table);
    RowMatrix values(table.Rows(), static_cast<Index>(m_variables.size()));
    for (std::size_t i = 0; i < m_variables.size(); ++i)
    {
        const Variable& variable = m_variables[i];
        const auto to = static_cast<Index>(i);
        if (variable.tuples == 0)
        {
            values.col(to) = table.Column(variable.column);
            continue;
        }
        for (Index row = 0; row < values.rows(); ++row)
        {
            Index tuple = 0;
            channels.row(row).segment(variable.channel, variable.tuples).maxCoeff(&tuple);
            values(row, to) = static_cast<double>(tuple);
        }
    }
    return values;
}

Eigen::MatrixXd
DiffusionColumns::Channels(const RowMatrix& values, const TableCodec& codec) const
{
    Eigen::MatrixXd channels = Eigen::MatrixXd::Zero(values.rows(), codec.Channels());
    for (std::size_t i = 0; i < m_variables.size(); ++i)
    {
        const Variable& variable = m_variables[i];
        const auto from = values.col(static_cast<Index>(i)).array();
        if (variable.tuples == 0)
        {
            channels.col(variable.channel) = from;
            continue;
        }
        for (Index row = 0; row < values.rows(); ++row)
        {
            channels(row, variable.channel + static_cast<Index>(from(row))) = 1;
        }
    }
    return channels;
}

void
DiffusionColumns::LearnBases(const RowMatrix& values)
{
    const std::size_t count = m_variables.size();
    const Index rows = values.rows();
    std::vector<bool> related(count, false);
    for (std::size_t i = 0; i < count; ++i)
    {
        Variable& variable = m_variables[i];
        if (variable.tuples > 0)
        {
            continue;
        }
        const auto own = values.col(static_cast<Index>(i));
        double least = LEAST_GAIN * SpreadOf(own);
        const auto consider = [&](std::size_t base, bool rowBefore) {
            const auto other = values.col(static_cast<Index>(base));
            const double spread = rowBefore ? SpreadOf(own.tail(rows - 1) - other.head(rows - 1))
                                            : SpreadOf(own - other);
            if (spread < (rowBefore && base == i ? 1 : OTHER_GAIN) * least)
            {
                least = spread;
                variable.base = Base{base, rowBefore};
            }
        };
        consider(i, true);
        for (std::size_t base = 0; base < count; ++base)
        {
            if (m_variables[base].tuples == 0 && base != i)
            {
                consider(base, true);
                if (base < i)
                {
                    consider(base, false);
                }
            }
        }
        if (variable.base)
        {
            related[i] = related[variable.base->variable] = true;
        }
    }
    std::vector<std::size_t> order(count);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        const auto rank = [&](std::size_t i) {
            return m_variables[i].tuples > 0 ? 0 : related[i] ? 1 : 2;
        };
        return rank(a) < rank(b);
    });
    Reorder(order);
}

void
DiffusionColumns::Reorder(const std::vector<std::size_t>& order)
{
    std::vector<std::size_t> placeOf(order.size());
    std::vector<Variable> reordered;
    for (std::size_t place = 0; place < order.size(); ++place)
    {
        placeOf[order[place]] = place;
        reordered.push_back(std::move(m_variables[order[place]]));
    }
    m_variables = std::move(reordered);
    for (Variable& variable : m_variables)
    {
        if (variable.base)
        {
            variable.base->variable = placeOf[variable.base->variable];
        }
    }
}

void
DiffusionColumns::LearnBins(const RowMatrix& values, std::size_t bins)
{
    for (std::size_t i = 0; i < m_variables.size(); ++i)
    {
        Variable& variable = m_variables[i];
        const auto own = values.col(static_cast<Index>(i));
        if (variable.tuples > 0)
        {
            variable.shares.assign(static_cast<std::size_t>(variable.tuples), 0);
            for (const double tuple : own)
            {
                variable.shares[static_cast<std::size_t>(tuple)] +=
                    1 / static_cast<double>(own.size());
            }
            continue;
        }
        variable.bins.emplace_back(std::vector<double>(own.begin(), own.end()), bins);
        variable.isClock = VisitsOf(variable.bins.front(), own) < FEW_VISITS;
        if (variable.base)
        {
            std::vector<double> differences;
            for (Index row = variable.base->rowBefore ? 1 : 0; row < values.rows(); ++row)
            {
                differences.push_back(
                    Told(i, {&values(row, 0), row > 0 ? &values(row - 1, 0) : nullptr}));
            }
            variable.bins.emplace_back(std::move(differences), bins);
        }
    }
}

void
DiffusionColumns::CountFeatures()
{
    m_begins.assign(1, 0);
    for (const Variable& variable : m_variables)
    {
        m_begins.push_back(m_begins.back() + (variable.tuples > 0
                                                  ? static_cast<std::size_t>(variable.tuples) + 1
                                                  : NUMBER_FEATURES));
    }
}

bool
DiffusionColumns::IsDifference(const Variable& variable, bool first) const
{
    return variable.base && !(first && variable.base->rowBefore);
}

const QuantileBins&
DiffusionColumns::BinsOf(const Variable& variable, bool first) const
{
    return IsDifference(variable, first) ? variable.bins.back() : variable.bins.front();
}

double
DiffusionColumns::BaseValue(const Variable& variable, const Place& place)
{
    return (variable.base->rowBefore ? place.before : place.row)[variable.base->variable];
}

/// What the token says: the level or the difference, without what is not in the decimals.
double
DiffusionColumns::Told(std::size_t variable, const Place& place) const
{
    const Variable& of = m_variables[variable];
    const double value = place.row[variable];
    return IsDifference(of, place.before == nullptr)
               ? RoundTo(value - BaseValue(of, place), of.decimals)
               : value;
}

std::size_t
DiffusionColumns::Tokens(std::size_t variable, bool first) const
{
    const Variable& of = m_variables.at(variable);
    return of.tuples > 0 ? static_cast<std::size_t>(of.tuples) : BinsOf(of, first).Count();
}

double
DiffusionColumns::Share(std::size_t variable, std::size_t token, bool first) const
{
    const Variable& of = m_variables.at(variable);
    return of.tuples > 0 ? of.shares.at(token) : BinsOf(of, first).Share(token);
}

std::size_t
DiffusionColumns::Token(std::size_t variable, const Place& place) const
{
    const Variable& of = m_variables.at(variable);
    return of.tuples > 0 ? static_cast<std::size_t>(place.row[variable])
                         : BinsOf(of, place.before == nullptr).BinOf(Told(variable, place));
}

double
DiffusionColumns::Value(std::size_t variable,
                        std::size_t token,
                        double within,
                        const Place& place) const
{
    const Variable& of = m_variables.at(variable);
    if (of.tuples > 0)
    {
        return static_cast<double>(token);
    }
    const bool first = place.before == nullptr;
    const double told = BinsOf(of, first).ValueAt(token, within);
    const double value = IsDifference(of, first) ? BaseValue(of, place) + told : told;
    return std::clamp(RoundTo(value, of.decimals), of.min, of.max);
}

std::size_t
DiffusionColumns::Features() const
{
    return m_begins.back();
}

std::size_t
DiffusionColumns::FeatureBegin(std::size_t variable) const
{
    return m_begins.at(variable);
}

void
DiffusionColumns::Describe(std::size_t variable, const Place& place, float* features) const
{
    std::fill_n(features, m_begins.at(variable + 1) - m_begins[variable], 0.0F);
    const Variable& of = m_variables[variable];
    const double value = place.row[variable];
    if (of.tuples > 0)
    {
        features[static_cast<std::size_t>(value)] = 1;
        return;
    }
    const double level = of.bins.front().RankOf(value);
    features[0] = static_cast<float>(ScoreOf(level));
    features[1] = static_cast<float>((value - of.min) / (of.max - of.min) * 4 - 2);
    if (!of.isClock)
    {
        WriteBumps(level, features + 3);
    }
    if (IsDifference(of, place.before == nullptr))
    {
        const double difference = of.bins.back().RankOf(Told(variable, place));
        features[2] = static_cast<float>(ScoreOf(difference));
        WriteBumps(difference, features + 3 + BUMPS);
    }
}

} // namespace ns3::synthnet
