/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_PACKETS_INSPECT_VERB_H
#define SYNTHNET_PACKETS_INSPECT_VERB_H

#include <string>

namespace ns3::synthnet
{

class Program;

/**
 * @ingroup synthnet-programs
 * @brief `inspect`: what is right and wrong with a capture, flow by flow.
 */
class PacketsInspectVerb
{
  public:
    void AddTo(Program& program);

  private:
    void Inspect(Program& program) const;

    std::string m_pcap;
    std::string m_out;
    bool m_overwrite{false};
};

} // namespace ns3::synthnet

#endif // SYNTHNET_PACKETS_INSPECT_VERB_H
