/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_GRID_VERB_H
#define SYNTHNET_GRID_VERB_H

#include "grid-directory.h"
#include "timegan-choices.h"

#include <cstdint>
#include <string>
#include <vector>

namespace ns3::synthnet
{

class Program;

/**
 * @ingroup synthnet-programs
 * @brief `grid`: trains the tutorial's grid of TimeGANs on one or two tables, and draws a synthetic
 * table from each. Interrupted, it goes on where it was when it is called again.
 */
class GridVerb
{
  public:
    void AddTo(Program& program);

  private:
    /// A table to learn.
    struct Source
    {
        std::string name;
        std::string file;
    };

    void Run(const Program& program) const;
    std::vector<Source> Sources() const;
    GridDescription Describe() const;

    std::string m_data32;
    std::string m_data64;
    int64_t m_models{0};
    int64_t m_steps{0};
    int64_t m_rows{0};
    double m_learningRate{0};
    TimeGanChoices m_choices;
    uint64_t m_seed{0};
    int64_t m_jobs{0};
    int64_t m_threads{0};
    std::string m_out;
    bool m_overwrite{false};
};

} // namespace ns3::synthnet

#endif // SYNTHNET_GRID_VERB_H
