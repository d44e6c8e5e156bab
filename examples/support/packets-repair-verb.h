/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_PACKETS_REPAIR_VERB_H
#define SYNTHNET_PACKETS_REPAIR_VERB_H

#include "ns3/packet-model.h"
#include "ns3/trace-repair.h"

#include <cstdint>
#include <ostream>
#include <string>

namespace ns3::synthnet
{

class Program;
class RepairReport;

/**
 * @ingroup synthnet-programs
 * @brief `repair`: a capture that the protocols allow, of an nPrint file or a damaged capture; and
 * `rules`: what repair does.
 */
class PacketsRepairVerb
{
  public:
    void AddTo(Program& program);

  private:
    /// What came of an input.
    struct Outcome
    {
        uint64_t packets{0};
        uint64_t others{0}; //!< packets that are not IP
        std::size_t flows{0};
        std::string damage; //!< as CaptureReader::DamageNote()
    };

    void Repair(Program& program) const;
    PacketModel Model(std::string& damage) const;
    TraceRepair::Options Options() const;
    Outcome RepairRows(const PacketModel& model, std::ostream& out, std::ostream* report) const;
    Outcome RepairCapture(const PacketModel& model, std::ostream& out, std::ostream* report) const;
    void Finish(const RepairReport& changes, std::ostream* report) const;

    std::string m_nprint;
    std::string m_pcap;
    std::string m_like;
    std::string m_out;
    std::string m_report;
    std::string m_link;
    std::string m_seed;
    std::string m_mtu;
    bool m_anonymize{false};
    bool m_overwrite{false};
};

} // namespace ns3::synthnet

#endif // SYNTHNET_PACKETS_REPAIR_VERB_H
