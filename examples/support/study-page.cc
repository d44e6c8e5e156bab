/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "study-page.h"

#include "ns3/html-text.h"

#include <cmath>

namespace ns3::synthnet
{

namespace
{

/// A cell with a number, empty when it is not known.
std::string
NumberCell(double value)
{
    return std::isnan(value) ? "<td></td>" : HtmlNumberCell(value);
}

std::string
IntervalCell(const MeanInterval& interval)
{
    return "<td class=\"number\">" + EscapeHtml(IntervalText(interval)) + "</td>";
}

void
WriteResultTable(std::ostream& stream, const std::vector<StudyResult>& results)
{
    stream << "<h2>Results</h2>\n<table>\n<tr><th>policy</th>";
    for (const char* head : {"reward of a decision [95 %]",
                             "above the best fixed depth [95 %]",
                             "frames/s",
                             "kbit/s",
                             "buffer, s",
                             "stalled, s",
                             "switches",
                             "depth",
                             "training, s"})
    {
        stream << "<th class=\"number\">" << head << "</th>";
    }
    stream << "</tr>\n";
    for (const auto& each : results)
    {
        stream << "<tr><td>" << EscapeHtml(each.policy) << "</td>" << IntervalCell(each.reward)
               << IntervalCell(each.aboveBestFixed);
        for (const double value : {each.fps,
                                   each.bitrate,
                                   each.buffer,
                                   each.stallSeconds,
                                   each.switches,
                                   each.meanDepth,
                                   each.trainingSeconds})
        {
            stream << NumberCell(value);
        }
        stream << "</tr>\n";
    }
    stream << "</table>\n";
    for (const auto& sentence : StudySentences(results))
    {
        stream << "<p>" << EscapeHtml(sentence) << ".</p>\n";
    }
}

void
WriteNotes(std::ostream& stream)
{
    stream << "<h2>What the figures say</h2>\n"
              "<p>All policies were judged in the same unseen episodes of the live simulation. "
              "Agents that differ by their seed are one row: in each run their mean counts, and "
              "the intervals (95 %, Student's t) are those over runs. The difference to the best "
              "fixed depth is paired by run. Training seconds are wall time, of one agent, on "
              "this machine; what the tables and the generators took stands in the first table, "
              "once for all agents.</p>\n";
}

} // namespace

void
WriteStudyPage(std::ostream& stream, const StudyReport& report)
{
    BeginHtmlPage(stream, "Agents that learned online and offline");
    WriteHtmlFacts(stream, report.facts);
    WriteResultTable(stream, report.results);
    WriteNotes(stream);
    WriteHtmlPictures(stream, report.pictures);
    EndHtmlPage(stream);
}

} // namespace ns3::synthnet
