/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "real-stretches.h"

#include "random-draws.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace ns3::synthnet
{

using Eigen::Index;

RealStretches::RealStretches(const EvaluationTables& tables)
    : m_tables(tables)
{
    constexpr Index ROWS = 120;
    constexpr Index PARTS = 4;
    Index rows = tables.real.table.Rows();
    if (tables.training)
    {
        rows = std::min(rows, tables.training->table.Rows());
    }
    const Index length = std::max(tables.real.windows.SeqLen(), std::min(ROWS, rows / PARTS));
    Add(tables.real, length);
    m_ofReal = tables.training ? m_stretches.size() : m_stretches.size() / 2;
    if (tables.training)
    {
        Add(*tables.training, length);
    }
    std::stable_sort(m_stretches.begin(),
                     m_stretches.end(),
                     [](const Stretch& a, const Stretch& b) { return a.place < b.place; });
}

void
RealStretches::Add(const EvaluationSide& side, Index length)
{
    const Index rows = side.table.Rows();
    const Index block = side.block > 0 ? side.block : rows;
    for (Index begin = 0; begin < rows; begin += block)
    {
        const Index whole = std::min(block, rows - begin);
        if (whole < side.windows.SeqLen())
        {
            continue; // holds no window
        }
        const Index parts = std::max<Index>(1, whole / length);
        for (Index part = 0; part < parts; ++part)
        {
            const Index first = begin + part * whole / parts;
            const Index end = begin + (part + 1) * whole / parts;
            const double middle = static_cast<double>(first + end) / 2;
            m_stretches.push_back({&side, first, end - first, middle / static_cast<double>(rows)});
        }
    }
}

std::optional<RealStretches::Sides>
RealStretches::Deal(uint64_t seed) const
{
    constexpr uint64_t STREAM = 1; // windows are drawn by the same seed
    const std::size_t all = m_stretches.size();
    if (m_ofReal == 0 || m_ofReal == all)
    {
        return std::nullopt;
    }
    RandomDraws draws(seed, STREAM);
    const bool realHasFewer = m_ofReal <= all - m_ofReal;
    const std::size_t runs = std::min(m_ofReal, all - m_ofReal);
    std::vector<Stretch> fewer;
    std::vector<Stretch> more;
    for (std::size_t run = 0; run < runs; ++run)
    {
        const std::size_t first = run * all / runs;
        const std::size_t end = (run + 1) * all / runs;
        const std::size_t chosen = first + draws.Index(end - first);
        for (std::size_t i = first; i < end; ++i)
        {
            (i == chosen ? fewer : more).push_back(m_stretches[i]);
        }
    }
    return Sides{WindowsOf(realHasFewer ? fewer : more), WindowsOf(realHasFewer ? more : fewer)};
}

WindowSet
RealStretches::Redrawn(uint64_t seed) const
{
    constexpr uint64_t STREAM = 3; // neither that of the deals nor those of windows
    constexpr int TIMES = 2;
    std::vector<Stretch> stretches;
    std::copy_if(m_stretches.begin(),
                 m_stretches.end(),
                 std::back_inserter(stretches),
                 [this](const Stretch& stretch) { return stretch.side == &m_tables.real; });
    RandomDraws draws(seed, STREAM);
    for (int time = 0; time < TIMES; ++time)
    {
        std::vector<Stretch> drawn;
        // One fewer: that makes up for a spread about the mean of the few instead of all.
        for (std::size_t i = 1; i < std::max<std::size_t>(2, stretches.size()); ++i)
        {
            drawn.push_back(stretches[draws.Index(stretches.size())]);
        }
        stretches = std::move(drawn);
    }
    return WindowsOf(stretches);
}

WindowSet
RealStretches::WindowsOf(const std::vector<Stretch>& stretches) const
{
    std::vector<Index> lengths;
    Index rows = 0;
    for (const auto& stretch : stretches)
    {
        lengths.push_back(stretch.rows);
        rows += stretch.rows;
    }
    Eigen::MatrixXd values(rows, m_tables.real.windows.TableRows().cols());
    Index row = 0;
    for (const auto& stretch : stretches)
    {
        values.middleRows(row, stretch.rows) =
            stretch.side->windows.TableRows().middleRows(stretch.first, stretch.rows);
        row += stretch.rows;
    }
    const auto& windows = m_tables.real.windows;
    return {Table(windows.Names(), std::move(values)), windows.SeqLen(), lengths};
}

} // namespace ns3::synthnet
