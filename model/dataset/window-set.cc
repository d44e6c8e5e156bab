/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "window-set.h"

#include "random-draws.h"
#include "windows.h"

#include "../input-error.h"

#include <algorithm>

namespace ns3::synthnet
{

using Eigen::Index;

WindowSet::WindowSet(const Table& table, Index seqLen, Index block)
    : m_names(table.Names()),
      m_rows(std::make_shared<const Eigen::MatrixXd>(table.Values())),
      m_seqLen(seqLen),
      m_starts(WindowStarts(table.Rows(), seqLen, block))
{
}

WindowSet::WindowSet(const Table& table, Index seqLen, const std::vector<Index>& stretches)
    : m_names(table.Names()),
      m_rows(std::make_shared<const Eigen::MatrixXd>(table.Values())),
      m_seqLen(seqLen)
{
    Index first = 0;
    for (const Index rows : stretches)
    {
        for (Index start = first; start + seqLen <= first + rows; ++start)
        {
            m_starts.push_back(start);
        }
        first += rows;
    }
    if (m_starts.empty())
    {
        throw InputError("no contiguous stretch has the " + std::to_string(seqLen) +
                         " rows of a window");
    }
}

Index
WindowSet::Count() const
{
    return static_cast<Index>(m_starts.size());
}

Index
WindowSet::SeqLen() const
{
    return m_seqLen;
}

const std::vector<std::string>&
WindowSet::Names() const
{
    return m_names;
}

Index
WindowSet::Start(Index window) const
{
    return m_starts[static_cast<std::size_t>(window)];
}

Index
WindowSet::Step() const
{
    Index step = m_seqLen;
    for (std::size_t i = 1; i < m_starts.size(); ++i)
    {
        step = std::min(step, std::abs(m_starts[i] - m_starts[i - 1]));
    }
    return step;
}

const Eigen::MatrixXd&
WindowSet::TableRows() const
{
    return *m_rows;
}

Eigen::MatrixXd
WindowSet::Flat() const
{
    const Index features = m_rows->cols();
    Eigen::MatrixXd flat(Count(), features * m_seqLen);
    for (Index window = 0; window < Count(); ++window)
    {
        for (Index feature = 0; feature < features; ++feature)
        {
            flat.row(window).segment(feature * m_seqLen, m_seqLen) =
                m_rows->col(feature).segment(Start(window), m_seqLen).transpose();
        }
    }
    return flat;
}

Eigen::VectorXd
WindowSet::Values(Index feature) const
{
    Eigen::VectorXd values(Count() * m_seqLen);
    for (Index window = 0; window < Count(); ++window)
    {
        values.segment(window * m_seqLen, m_seqLen) =
            m_rows->col(feature).segment(Start(window), m_seqLen);
    }
    return values;
}

Eigen::MatrixXd
WindowSet::Rows() const
{
    Eigen::MatrixXd rows(Count() * m_seqLen, m_rows->cols());
    for (Index feature = 0; feature < m_rows->cols(); ++feature)
    {
        rows.col(feature) = Values(feature);
    }
    return rows;
}

WindowSet
WindowSet::Select(const std::vector<Index>& windows) const
{
    WindowSet selected = *this;
    selected.m_starts.clear();
    for (const Index window : windows)
    {
        selected.m_starts.push_back(Start(window));
    }
    return selected;
}

WindowSet
WindowSet::SelectFeatures(const std::vector<Index>& features) const
{
    WindowSet selected = *this;
    selected.m_names.clear();
    Eigen::MatrixXd rows(m_rows->rows(), static_cast<Index>(features.size()));
    for (const Index feature : features)
    {
        rows.col(static_cast<Index>(selected.m_names.size())) = m_rows->col(feature);
        selected.m_names.push_back(m_names[static_cast<std::size_t>(feature)]);
    }
    selected.m_rows = std::make_shared<const Eigen::MatrixXd>(std::move(rows));
    return selected;
}

WindowSet
WindowSet::Spaced(Index count) const
{
    if (count >= Count())
    {
        return *this;
    }
    std::vector<Index> windows;
    for (Index i = 0; i < count; ++i)
    {
        windows.push_back(i * Count() / count);
    }
    return Select(windows);
}

WindowSet
WindowSet::EachStep(Index step) const
{
    std::vector<Index> windows;
    for (Index window = 0; window < Count(); ++window)
    {
        if (windows.empty() || Start(window) >= Start(windows.back()) + step)
        {
            windows.push_back(window);
        }
    }
    return Select(windows);
}

WindowSet
WindowSet::Thinned(Index count, Index step, uint64_t seed) const
{
    constexpr uint64_t STREAM = 2; // the other draws of this seed are of others
    WindowSet some = EachStep(step);
    while (some.Count() < count && step > 1)
    {
        some = EachStep(--step);
    }
    if (some.Count() <= count)
    {
        return some;
    }
    RandomDraws draws(seed, STREAM);
    const auto order = draws.Permutation(some.Count());
    std::vector<Index> windows(order.begin(), order.begin() + count);
    std::sort(windows.begin(), windows.end());
    return some.Select(windows);
}

WindowSet
WindowSet::Draw(Index count, uint64_t seed) const
{
    RandomDraws draws(seed);
    std::vector<Index> windows;
    for (Index i = 0; i < count; ++i)
    {
        windows.push_back(static_cast<Index>(draws.Index(static_cast<uint64_t>(Count()))));
    }
    return Select(windows);
}

} // namespace ns3::synthnet
