/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_PACKETS_UNIMAGE_VERB_H
#define SYNTHNET_PACKETS_UNIMAGE_VERB_H

#include <string>

namespace ns3::synthnet
{

class Program;

/**
 * @ingroup synthnet-programs
 * @brief `unimage`: the nPrint file that an image shows.
 */
class PacketsUnimageVerb
{
  public:
    void AddTo(Program& program);

  private:
    void Read(Program& program) const;

    std::string m_image;
    std::string m_out;
    bool m_overwrite{false};
};

} // namespace ns3::synthnet

#endif // SYNTHNET_PACKETS_UNIMAGE_VERB_H
