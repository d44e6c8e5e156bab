/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_SELECT_VERB_H
#define SYNTHNET_SELECT_VERB_H

#include <string>

namespace ns3::synthnet
{

class Program;

/**
 * @ingroup synthnet-programs
 * @brief `select`: the best and the worst model of a grid by the metric M, with pictures.
 */
class SelectVerb
{
  public:
    void AddTo(Program& program);

  private:
    void Run(const Program& program) const;

    std::string m_dir;
    std::string m_out;
    std::string m_pictures;
    bool m_overwrite{false};
};

} // namespace ns3::synthnet

#endif // SYNTHNET_SELECT_VERB_H
