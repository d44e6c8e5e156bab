/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_PATH_COLLECTOR_H
#define SYNTHNET_PATH_COLLECTOR_H

#include "int-content.h"
#include "int-path.h"
#include "telemetry-report.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-telemetry
 * @brief Puts the telemetry reports of an INT domain together: one path for each packet.
 *
 * With INT-MD the sink's report has the whole path. With INT-MX and INT-XD each node reports; those
 * of one packet have the same headers but for what changes on the way (DSCP and ECN, TTL, IPv4
 * checksum; with INT by the DSCP over IPv4 the checksum of TCP or UDP too, as the original DSCP may
 * change), and a path is put together when as many different nodes have reported as the domain's
 * paths have, or when no more are waited for, the later the lower the TTL. IPv6 has no
 * identification: UDP packets of one flow that have the same length and checksum are told apart by
 * the order of their reports only.
 */
class PathCollector
{
  public:
    /// What came so far.
    struct Counters
    {
        uint64_t reports{0};   //!< individual reports, of UDP payloads that could be read
        uint64_t malformed{0}; //!< payloads that could not, and reports of no TCP or UDP packet, or
                               //!< of one whose INT cannot be read
        uint64_t lost{0};      //!< reports that the gaps in sequence numbers tell of
        uint64_t paths{0};     //!< paths told of
        uint64_t incomplete{0}; //!< paths with fewer hops or more
    };

    /// Told of each path with all hops, and when its last report came.
    using Listener = std::function<void(const IntPath& path, std::chrono::nanoseconds arrival)>;

    /**
     * @param hops of the domain's paths; 0: they differ
     * @param presence of INT in the domain's packets; nothing: they carry none, as with INT-XD
     * @param patience how long the reports of one packet may be apart
     */
    PathCollector(std::size_t hops,
                  const std::optional<IntPresence>& presence,
                  std::chrono::nanoseconds patience,
                  Listener listener);

    /**
     * @param payload of UDP
     * @param size bytes
     * @param arrival not before that of an earlier one
     */
    void Receive(const uint8_t* payload, std::size_t size, std::chrono::nanoseconds arrival);

    /// @brief Nothing more will come: what is not complete is given up.
    void Finish();

    const Counters& GetCounters() const; //!< so far

  private:
    struct Hop
    {
        IntHop hop;
        uint8_t ttl;
    };

    /// Reports of one packet, as long as there are more to come.
    struct Waiting
    {
        std::chrono::nanoseconds first; //!< arrival
        std::chrono::nanoseconds last;  //!< arrival
        std::vector<uint8_t> headers;   //!< as reported last
        std::vector<Hop> hops;          //!< in the order in which they came
    };

    /// Numbers of a node's reports.
    struct Sequence
    {
        uint32_t next;
        std::deque<uint32_t> missing; //!< the latest of those that were lost, or are late
    };

    void CountSequence(const ReportGroup& group);
    void Take(const ReportGroup& group, const Report& report, std::chrono::nanoseconds arrival);
    void Gather(std::vector<uint8_t> headers,
                const IntPlace& place,
                const IntHop& hop,
                std::chrono::nanoseconds arrival);
    using ByKey = std::map<std::string, Waiting>;

    void End(ByKey::iterator at);
    void GiveUp(std::chrono::nanoseconds before);
    void Tell(const IntPath& path, std::chrono::nanoseconds arrival);

    std::size_t m_hops;
    std::optional<IntPresence> m_presence;
    std::chrono::nanoseconds m_patience;
    Listener m_listener;
    std::map<std::pair<uint32_t, uint8_t>, Sequence> m_sequences; //!< by node and hardware
    ByKey m_waiting;                                              //!< by what does not change
    std::deque<std::pair<std::chrono::nanoseconds, std::string>> m_order; //!< the oldest first
    Counters m_counters;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_PATH_COLLECTOR_H
