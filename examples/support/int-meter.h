/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_INT_METER_H
#define SYNTHNET_INT_METER_H

#include "testbed-links.h"

#include "ns3/int-content.h"

#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-programs
 * @brief What telemetry costs in a run, on all links together, and what the first player's video
 * has of the network.
 */
struct IntOverhead
{
    std::string mode;              //!< md, mx, xd, probe, or none
    uint64_t videoPackets{0};      //!< from the server's port 80 that came to the first player
    uint64_t intBytes{0};          //!< of shims, headers and metadata, once for each link
    uint64_t reportBytes{0};       //!< of reports, with their IP headers, once for each link
    uint64_t probeBytes{0};        //!< of probes, with their IP headers, once for each link
    uint64_t allBytes{0};          //!< of all IP packets, once for each link
    double goodputMbps{0};         //!< Mbit/s of the video, HTTP headers included
    double meanDelayMs{0};         //!< of the video's packets from the server's line to the player
    double percentile95DelayMs{0}; //!< the same

    double BytesPerPacket() const; //!< telemetry for each packet of the video
    double Share() const;          //!< telemetry in all bytes
};

/// @ingroup synthnet-programs
/// @brief Writes overhead.csv: a row for each run, with these names and units.
void WriteOverhead(std::ostream& stream, const std::vector<IntOverhead>& rows);

/**
 * @ingroup synthnet-programs
 * @brief Measures a testbed's run, from the frames on its links.
 */
class IntMeter
{
  public:
    /**
     * @param testbed before it runs; must outlive this
     * @param links of it
     * @param presence of INT in packets
     * @param reportPort where reports go
     * @param probeProtocol of the probes
     */
    IntMeter(const Testbed& testbed,
             const std::vector<TestbedLink>& links,
             const IntPresence& presence,
             uint16_t reportPort,
             uint8_t probeProtocol);

    /// @param seconds simulated
    IntOverhead Result(const std::string& mode, double seconds) const;

  private:
    struct Frame;

    void OnFrame(Ptr<const Packet> frame);
    void OnSent(Ptr<const Packet> frame);
    void OnArrived(Ptr<const Packet> frame);
    bool IsVideo(const Frame& frame) const;

    uint32_t m_server; //!< IPv4 addresses
    uint32_t m_player;
    IntPresence m_presence;
    uint16_t m_reportPort;
    uint8_t m_probeProtocol;
    IntOverhead m_sum;
    std::unordered_map<uint16_t, Time> m_sent;       //!< by IPv4 identification
    std::vector<double> m_delays;                    //!< ms
    std::unordered_map<uint16_t, uint32_t> m_firsts; //!< sequence number after what came, by port
    uint64_t m_goodBytes{0};
};

} // namespace ns3::synthnet

#endif // SYNTHNET_INT_METER_H
