/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_GENERATED_TABLES_H
#define SYNTHNET_GENERATED_TABLES_H

#include "table-source.h"

#include "ns3/window-generator.h"

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-control
 * @brief Tables that trained models draw anew for every episode, so that an agent never learns from
 * the same table twice.
 */
class GeneratedTables : public TableSource
{
  public:
    /// A model of the network with one setting.
    struct Model
    {
        double setting;
        std::shared_ptr<const WindowGenerator> generator;
        std::string name; //!< of its file, for messages
    };

    /**
     * @param models one for each setting, ascending
     * @param windows that each draws, at least 1
     * @throws InputError when there is no model, or @p windows is 0
     */
    explicit GeneratedTables(std::vector<Model> models, std::size_t windows = 500);

    std::shared_ptr<const Tables> Draw(uint64_t seed) override;

  private:
    std::vector<Model> m_models;
    std::size_t m_windows;
    uint64_t m_seed{0}; // that m_tables is of
    std::shared_ptr<const Tables> m_tables;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_GENERATED_TABLES_H
