/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_NPRINT_READER_H
#define SYNTHNET_NPRINT_READER_H

#include "nprint-layout.h"
#include "nprint-row.h"

#include <cstdint>
#include <filesystem>
#include <istream>
#include <memory>
#include <string>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-packet
 * @brief Reads nPrint's text row by row, in memory that does not grow with it.
 *
 * Any NprintLayout is read. Cells are 0, 1 or −1; a line may end with \r\n. A file whose last line
 * ends inside a row is damaged: the rows before it are read.
 */
class NprintReader
{
  public:
    /// @throws InputError naming the file and line when it cannot be read or its first line does
    ///         not name nPrint's columns
    explicit NprintReader(const std::filesystem::path& path);

    /// @param stream at the first line; must outlive the reader
    /// @param name of it, for messages
    NprintReader(std::istream& stream, const std::string& name);

    ~NprintReader();
    NprintReader(const NprintReader&) = delete;
    NprintReader& operator=(const NprintReader&) = delete;

    const NprintLayout& Layout() const;

    /**
     * @param row of Layout().MakeRow(), or used before; all of it is written
     * @return false at the end, and where the file is damaged
     * @throws InputError naming file, line and column when a cell is not what it must be
     */
    bool Next(NprintRow& row);

    uint64_t Rows() const; //!< that were read until now

    /// @return one line for the user when Next() stopped at damage; empty when there is none
    const std::string& DamageNote() const;

  private:
    class Text;
    std::unique_ptr<Text> m_text;
    NprintLayout m_layout;
    uint64_t m_rows{0};
    std::string m_damage;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_NPRINT_READER_H
