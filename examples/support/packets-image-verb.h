/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_PACKETS_IMAGE_VERB_H
#define SYNTHNET_PACKETS_IMAGE_VERB_H

#include <string>

namespace ns3::synthnet
{

class Program;

/**
 * @ingroup synthnet-programs
 * @brief `image`: an nPrint file as an image.
 */
class PacketsImageVerb
{
  public:
    void AddTo(Program& program);

  private:
    void Draw(Program& program) const;

    std::string m_nprint;
    std::string m_out;
    std::string m_form;
    bool m_overwrite{false};
};

} // namespace ns3::synthnet

#endif // SYNTHNET_PACKETS_IMAGE_VERB_H
