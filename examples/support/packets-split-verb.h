/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_PACKETS_SPLIT_VERB_H
#define SYNTHNET_PACKETS_SPLIT_VERB_H

#include <string>

namespace ns3::synthnet
{

class Program;

/**
 * @ingroup synthnet-programs
 * @brief `split`: one capture for each flow of a capture.
 */
class PacketsSplitVerb
{
  public:
    void AddTo(Program& program);

  private:
    void Split(Program& program) const;

    std::string m_pcap;
    std::string m_out;
    bool m_overwrite{false};
};

} // namespace ns3::synthnet

#endif // SYNTHNET_PACKETS_SPLIT_VERB_H
