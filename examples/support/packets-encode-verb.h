/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_PACKETS_ENCODE_VERB_H
#define SYNTHNET_PACKETS_ENCODE_VERB_H

#include "ns3/nprint-layout.h"

#include <cstdint>
#include <string>

namespace ns3::synthnet
{

class Program;

/**
 * @ingroup synthnet-programs
 * @brief `encode`: the headers of a capture's packets as nPrint's bits.
 */
class PacketsEncodeVerb
{
  public:
    void AddTo(Program& program);

  private:
    NprintLayout Layout() const;
    void Encode(Program& program) const;

    std::string m_pcap;
    std::string m_out;
    int64_t m_max{0};
    NprintChoice m_choice;
    int64_t m_payload{0};
    int64_t m_index{0};
    bool m_withoutAddresses{false};
    bool m_overwrite{false};
};

} // namespace ns3::synthnet

#endif // SYNTHNET_PACKETS_ENCODE_VERB_H
