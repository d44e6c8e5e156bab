/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "output-checks.h"

#include "ns3/input-error.h"

namespace ns3::synthnet
{

namespace fs = std::filesystem;

namespace
{

bool
IsSame(const fs::path& a, const fs::path& b)
{
    std::error_code absent;
    return fs::equivalent(a, b, absent);
}

} // namespace

void
NeedOtherFile(const fs::path& output, const std::vector<fs::path>& inputs)
{
    for (const auto& input : inputs)
    {
        if (IsSame(output, input))
        {
            throw InputError(output.string() + ": is the input " + input.string() +
                             ", expected another file to write");
        }
    }
}

void
NeedOtherDirectory(const fs::path& output, const std::vector<fs::path>& inputs)
{
    for (const auto& input : inputs)
    {
        if (IsSame(output, input.has_parent_path() ? input.parent_path() : "."))
        {
            throw InputError(output.string() + ": holds the input " + input.string() +
                             ", expected another directory to write");
        }
    }
}

} // namespace ns3::synthnet
