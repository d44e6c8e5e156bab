/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_CSV_H
#define SYNTHNET_CSV_H

#include "table.h"

#include <cstddef>
#include <filesystem>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-dataset
 * @brief A table as it was read, and what in the file was no row of it.
 */
struct CsvDocument
{
    Table table;
    std::string file;            //!< its name as the user gave it
    std::size_t skipped{0};      //!< lines that are not rows
    std::size_t firstSkipped{0}; //!< the first of them, counted from 1
    std::string firstProblem;    //!< why it is none, and what was expected

    /// @return one line for the user that says what was skipped, empty when nothing was
    std::string SkippedNote() const;

    /**
     * @param names the columns that the reader needs
     * @throws InputError naming the file, its line 1 and the first missing column
     */
    void NeedColumns(const std::vector<std::string>& names) const;

    /// @throws InputError naming the file, and the line that should have been a row, when the
    ///         table has no row
    void NeedRows() const;

    /// @throws InputError naming the file, the line and why it is no row, when one was skipped
    void NeedWhole() const;

    /// @throws InputError naming the file and a column whose texts are mostly numbers in another
    ///         notation, such as +3, 49,5 or inf
    void NeedFamiliarNumbers() const;

    /**
     * @param names columns that must hold numbers
     * @throws InputError naming the file and the first one that is categorical
     */
    void NeedNumbers(const std::vector<std::string>& names) const;
};

/**
 * @ingroup synthnet-dataset
 * @brief Reads comma or semicolon separated text with a line of column names.
 *
 * - The delimiter is whichever of `,` and `;` occurs more often in the first line, quoted names
 *   left out.
 * - Spaces around names and cells are dropped; a cell may be in double quotes, doubled inside.
 * - An empty cell, `nan`, `NaN` and `NA` are missing values.
 * - A column with more texts than numbers is categorical.
 * - A line with another number of cells than the first, or with a text in a numeric column, is
 *   not a row: it is skipped and counted, because the testbeds' loggers wrote messages between
 *   the rows and were stopped in the middle of a line. Blank lines are ignored.
 *
 * @param text the whole file
 * @param file its name, for messages
 * @throws InputError when the first line is not a line of different column names
 */
CsvDocument ParseCsv(std::string_view text, const std::string& file);

/// @ingroup synthnet-dataset
/// @brief ParseCsv() of a file.
/// @throws InputError also when the file cannot be read
CsvDocument ReadCsv(const std::filesystem::path& path);

/**
 * @ingroup synthnet-dataset
 * @brief ReadCsv() of a table for which every line counts, such as one to learn from.
 * @throws InputError also when there is no row, a line is not a row, for example because of a
 *         text in a numeric column, or CsvDocument::NeedFamiliarNumbers() does
 */
Table ReadWholeTable(const std::filesystem::path& path);

/**
 * @ingroup synthnet-dataset
 * @brief A number as the files have it: integers as integers, others with the fewest digits that
 * read back as the same double, `nan` when missing.
 */
std::string FormatNumber(double value);

/// @ingroup synthnet-dataset
/// @return a name or text as the files have it: in quotes when it would not read back without
std::string QuoteCell(const std::string& text);

/**
 * @ingroup synthnet-dataset
 * @brief Writes a table, comma separated, a line of names first.
 */
void WriteCsv(std::ostream& stream, const Table& table);

/// @ingroup synthnet-dataset
/// @brief WriteCsv() of the line of names alone.
void WriteCsvNames(std::ostream& stream, const std::vector<std::string>& names);

/// @ingroup synthnet-dataset
/// @brief WriteCsv() without the line of names, for a table that is written some rows at a time.
void WriteCsvRows(std::ostream& stream, const Table& table);

} // namespace ns3::synthnet

#endif // SYNTHNET_CSV_H
