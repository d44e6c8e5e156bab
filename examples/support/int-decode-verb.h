/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_INT_DECODE_VERB_H
#define SYNTHNET_INT_DECODE_VERB_H

#include <string>

namespace ns3::synthnet
{

class Program;
struct IntMarks;

/**
 * @ingroup synthnet-programs
 * @brief `decode`: what the packets of a capture carry of INT, and its telemetry reports, as a
 * table.
 */
class IntDecodeVerb
{
  public:
    void AddTo(Program& program);

  private:
    void Decode(Program& program) const;
    IntMarks Marks() const;

    std::string m_pcap;
    std::string m_dscp;
    std::string m_port;
    std::string m_reportPort;
    std::string m_out;
    bool m_overwrite{false};
};

} // namespace ns3::synthnet

#endif // SYNTHNET_INT_DECODE_VERB_H
