/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_OBSERVATION_H
#define SYNTHNET_OBSERVATION_H

#include "csv.h"

#include <Eigen/Core>

#include <string>
#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-dataset
 * @brief What was observed of one network, real, simulated or synthetic: the samples of each
 * feature, whether they come from a joined table or from two logs of different length.
 */
class Observation
{
  public:
    /**
     * @brief A joined or synthetic table: every numeric column but `timestamp` is a feature.
     * @param name what messages call it, for example the file's name
     * @param table at least one row
     */
    Observation(std::string name, const Table& table);

    /**
     * @brief Two logs as they are: all probes, all samples of the player.
     * @param name what messages call it
     * @param intLog as ReadIntLog() returns it; its features are IntFeatures()
     * @param playerLog as ReadPlayerLog() returns it; its features are its numeric columns but
     *        the timestamp
     */
    Observation(std::string name, const Table& intLog, const Table& playerLog);

    const std::string& Name() const;                  //!< what messages call it
    const std::vector<std::string>& Features() const; //!< in the order of the columns
    bool Has(const std::string& feature) const;       //!< whether it is one of Features()

    /// @return all samples of a feature, in order; NaN where one is missing
    /// @throws InputError when there is no such feature
    Eigen::VectorXd Values(const std::string& feature) const;

    /// @return when each sample was taken, in s since the first of all, or its row, counted from
    ///         0, when the table has no times
    /// @throws InputError when there is no such feature
    Eigen::VectorXd Times(const std::string& feature) const;

    bool HasTimes() const; //!< whether Times() are seconds

  private:
    /// Features that were sampled together.
    struct Part
    {
        Table samples;
        Eigen::VectorXd times;
    };

    const Part& PartOf(const std::string& feature) const;

    std::string m_name;
    std::vector<Part> m_parts;
    std::vector<std::string> m_features;
    bool m_hasTimes;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_OBSERVATION_H
