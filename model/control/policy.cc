/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "policy.h"

namespace ns3::synthnet
{

void
Policy::Begin(uint64_t /*seed*/)
{
}

} // namespace ns3::synthnet
