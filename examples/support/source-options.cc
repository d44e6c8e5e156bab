/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "source-options.h"

#include "option-values.h"

#include "ns3/input-error.h"

#include <sstream>

namespace ns3::synthnet
{

namespace po = boost::program_options;

void
SourceOptions::AddTo(po::options_description& description)
{
    auto add = description.add_options();
    add("model", po::value(&model)->required(), "what synthnet-timegan train wrote");
    add("duration", po::value(&duration)->default_value(duration), "simulated seconds");
    add("seed", po::value(&seed)->default_value(seed), "of all random streams");
    add("run", po::value(&run)->default_value(run), "an independent repetition");
    add("out", po::value(&out)->required(), "directory to make");
    add("overwrite", po::bool_switch(&overwrite), "replace files in a directory that is not empty");
}

void
SourceOptions::Check() const
{
    if (!(duration > 0 && duration <= 1e8))
    {
        std::ostringstream text;
        text << "--duration=" << duration << ", expected more than 0 and at most 1e8 seconds";
        throw InputError(text.str());
    }
    constexpr int64_t MOST_SEED = 4294944442; // what ns-3's generator takes
    if (NeedAtLeast("seed", seed, 1) > MOST_SEED)
    {
        throw InputError("--seed=" + std::to_string(seed) + ", expected at most " +
                         std::to_string(MOST_SEED));
    }
    NeedAtLeast("run", run, 0);
}

} // namespace ns3::synthnet
