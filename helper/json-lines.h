/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_JSON_LINES_H
#define SYNTHNET_JSON_LINES_H

#include <cstddef>
#include <map>
#include <string>
#include <string_view>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-helper
 * @brief The line of each value in a JSON text, by its path: `switches[0].depth`.
 */
class JsonLines
{
  public:
    /**
     * @param text of the file
     * @param fileName for messages
     * @throws InputError with the line, when the text is not JSON, has a number that no double
     *         holds, an object has two members of one name, or values are nested deeper than 64
     */
    JsonLines(std::string_view text, const std::string& fileName);

    /**
     * @return the line on which the value begins, counted from 1; of a value that is not there,
     *         the line of what it would be part of; 0 when there is none but the whole text. One
     *         value may stand for all elements of an array, `switches.depth` for
     * `switches[0].depth`.
     */
    std::size_t LineOf(const std::string& path) const;

  private:
    class Reader;

    std::map<std::string, std::size_t> m_lines; //!< by path
};

} // namespace ns3::synthnet

#endif // SYNTHNET_JSON_LINES_H
