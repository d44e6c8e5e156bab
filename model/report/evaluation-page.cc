/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "evaluation-page.h"

#include "html-page.h"
#include "html-text.h"
#include "measure-notes.h"

#include <set>

namespace ns3::synthnet
{

namespace
{

std::string
RepeatedCells(const Repeated& figure)
{
    return HtmlNumberCell(figure.median) + "<td class=\"number spread\">" + HtmlNumber(figure.low) +
           " … " + HtmlNumber(figure.high) + "</td>";
}

std::string
VerdictCell(const Score& score)
{
    const auto verdict = score.AgainstReal();
    if (!verdict)
    {
        return "<td></td><td></td>";
    }
    const std::string name = *verdict == Verdict::AS_REAL ? "yes" : "no";
    const Limits& limits = *score.limits;
    return "<td class=\"" + name + "\">" + VerdictText(*verdict) +
           "</td><td class=\"number spread\">" +
           (score.isDistance ? HtmlNumber(limits.low) + " … " : "≤ ") + HtmlNumber(limits.high) +
           "</td>";
}

void
WriteScoreTable(std::ostream& stream, const std::vector<Score>& scores)
{
    stream
        << "<h2>Scores</h2>\n"
           "<p>Median over the repetitions, and 5th to 95th percentile, of the synthetic windows "
           "and of real windows in their place, each time other ones. The last columns say whether "
           "the synthetic median is within the limits in which one more real repetition lies in "
           "nineteen of twenty cases; of few repetitions they are wider than these. A distance to "
           "training windows may be neither smaller nor larger: nearer are copies, farther are "
           "windows unlike any.</p>\n"
           "<table>\n<tr><th>measure</th><th>of</th><th>repeated</th>"
           "<th class=\"number\">synthetic</th><th></th><th class=\"number\">real</th><th></th>"
           "<th>as real</th><th></th></tr>\n";
    for (const auto& score : scores)
    {
        stream << "<tr><td>" << EscapeHtml(score.measure) << "</td><td>" << EscapeHtml(score.of)
               << "</td><td>" << EscapeHtml(score.repeated) << "</td>"
               << RepeatedCells(score.synthetic)
               << (score.real ? RepeatedCells(*score.real) : "<td></td><td></td>")
               << VerdictCell(score) << "</tr>\n";
    }
    stream << "</table>\n";
}

void
WriteCautions(std::ostream& stream, const std::vector<std::string>& notes)
{
    for (const auto& note : notes)
    {
        stream << "<p class=\"note\">Note: " << EscapeHtml(note) << ".</p>\n";
    }
}

void
WriteNotes(std::ostream& stream, const std::vector<Score>& scores)
{
    stream << "<h2>What the measures say</h2>\n<dl>\n";
    std::set<std::string> told;
    for (const auto& score : scores)
    {
        const std::string note = MeasureNote(score.measure);
        if (!note.empty() && told.insert(note).second)
        {
            stream << "<dt>" << EscapeHtml(score.measure) << "</dt><dd>" << EscapeHtml(note)
                   << "</dd>\n";
        }
    }
    stream << "</dl>\n";
}

void
WriteFeatureTable(std::ostream& stream,
                  const std::vector<FeatureGap>& features,
                  const std::set<std::string>& ofTexts)
{
    stream << "<h2>Feature by feature</h2>\n"
              "<p>Whole tables; the last column is in the feature's unit.</p>\n"
              "<table>\n<tr><th>feature</th><th class=\"number\">M</th><th class=\"number\">KS</th>"
              "<th class=\"number\">Wasserstein-1</th></tr>\n";
    for (const auto& gap : features)
    {
        stream << "<tr><td>" << EscapeHtml(gap.feature) << "</td>" << HtmlNumberCell(gap.m)
               << HtmlNumberCell(gap.ks) << HtmlNumberCell(gap.wasserstein1) << "</tr>\n";
    }
    stream << "<tr><th>sum of M</th><th class=\"number\">" << HtmlNumber(SumOfM(features, ofTexts))
           << "</th><td></td><td></td></tr>\n</table>\n";
}

} // namespace

void
WriteEvaluationPage(std::ostream& stream, const EvaluationReport& report)
{
    BeginHtmlPage(stream, "Evaluation of synthetic windows");
    WriteHtmlFacts(stream, report.facts);
    WriteCautions(stream, report.notes);
    WriteScoreTable(stream, report.scores);
    WriteFeatureTable(stream, report.features, report.ofTexts);
    WriteHtmlPictures(stream, report.pictures);
    WriteNotes(stream, report.scores);
    EndHtmlPage(stream);
}

} // namespace ns3::synthnet
