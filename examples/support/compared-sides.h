/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_COMPARED_SIDES_H
#define SYNTHNET_COMPARED_SIDES_H

#include "ns3/observation.h"

#include <boost/program_options.hpp>

#include <filesystem>
#include <string>
#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-programs
 * @brief The options that say what is compared with what, and the reading of it.
 *
 * Real logs are compared with simulated logs as they are, all probes and all samples. As soon as
 * outliers are removed, or the real side is a table, logs are joined and cleaned first. A real
 * table beside a simulation is taken as it is; two tables are cleaned alike.
 */
class ComparedSides
{
  public:
    void AddTo(boost::program_options::options_description& options);

    /// @throws InputError when the options name no pair of sides, or more than one
    void Check() const;

    std::vector<std::filesystem::path> Inputs() const; //!< the files that are read

    /// @throws InputError as the readers do
    Observation Real();
    /**
     * @return the simulated runs or the synthetic tables, all with the same features
     * @throws InputError as the readers do, when a simulation lacks a feature of @p real, or when
     *         two synthetic tables share different features with it
     */
    std::vector<Observation> Others(const Observation& real);

    std::string Kind() const;                      //!< "simulated" or "synthetic"
    const std::vector<std::string>& Notes() const; //!< for the user, when all went well

  private:
    bool ComparesLogs() const;
    Observation FromLogs(const std::string& name,
                         const std::filesystem::path& intFile,
                         const std::filesystem::path& dashFile);
    Observation FromTable(const std::string& file, bool removeOutliers);
    void AddNote(const std::string& note);
    void CheckFeatures(const Observation& real, const Observation& other);

    std::string m_realInt;
    std::string m_realDash;
    std::string m_real;
    std::string m_sim;
    std::string m_synthetic;
    std::string m_outliers;
    std::vector<std::string> m_notes;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_COMPARED_SIDES_H
