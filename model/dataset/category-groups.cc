/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "category-groups.h"

#include "decimals.h"
#include "testbed-logs.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>

namespace ns3::synthnet
{

namespace
{

constexpr std::size_t MOST_VALUES = 16; // of a numeric column that is a category

/// A category: columns, and which of its values each row has.
struct Category
{
    std::set<Table::Index> columns;  // by their place in the table
    std::vector<std::size_t> codes;  // of each row, counted from 0 in the order of appearance
    std::vector<std::size_t> counts; // rows of each value
    bool isNumber{false};            // one numeric column
};

/// @return nothing when there are more than @p mostValues different ones
std::optional<Category>
CategoryOf(const Eigen::Ref<const Eigen::VectorXd>& values, std::size_t mostValues)
{
    Category category;
    std::map<double, std::size_t> codes;
    for (const double value : values)
    {
        const auto [found, isNew] = codes.emplace(value, codes.size());
        if (codes.size() > mostValues)
        {
            return {};
        }
        if (isNew)
        {
            category.counts.push_back(0);
        }
        ++category.counts[found->second];
        category.codes.push_back(found->second);
    }
    return category;
}

/// @return whether each value of @p a goes with one value of @p b only
bool
Determines(const Category& a, const Category& b)
{
    std::vector<std::optional<std::size_t>> images(a.counts.size());
    for (std::size_t row = 0; row < a.codes.size(); ++row)
    {
        auto& image = images[a.codes[row]];
        if (image.value_or(b.codes[row]) != b.codes[row])
        {
            return false;
        }
        image = b.codes[row];
    }
    return true;
}

/// @return whether two values at least are no rare events
bool
Varies(const Category& category)
{
    const std::size_t rare = std::max<std::size_t>(2, (category.codes.size() + 99) / 100);
    return std::count_if(category.counts.begin(), category.counts.end(), [rare](auto count) {
               return count >= rare;
           }) > 1;
}

bool
IsSparse(const Eigen::Ref<const Eigen::VectorXd>& values, std::size_t different)
{
    const double step = std::pow(10, -DecimalsOf(values));
    const double steps = (values.maxCoeff() - values.minCoeff()) / step + 1;
    return steps > 2 * static_cast<double>(different);
}

/// @return the prefixes of a name that end with an underscore, the longest first
std::vector<std::string>
Prefixes(const std::string& name)
{
    std::vector<std::string> prefixes;
    for (auto at = name.rfind('_'); at != std::string::npos && at > 0; at = name.rfind('_', at - 1))
    {
        prefixes.push_back(name.substr(0, at + 1));
    }
    return prefixes;
}

bool
IsZeroOrOne(const Eigen::Ref<const Eigen::VectorXd>& values)
{
    return ((values.array() == 0) || (values.array() == 1)).all();
}

/// @return the sets of 0/1 columns of one prefix that are 1 in turn
std::vector<Category>
OneHotSets(const Table& table)
{
    std::map<std::string, std::vector<Table::Index>> byPrefix;
    for (Table::Index column = 0; column < table.Columns(); ++column)
    {
        const auto& name = table.Names()[static_cast<std::size_t>(column)];
        const auto values = table.Values().col(column);
        if (table.IsCategorical(name) || !IsZeroOrOne(values) || values.minCoeff() != 0)
        {
            continue;
        }
        for (const auto& prefix : Prefixes(name))
        {
            byPrefix[prefix].push_back(column);
        }
    }
    std::vector<Category> sets;
    std::set<Table::Index> taken;
    // In reverse order a longer prefix comes before the shorter ones that it begins with.
    for (auto each = byPrefix.rbegin(); each != byPrefix.rend(); ++each)
    {
        const auto& columns = each->second;
        Eigen::VectorXd sum = Eigen::VectorXd::Zero(table.Rows());
        Eigen::VectorXd which = sum;
        bool isFree = true;
        for (std::size_t i = 0; i < columns.size(); ++i)
        {
            isFree = isFree && taken.count(columns[i]) == 0;
            sum += table.Values().col(columns[i]);
            which += static_cast<double>(i) * table.Values().col(columns[i]);
        }
        if (!isFree || columns.size() < 2 || !(sum.array() == 1).all())
        {
            continue;
        }
        auto category = CategoryOf(which, columns.size());
        category->columns = {columns.begin(), columns.end()};
        taken.insert(columns.begin(), columns.end());
        sets.push_back(std::move(*category));
    }
    return sets;
}

std::vector<Category>
CategoriesIn(const Table& table)
{
    std::vector<Category> categories = OneHotSets(table);
    std::set<Table::Index> taken;
    for (const auto& each : categories)
    {
        taken.insert(each.columns.begin(), each.columns.end());
    }
    const auto rows = static_cast<std::size_t>(table.Rows());
    for (Table::Index column = 0; column < table.Columns(); ++column)
    {
        const std::string& name = table.Names()[static_cast<std::size_t>(column)];
        const bool isText = table.IsCategorical(name);
        if (!isText && !SwitchesOf({name}).empty())
        {
            continue;
        }
        auto category =
            CategoryOf(table.Values().col(column), isText ? rows : std::min(MOST_VALUES, rows / 2));
        if (category && category->counts.size() > 1 && taken.count(column) == 0)
        {
            category->columns = {column};
            category->isNumber = !isText;
            categories.push_back(std::move(*category));
        }
    }
    // Those that determine come before those that they may determine.
    std::stable_sort(categories.begin(), categories.end(), [](const auto& a, const auto& b) {
        return std::pair(b.counts.size(), *a.columns.begin()) <
               std::pair(a.counts.size(), *b.columns.begin());
    });
    return categories;
}

/// @return whether @p other, which has no more values, says the same as @p first or less
bool
IsSaidBy(const Category& first, const Category& other)
{
    const bool isUnique = 2 * first.counts.size() > first.codes.size(); // determines anything
    const bool isEqual = first.counts.size() == other.counts.size();
    return !isUnique && (isEqual || Varies(other)) && Determines(first, other);
}

} // namespace

std::vector<std::vector<std::string>>
FindCategoryGroups(const Table& table)
{
    std::vector<Category> groups;
    for (auto& category : CategoriesIn(table))
    {
        const auto group = std::find_if(groups.begin(), groups.end(), [&](const auto& each) {
            return IsSaidBy(each, category);
        });
        if (group == groups.end())
        {
            groups.push_back(std::move(category));
        }
        else
        {
            group->columns.insert(category.columns.begin(), category.columns.end());
        }
    }
    std::map<Table::Index, std::vector<std::string>> named; // by the first column
    for (const auto& group : groups)
    {
        const Table::Index first = *group.columns.begin();
        const bool isLoneNumber = group.isNumber && group.columns.size() == 1;
        if (isLoneNumber &&
            !(Varies(group) && IsSparse(table.Values().col(first), group.counts.size())))
        {
            continue;
        }
        for (const Table::Index column : group.columns)
        {
            named[first].push_back(table.Names()[static_cast<std::size_t>(column)]);
        }
    }
    std::vector<std::vector<std::string>> result;
    for (auto& [first, names] : named)
    {
        result.push_back(std::move(names));
    }
    return result;
}

} // namespace ns3::synthnet
