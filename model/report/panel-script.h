/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_PANEL_SCRIPT_H
#define SYNTHNET_PANEL_SCRIPT_H

#include "picture.h"

#include <ostream>
#include <string>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-report
 * @brief How a side looks: two colours of Okabe and Ito's palette, their pale shades, a dash
 * pattern and a shape of points.
 */
struct Look
{
    const char* colour;
    const char* pale;
    int dash;
    int shape;
};

/// @ingroup synthnet-report
Look LookOf(Side side);

/// @ingroup synthnet-report
/// @return the text as gnuplot takes it literally, in one line
std::string QuoteForGnuplot(const std::string& text);

/// @ingroup synthnet-report
/// @brief Writes what a panel shows as gnuplot data blocks.
/// @param number of the panel, which is part of the blocks' names
void WritePanelData(std::ostream& script, const Panel& panel, std::size_t number);

/// @ingroup synthnet-report
/// @brief Writes the gnuplot commands that draw a panel from its data blocks.
void WritePanel(std::ostream& script, const Panel& panel, std::size_t number);

} // namespace ns3::synthnet

#endif // SYNTHNET_PANEL_SCRIPT_H
