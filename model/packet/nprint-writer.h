/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_NPRINT_WRITER_H
#define SYNTHNET_NPRINT_WRITER_H

#include "nprint-layout.h"
#include "nprint-row.h"

#include <ostream>
#include <string>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-packet
 * @brief Writes rows as nPrint's text: names of columns, then a line a row.
 *
 * Byte by byte what nPrint 1.2.1 writes with -F -1: numbers between commas, lines end with \n.
 */
class NprintWriter
{
  public:
    /// @param stream gets the header now, and rows some at a time; must outlive the writer
    NprintWriter(std::ostream& stream, NprintLayout layout);

    /// @param row with payload for at least the layout's columns; a time that is absent is written
    ///        as 0
    void Write(const NprintRow& row);

    /// Writes what is not yet written.
    void Finish();

  private:
    void Grow(std::size_t row);

    std::ostream& m_stream;
    NprintLayout m_layout;
    std::string m_leads; //!< of the row at hand
    std::string m_buffer;
    std::size_t m_used{0};
};

} // namespace ns3::synthnet

#endif // SYNTHNET_NPRINT_WRITER_H
