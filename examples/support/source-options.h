/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_SOURCE_OPTIONS_H
#define SYNTHNET_SOURCE_OPTIONS_H

#include "run-seed.h"

#include <boost/program_options.hpp>

#include <string>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-programs
 * @brief The options of programs that simulate what a model draws.
 */
struct SourceOptions
{
    std::string model;
    double duration{60}; //!< simulated seconds
    RunSeed seeding;
    std::string out;
    bool overwrite{false};

    void AddTo(boost::program_options::options_description& description);

    /// @throws InputError when a value is out of its range
    void Check() const;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_SOURCE_OPTIONS_H
