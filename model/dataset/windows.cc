/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "windows.h"

#include "../input-error.h"

#include <string>

namespace ns3::synthnet
{

std::vector<Eigen::Index>
WindowStarts(Eigen::Index rows, Eigen::Index seqLen, Eigen::Index block)
{
    if (rows < 0 || seqLen < 1 || block < 0)
    {
        throw InputError("windows of " + std::to_string(seqLen) + " rows, expected 1 at least");
    }
    std::vector<Eigen::Index> starts;
    for (Eigen::Index start = 0; start <= rows - seqLen; ++start)
    {
        if (block == 0 || start % block + seqLen <= block)
        {
            starts.push_back(start);
        }
    }
    if (starts.empty())
    {
        const bool isTooShort = rows < seqLen;
        throw InputError((isTooShort ? "a table of " + std::to_string(rows)
                                     : "blocks of " + std::to_string(block)) +
                         " rows, expected at least " + std::to_string(seqLen) +
                         ", as many as one window has");
    }
    return starts;
}

} // namespace ns3::synthnet
