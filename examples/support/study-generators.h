/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_STUDY_GENERATORS_H
#define SYNTHNET_STUDY_GENERATORS_H

#include "study-directory.h"

#include <string>

namespace ns3::synthnet
{

class Program;

/**
 * @ingroup synthnet-programs
 * @brief Trains the generator of one depth on the recorded table, and draws the synthetic one from
 * it; what is there is kept, and an interrupted training goes on. In a child process only: this is
 * where LibTorch is used.
 * @throws Stopped when a signal came
 */
void MakeSyntheticTable(const Program& program,
                        const StudyDirectory& directory,
                        const StudyDescription& description,
                        const std::string& depth);

} // namespace ns3::synthnet

#endif // SYNTHNET_STUDY_GENERATORS_H
