/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_LINK_CAPTURES_H
#define SYNTHNET_LINK_CAPTURES_H

#include "testbed-links.h"

#include "ns3/output-files.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-programs
 * @brief A capture of each link of a testbed: LINK.pcap, whole Ethernet frames, in both directions,
 * with their times in µs.
 */
class LinkCaptures
{
  public:
    /**
     * @param out where they appear
     * @param links before the testbed runs
     * @param unixStart Unix seconds at time 0
     */
    LinkCaptures(const OutputDirectory& out,
                 const std::vector<TestbedLink>& links,
                 int64_t unixStart);
    ~LinkCaptures();
    LinkCaptures(const LinkCaptures&) = delete;
    LinkCaptures& operator=(const LinkCaptures&) = delete;

    void Commit(); //!< after the simulation

  private:
    class Capture;
    std::vector<std::unique_ptr<Capture>> m_captures;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_LINK_CAPTURES_H
