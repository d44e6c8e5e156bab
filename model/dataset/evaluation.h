/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_EVALUATION_H
#define SYNTHNET_EVALUATION_H

#include "evaluation-tables.h"
#include "window-score.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-dataset
 * @brief A figure that was taken several times.
 */
struct Repeated
{
    double median;
    double low;  //!< 5th percentile
    double high; //!< 95th percentile
};

/// @ingroup synthnet-dataset
/// @param values at least one
Repeated RepeatedOf(const std::vector<double>& values);

/// @ingroup synthnet-dataset
/// @brief A synthetic median beside the 5th to 95th percentile of real ones.
enum class Verdict
{
    AS_REAL, //!< not above; a distance: neither above nor below
    WORSE,   //!< above
    NEARER,  //!< a distance to training windows that is below: there are copies
    FARTHER  //!< one that is above: windows are unlike any
};

/// @ingroup synthnet-dataset
/// @return "yes", "no", "no, nearer" or "no, farther"
std::string VerdictText(Verdict verdict);

/**
 * @ingroup synthnet-dataset
 * @brief One line of an evaluation.
 */
struct Score
{
    std::string measure;          //!< "M", "forest detector", …
    std::string of;               //!< the features it looks at
    std::string repeated;         //!< what differs between the repetitions
    Repeated synthetic;           //!< the synthetic windows
    std::optional<Repeated> real; //!< real windows in their place, where there are such
    bool isDistance{false};       //!< to training windows: neither too small nor too large

    /// @return how the synthetic median is beside the real ones; nothing without real ones
    std::optional<Verdict> AgainstReal() const;
};

/// @ingroup synthnet-dataset
/// @brief Writes `measure,of,repeated,synthetic,synthetic_p5,synthetic_p95,real,real_p5,real_p95`.
void WriteScores(std::ostream& stream, const std::vector<Score>& scores);

/**
 * @ingroup synthnet-dataset
 * @brief How an evaluation repeats its measures.
 */
struct EvaluationSettings
{
    Eigen::Index draws{20};    //!< of windows, for measures that learn nothing
    Eigen::Index windows{150}; //!< in a draw
    Eigen::Index seeds{5};     //!< of measures that learn
    uint64_t seed{1};          //!< of all that is drawn at random
};

/**
 * @ingroup synthnet-dataset
 * @brief Takes measures of synthetic windows, each several times, and of real windows in their
 * place.
 */
class Evaluation
{
  public:
    /// What is compared with what, how often, and what stands in the synthetic windows' place.
    enum class Kind
    {
        DRAWN, //!< draws of synthetic windows with all real ones; draws of training windows, or of
               //!< the real ones themselves when there are none
        LEARNED, //!< all with all, seed by seed; training windows, or one half of the real ones
                 //!< with the other
        NEAREST, //!< draws of synthetic windows with all training windows, if there are any; draws
                 //!< of real windows
    };

    /// @param tables must outlive the object
    Evaluation(const EvaluationTables& tables, EvaluationSettings settings);

    /**
     * @brief Adds a measure.
     * @param name what it is called
     * @param group the features that it sees
     * @param kind how it is repeated
     * @param score the measure
     */
    void Add(std::string name,
             FeatureGroup group,
             Kind kind,
             std::unique_ptr<const WindowScore> score);

    /// Adds every measure that needs no training library.
    void AddStandardScores();

    /// The number of comparisons and how many are done.
    using Progress =
        std::function<void(const std::string& measure, std::size_t done, std::size_t all)>;

    /// @return the scores in the order in which they were added; measures without their windows
    /// left
    ///         out
    /// @throws InputError as the measures do
    std::vector<Score> Run(const Progress& progress = {}) const;

  private:
    struct Measure
    {
        std::string name;
        FeatureGroup group;
        Kind kind;
        std::unique_ptr<const WindowScore> score;
    };

    /// The windows of one comparison.
    struct Pair
    {
        WindowSet reference;
        WindowSet other;
        const EvaluationSide& referenceSide; //!< whose windows these are, for messages
        const EvaluationSide& otherSide;
    };

    std::optional<Pair> SyntheticPair(const Measure& measure) const;
    std::optional<Pair> RealPair(const Measure& measure) const;
    std::size_t Repetitions(const Measure& measure) const;
    double Compare(const Measure& measure, const Pair& pair, uint64_t seed) const;
    Repeated Repeat(const Measure& measure,
                    const Pair& pair,
                    const std::function<void()>& done) const;

    const EvaluationTables& m_tables;
    EvaluationSettings m_settings;
    std::vector<Measure> m_measures;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_EVALUATION_H
