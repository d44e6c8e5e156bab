/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "run-seed.h"

#include "option-values.h"

namespace ns3::synthnet
{

namespace po = boost::program_options;

void
RunSeed::AddTo(po::options_description& description)
{
    auto add = description.add_options();
    add("seed", po::value(&seed)->default_value(seed), "of all random streams");
    add("run", po::value(&run)->default_value(run), "an independent repetition");
}

void
RunSeed::Check() const
{
    constexpr int64_t MOST_SEED = 4294944442; // that MRG32k3a takes
    NeedWithin("seed", seed, 1, MOST_SEED);
    NeedWithin("run", run, 0, INT64_MAX);
}

} // namespace ns3::synthnet
