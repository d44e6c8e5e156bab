/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_RUN_SEED_H
#define SYNTHNET_RUN_SEED_H

#include <boost/program_options.hpp>

#include <cstdint>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-programs
 * @brief The options of simulations that say which random numbers they draw.
 */
struct RunSeed
{
    int64_t seed{1};
    int64_t run{1};

    void AddTo(boost::program_options::options_description& description);

    /// @throws InputError when a value is none that ns-3's generator takes
    void Check() const;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_RUN_SEED_H
