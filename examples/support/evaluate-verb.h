/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_EVALUATE_VERB_H
#define SYNTHNET_EVALUATE_VERB_H

#include "ns3/evaluation-tables.h"
#include "ns3/evaluation.h"

#include <boost/program_options.hpp>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace ns3::synthnet
{

class Program;

/**
 * @ingroup synthnet-programs
 * @brief `evaluate`: scores, pictures and a page that say how near synthetic windows are to real
 * ones.
 */
class EvaluateVerb
{
  public:
    /// Adds the measures of a room that is not always built.
    using MoreScores = std::function<void(Evaluation&, const EvaluationTables&)>;

    /// @param more none: only measures that need no training library
    explicit EvaluateVerb(MoreScores more = {});

    /// @param further options of `more`
    void AddTo(Program& program,
               const boost::program_options::options_description& further =
                   boost::program_options::options_description());

  private:
    void Evaluate(const Program& program) const;
    EvaluationTables ReadTables() const;
    EvaluationSettings Settings() const;
    std::vector<std::filesystem::path> Inputs() const;

    MoreScores m_more;
    std::string m_real;
    std::string m_train;
    std::string m_synthetic;
    std::string m_out;
    std::string m_pictures;
    int64_t m_seqLen{0};
    int64_t m_realBlock{0};
    int64_t m_syntheticBlock{0};
    int64_t m_draws{0};
    int64_t m_windows{0};
    int64_t m_seeds{0};
    uint64_t m_seed{0};
    bool m_overwrite{false};
};

} // namespace ns3::synthnet

#endif // SYNTHNET_EVALUATE_VERB_H
