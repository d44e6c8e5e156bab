/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_HTML_PAGE_H
#define SYNTHNET_HTML_PAGE_H

#include <ostream>
#include <string>
#include <utility>
#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-report
 * @brief A drawn picture on the page.
 */
struct PagePicture
{
    std::string caption; //!< what it shows
    std::string format;  //!< "png" or "svg"
    std::string bytes;   //!< of the file
};

/// @ingroup synthnet-report
/// @brief Begins a page that holds everything it shows: it is read without a network and asks for
/// none.
/// @param title also its heading
void BeginHtmlPage(std::ostream& stream, const std::string& title);

/// @ingroup synthnet-report
void EndHtmlPage(std::ostream& stream);

/// @ingroup synthnet-report
/// @brief Writes a table of names and values, such as files, sizes and seeds.
void WriteHtmlFacts(std::ostream& stream,
                    const std::vector<std::pair<std::string, std::string>>& facts);

/// @ingroup synthnet-report
/// @brief Writes pictures with their captions under a heading of their own; nothing without any.
void WriteHtmlPictures(std::ostream& stream, const std::vector<PagePicture>& pictures);

/// @ingroup synthnet-report
/// @return a number in three digits, or whole from 1000 on
std::string HtmlNumber(double value);

/// @ingroup synthnet-report
/// @return a table's cell with HtmlNumber()
std::string HtmlNumberCell(double value);

} // namespace ns3::synthnet

#endif // SYNTHNET_HTML_PAGE_H
