/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_TEXT_TABLE_H
#define SYNTHNET_TEXT_TABLE_H

#include <ostream>
#include <string>
#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-programs
 * @brief Rows of cells, printed in aligned columns: the first to the left, the others to the right.
 */
class TextTable
{
  public:
    /// @param cells the first row sets the number of columns, shorter rows are filled up
    void AddRow(std::vector<std::string> cells);
    void AddRule(); //!< a line between rows

    void Print(std::ostream& stream) const; //!< two spaces between the columns

  private:
    std::vector<std::vector<std::string>> m_rows; // an empty one is a rule
};

/// @ingroup synthnet-programs
/// @return the number rounded to four digits, with an exponent from a million on and below 0.001
std::string ShortNumber(double value);

} // namespace ns3::synthnet

#endif // SYNTHNET_TEXT_TABLE_H
