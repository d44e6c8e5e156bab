/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "source-options.h"

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
    seeding.AddTo(description);
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
    seeding.Check();
}

} // namespace ns3::synthnet
