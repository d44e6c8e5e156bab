/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_FLOW_SCRIPT_READER_H
#define SYNTHNET_FLOW_SCRIPT_READER_H

#include "capture-clock.h"
#include "capture-reader.h"
#include "flow-script.h"
#include "flow-table.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <vector>

namespace ns3::synthnet
{

class TcpScript;

/**
 * @ingroup synthnet-packet
 * @brief Derives the scripts of a capture's TCP and UDP flows.
 *
 * Bytes of TCP are told by sequence numbers: what is sent again counts once, and what the capture
 * lacks between two segments counts with the later one. An end writes anew when it had nothing more
 * to send: its last segment was short or all was acknowledged, and it then got more from its peer,
 * or PAUSE passed. What it had got is what it acknowledged. Waits are of the end itself, wherever
 * the capture was made: from what makes an end write to what it writes, less the time to the end
 * and back, which is the least that the capture has from a segment to its acknowledgement. Without
 * a SYN the end with the greater port opened the flow.
 */
class FlowScriptReader
{
  public:
    /// What is not re-enacted.
    struct Counters
    {
        uint64_t others{0};     //!< packets of other protocols, or not IP
        uint64_t unreadable{0}; //!< packets whose headers are cut short or wrong
    };

    static constexpr int64_t PAUSE = 10'000'000; //!< ns

    /// @param longestGap as CaptureClock has it
    explicit FlowScriptReader(int64_t longestGap = 0);
    ~FlowScriptReader();
    FlowScriptReader(const FlowScriptReader&) = delete;
    FlowScriptReader& operator=(const FlowScriptReader&) = delete;

    void Add(const CapturedPacket& packet); //!< the capture's next one

    /// @return all flows, in the order of their first packets; the reader is empty afterwards
    std::vector<FlowScript> Take();

    const Counters& GetCounters() const;
    int64_t Duration() const; //!< ns from the first packet to the last one

  private:
    CaptureClock m_clock;
    int64_t m_last{0};
    FlowTable m_table;
    std::deque<FlowScript> m_scripts;               //!< by flow; they stay where they are
    std::vector<std::unique_ptr<TcpScript>> m_open; //!< by flow; null for UDP
    Counters m_counters;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_FLOW_SCRIPT_READER_H
