/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_WAVE_LOAD_FACTORY_H
#define SYNTHNET_WAVE_LOAD_FACTORY_H

#include "wave-load.h"

#include <string>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-dash
 * @brief Makes a load from the name that a user gives.
 *
 * `sinusoid`, `flashcrowd`, `stairstep`, `microburst` and `constant` have their parameters as
 * attributes; `file:NAME` reads a schedule file.
 * `none` is no load.
 *
 * @param name of the load
 * @return the load with default attributes; null for `none`
 * @throws InputError when the name is unknown, listing the known ones, or the file is wrong
 */
Ptr<WaveLoad> MakeWaveLoad(const std::string& name);

} // namespace ns3::synthnet

#endif // SYNTHNET_WAVE_LOAD_FACTORY_H
