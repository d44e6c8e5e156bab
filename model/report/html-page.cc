/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "html-page.h"

#include "html-text.h"

#include <cmath>
#include <cstdio>

namespace ns3::synthnet
{

namespace
{

constexpr const char* HEAD = R"(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>)";

constexpr const char* STYLE = R"(</title>
<style>
body { font: 15px/1.45 sans-serif; color: #222; margin: 2em auto; max-width: 1300px; padding: 0 1em; }
h1 { font-size: 1.5em; } h2 { font-size: 1.2em; margin-top: 2em; }
table { border-collapse: collapse; margin: 0.8em 0; }
th, td { padding: 0.25em 0.8em; text-align: left; border-bottom: 1px solid #ddd; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
td.spread { color: #666; }
.note { color: #b04a00; }
.yes { color: #00664a; } .no { color: #b04a00; }
dt { font-weight: bold; margin-top: 0.5em; } dd { margin-left: 1.5em; }
figure { margin: 1.5em 0; overflow-x: auto; } figcaption { color: #444; margin-bottom: 0.3em; }
img { box-sizing: border-box; max-width: 100%; height: auto; border: 1px solid #eee; }
</style>
</head>
<body>
)";

} // namespace

void
BeginHtmlPage(std::ostream& stream, const std::string& title)
{
    stream << HEAD << EscapeHtml(title) << STYLE << "<h1>" << EscapeHtml(title) << "</h1>\n";
}

void
EndHtmlPage(std::ostream& stream)
{
    stream << "</body>\n</html>\n";
}

std::string
HtmlNumber(double value)
{
    constexpr double LONG = 1000; // no exponents before a reader expects them
    char buffer[32];
    const bool isLong = std::abs(value) >= LONG && std::abs(value) < LONG * LONG * LONG;
    std::snprintf(buffer, sizeof buffer, isLong ? "%.0f" : "%.3g", value);
    return buffer;
}

std::string
HtmlNumberCell(double value)
{
    return "<td class=\"number\">" + HtmlNumber(value) + "</td>";
}

void
WriteHtmlFacts(std::ostream& stream, const std::vector<std::pair<std::string, std::string>>& facts)
{
    stream << "<table>\n";
    for (const auto& [name, value] : facts)
    {
        stream << "<tr><th>" << EscapeHtml(name) << "</th><td>" << EscapeHtml(value)
               << "</td></tr>\n";
    }
    stream << "</table>\n";
}

void
WriteHtmlPictures(std::ostream& stream, const std::vector<PagePicture>& pictures)
{
    if (pictures.empty())
    {
        return;
    }
    stream << "<h2>Pictures</h2>\n";
    for (const auto& picture : pictures)
    {
        const std::string caption = EscapeHtml(picture.caption);
        stream << "<figure><figcaption>" << caption << "</figcaption><img alt=\"" << caption
               << "\" src=\"data:image/" << (picture.format == "svg" ? "svg+xml" : picture.format)
               << ";base64," << Base64(picture.bytes) << "\"></figure>\n";
    }
}

} // namespace ns3::synthnet
