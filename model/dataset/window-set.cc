/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "window-set.h"

#include "random-draws.h"
#include "windows.h"

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

AlternatingBlocks::AlternatingBlocks(const Table& table, Index block)
{
    std::vector<Index> rows[2];
    for (Index row = 0; row < table.Rows(); ++row)
    {
        rows[row / block % 2].push_back(row);
    }
    even = table.SelectRows(rows[0]);
    odd = table.SelectRows(rows[1]);
}

} // namespace ns3::synthnet
