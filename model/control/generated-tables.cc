/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "generated-tables.h"

#include "ns3/input-error.h"
#include "ns3/random-numbers.h"

#include <limits>
#include <utility>

namespace ns3::synthnet
{

namespace
{

constexpr uint64_t SEEDS_STREAM = 1; // 0 is the environment's

} // namespace

GeneratedTables::GeneratedTables(std::vector<Model> models, std::size_t windows)
    : m_models(std::move(models)),
      m_windows(windows)
{
    if (m_models.empty())
    {
        throw InputError("no model, expected one for each setting");
    }
    if (m_windows == 0)
    {
        throw InputError("0 windows for an episode, expected 1 at least");
    }
}

std::shared_ptr<const TableSource::Tables>
GeneratedTables::Draw(uint64_t seed)
{
    if (m_tables && seed == m_seed)
    {
        return m_tables;
    }
    RandomNumbers random(seed, SEEDS_STREAM); // models draw apart, also two that are the same
    Tables tables;
    for (const Model& model : m_models)
    {
        const uint64_t own = random.Below(std::numeric_limits<std::size_t>::max());
        tables.push_back({model.setting,
                          model.generator->Sample(m_windows, own),
                          static_cast<Table::Index>(model.generator->SeqLen()),
                          model.name});
    }
    m_tables = std::make_shared<const Tables>(std::move(tables));
    m_seed = seed;
    return m_tables;
}

} // namespace ns3::synthnet
