/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_FUZZ_NEED_H
#define SYNTHNET_FUZZ_NEED_H

#include <cstdlib>

namespace ns3::synthnet
{

/// Ends a fuzz target, which the fuzzer tells as a fault, unless the condition holds.
inline void
Need(bool condition)
{
    if (!condition)
    {
        std::abort();
    }
}

} // namespace ns3::synthnet

#endif // SYNTHNET_FUZZ_NEED_H
