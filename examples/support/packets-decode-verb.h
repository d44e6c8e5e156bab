/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_PACKETS_DECODE_VERB_H
#define SYNTHNET_PACKETS_DECODE_VERB_H

#include <cstdint>
#include <string>

namespace ns3::synthnet
{

class Program;

/**
 * @ingroup synthnet-programs
 * @brief `decode`: a capture of the packets whose bits an nPrint file has.
 */
class PacketsDecodeVerb
{
  public:
    void AddTo(Program& program);

  private:
    void Decode(Program& program) const;

    std::string m_nprint;
    std::string m_out;
    std::string m_link;
    std::string m_sourceMac;
    std::string m_destinationMac;
    int64_t m_gap{0}; //!< µs
    bool m_overwrite{false};
};

} // namespace ns3::synthnet

#endif // SYNTHNET_PACKETS_DECODE_VERB_H
