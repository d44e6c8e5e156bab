/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_EVALUATION_H
#define SYNTHNET_EVALUATION_H

#include "evaluation-tables.h"
#include "real-stretches.h"
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

/**
 * @ingroup synthnet-dataset
 * @brief Where a further repetition of the same kind lies in nineteen of twenty cases.
 */
struct Limits
{
    double low;  //!< −∞ for a measure of which less is always better
    double high; //!< up to which it lies
};

/**
 * @ingroup synthnet-dataset
 * @brief The limits of what comes next, from repetitions that do not depend on one another.
 *
 * With enough of them a limit is one of their values, which holds for any distribution: of nineteen
 * or more the one with at most a twentieth of all, the next included, above it. Fewer, or fewer
 * than 39 where both sides have a limit, cannot tell so rare a thing by themselves: there it is
 * Student's prediction interval for values that are normally distributed, or the outermost value
 * when that lies beyond it.
 *
 * @param values one repetition each
 * @param bothSides of distances, none negative: whether there is a lower limit; each side then has
 *        half of the rare cases, of the logarithms where no value is 0
 * @return nothing of a single value, which tells no spread
 */
std::optional<Limits> LimitsOfNext(const std::vector<double>& values, bool bothSides);

/// @ingroup synthnet-dataset
/// @brief A synthetic median beside the limits of real ones.
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
    std::string measure;            //!< "M", "forest detector", …
    std::string of;                 //!< the features it looks at
    std::string repeated;           //!< what differs between the repetitions
    Repeated synthetic;             //!< the synthetic windows
    std::optional<Repeated> real;   //!< real windows in their place, where there are such
    std::optional<Limits> limits{}; //!< of what is as real, where it was repeated
    bool isDistance{false};         //!< to training windows: neither too small nor too large

    /// @return how the synthetic median is beside the limits; nothing without them
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
 * @brief What an evaluation found.
 */
struct EvaluationResult
{
    std::vector<Score> scores;      //!< in the order in which the measures were added
    std::vector<std::string> notes; //!< of what could not be taken, and why, one line each
};

/**
 * @ingroup synthnet-dataset
 * @brief Takes measures of synthetic windows, each several times, and of real windows in their
 * place.
 *
 * Each repetition of the real figure has other real windows: RealStretches deals all real rows,
 * those of the training table too, anew to two sides by the repetition's seed, and one side takes
 * the synthetic windows' place; for distances to the training windows it is real stretches that are
 * redrawn. They are thinned to as many windows as the synthetic ones are, at random, which share
 * rows with their neighbours only when there are not enough otherwise, or the synthetic ones do. So
 * the real figure varies as it does between recordings, and with it the limits of what is as real.
 */
class Evaluation
{
  public:
    /// What is compared with what, how often, and what stands in the synthetic windows' place.
    enum class Kind
    {
        DRAWN,   //!< draws of synthetic windows with all real ones
        LEARNED, //!< all with all, seed by seed
        NEAREST, //!< draws of synthetic windows with all training windows, if there are any
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

    /// @return the scores; measures that need training windows are left out where there are none,
    ///         and so are measures that too few rows make impossible, with a note that says how
    ///         many suffice
    EvaluationResult Run(const Progress& progress = {}) const;

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
    };

    Score SyntheticScore(const Measure& measure, const std::function<void()>& step) const;
    void AddReal(Score& score, const Measure& measure, const std::function<void()>& step) const;
    bool HasWindowsFor(const Measure& measure) const;
    Pair SyntheticPair(const Measure& measure) const;
    std::optional<Pair> RealPair(const Measure& measure, uint64_t seed) const;
    std::size_t Repetitions(const Measure& measure) const;
    double Compare(const Measure& measure, const Pair& pair, uint64_t seed) const;
    std::string TooFewRows(const Measure& measure, const std::string& otherwise) const;

    const EvaluationTables& m_tables;
    EvaluationSettings m_settings;
    RealStretches m_stretches;
    std::vector<Measure> m_measures;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_EVALUATION_H
