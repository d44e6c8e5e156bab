/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_FLOW_PARTS_H
#define SYNTHNET_FLOW_PARTS_H

#include "flow-table.h"

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-packet
 * @brief Finds flows that share two of the four parts of their ends - addresses and ports - with
 * given ones, without looking at all flows.
 *
 * It sorts what was added when it is asked, so that all should be added before the first question.
 */
class FlowParts
{
  public:
    /// Flows that may share two parts; what more of them share tells nothing.
    static constexpr std::size_t MOST_ALIKE = 512;

    void Add(const FlowEnds& ends); //!< numbered from 0

    std::size_t Flows() const; //!< that were added

    /// @return the numbers of flows that share two parts, in either direction; some twice, and few
    ///         that do not, whose hashes are the same
    std::vector<uint32_t> Alike(const FlowEnds& ends);

  private:
    using Entry = std::pair<uint32_t, uint32_t>; // a hash of two parts, and the flow

    std::vector<Entry> m_entries;
    std::size_t m_sorted{0}; //!< of the entries, from the first on
    std::size_t m_flows{0};
};

} // namespace ns3::synthnet

#endif // SYNTHNET_FLOW_PARTS_H
