/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_NETWORK_FIGURES_H
#define SYNTHNET_NETWORK_FIGURES_H

#include "gap.h"
#include "observation.h"

#include <ostream>
#include <string>
#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-dataset
 * @brief One figure that says in the field's terms how a network behaved.
 */
struct NetworkFigure
{
    std::string figure; //!< what, for example "queue_share"
    std::string of;     //!< of what: "SW1", or a quality as Quality::Label() names it
    std::string unit;   //!< "1" for a share
    double value;       //!< NaN when the observation cannot tell
};

/**
 * @ingroup synthnet-dataset
 * @brief A representation that a player requested.
 */
struct Quality
{
    double reportedBitrate; //!< kbit/s
    double fps;             //!< frames/s

    bool operator<(const Quality& other) const; //!< by bitrate, then by frame rate
    std::string Label() const;                  //!< for example "639 kbit/s 18 fps"
};

/**
 * @ingroup synthnet-dataset
 * @return the qualities in an observation, ascending; none when it has no such columns or more
 *         than 16 different pairs, which then are not the steps of a ladder
 */
std::vector<Quality> QualitiesOf(const Observation& observation);

/**
 * @ingroup synthnet-dataset
 * @brief For each switch
 * - `queue_share`, the share of the probes that find a queue (enq_qdepth above 0),
 * - `enq_qdepth_p95` and `enq_qdepth_max` in packets,
 * - `deq_timedelta_median`, `deq_timedelta_p95` and `deq_timedelta_max` in µs;
 *
 * then `quality_share`, the share of the player's samples at each of the given qualities, and at
 * others, where the observation has any.
 *
 * @param observation real or simulated
 * @param switches their numbers
 * @param qualities usually QualitiesOf() the real observation
 */
std::vector<NetworkFigure> NetworkFigures(const Observation& observation,
                                          const std::vector<unsigned>& switches,
                                          const std::vector<Quality>& qualities);

/**
 * @ingroup synthnet-dataset
 * @brief The real figure beside those of the runs.
 */
struct FigureComparison
{
    NetworkFigure real;
    Spread simulated;
};

/**
 * @ingroup synthnet-dataset
 * @param real the real network
 * @param runs at least one
 * @return NetworkFigures() of the switches and qualities of @p real that every run can tell
 */
std::vector<FigureComparison> CompareFigures(const Observation& real,
                                             const std::vector<Observation>& runs);

/// @ingroup synthnet-dataset
/// @brief Writes `figure,of,unit,real,simulated,min,max`, a row a figure.
void WriteFigures(std::ostream& stream, const std::vector<FigureComparison>& figures);

} // namespace ns3::synthnet

#endif // SYNTHNET_NETWORK_FIGURES_H
