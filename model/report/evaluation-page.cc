/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "evaluation-page.h"

#include "html-text.h"
#include "measure-notes.h"

#include <cmath>
#include <cstdio>
#include <set>

namespace ns3::synthnet
{

namespace
{

constexpr const char* HEAD = R"(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Evaluation of synthetic windows</title>
<style>
body { font: 15px/1.45 sans-serif; color: #222; margin: 2em auto; max-width: 1300px; padding: 0 1em; }
h1 { font-size: 1.5em; } h2 { font-size: 1.2em; margin-top: 2em; }
table { border-collapse: collapse; margin: 0.8em 0; }
th, td { padding: 0.25em 0.8em; text-align: left; border-bottom: 1px solid #ddd; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
td.spread { color: #666; }
.yes { color: #00664a; } .no { color: #b04a00; }
dt { font-weight: bold; margin-top: 0.5em; } dd { margin-left: 1.5em; }
figure { margin: 1.5em 0; overflow-x: auto; } figcaption { color: #444; margin-bottom: 0.3em; }
img { box-sizing: border-box; max-width: 100%; height: auto; border: 1px solid #eee; }
</style>
</head>
<body>
)";

std::string
Number(double value)
{
    constexpr double LONG = 1000; // no exponents before a reader expects them
    char buffer[32];
    const bool isLong = std::abs(value) >= LONG && std::abs(value) < LONG * LONG * LONG;
    std::snprintf(buffer, sizeof buffer, isLong ? "%.0f" : "%.3g", value);
    return buffer;
}

std::string
NumberCell(double value)
{
    return "<td class=\"number\">" + Number(value) + "</td>";
}

std::string
RepeatedCells(const Repeated& figure)
{
    return NumberCell(figure.median) + "<td class=\"number spread\">" + Number(figure.low) + " … " +
           Number(figure.high) + "</td>";
}

std::string
VerdictCell(const Score& score)
{
    const auto verdict = score.AgainstReal();
    if (!verdict)
    {
        return "<td></td>";
    }
    const std::string name = *verdict == Verdict::AS_REAL ? "yes" : "no";
    return "<td class=\"" + name + "\">" + VerdictText(*verdict) + "</td>";
}

void
WriteFacts(std::ostream& stream, const EvaluationReport& report)
{
    stream << "<table>\n";
    for (const auto& [name, value] : report.facts)
    {
        stream << "<tr><th>" << EscapeHtml(name) << "</th><td>" << EscapeHtml(value)
               << "</td></tr>\n";
    }
    stream << "</table>\n";
}

void
WriteScoreTable(std::ostream& stream, const std::vector<Score>& scores)
{
    stream
        << "<h2>Scores</h2>\n"
           "<p>Median over the repetitions, and 5th to 95th percentile, of the synthetic windows "
           "and of real windows in their place. The last column says whether the synthetic "
           "median is no worse than nineteen in twenty of the real repetitions. A distance to "
           "training windows may be neither smaller nor larger than nine in ten of the real ones: "
           "nearer are copies, farther are windows unlike any.</p>\n"
           "<table>\n<tr><th>measure</th><th>of</th><th>repeated</th>"
           "<th class=\"number\">synthetic</th><th></th><th class=\"number\">real</th><th></th>"
           "<th>as real</th></tr>\n";
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
WriteFeatureTable(std::ostream& stream, const std::vector<FeatureGap>& features)
{
    stream << "<h2>Feature by feature</h2>\n"
              "<p>Whole tables; the last column is in the feature's unit.</p>\n"
              "<table>\n<tr><th>feature</th><th class=\"number\">M</th><th class=\"number\">KS</th>"
              "<th class=\"number\">Wasserstein-1</th></tr>\n";
    for (const auto& gap : features)
    {
        stream << "<tr><td>" << EscapeHtml(gap.feature) << "</td>" << NumberCell(gap.m)
               << NumberCell(gap.ks) << NumberCell(gap.wasserstein1) << "</tr>\n";
    }
    stream << "<tr><th>sum of M</th><th class=\"number\">" << Number(SumOfM(features))
           << "</th><td></td><td></td></tr>\n</table>\n";
}

void
WritePictures(std::ostream& stream, const std::vector<PagePicture>& pictures)
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

} // namespace

void
WriteEvaluationPage(std::ostream& stream, const EvaluationReport& report)
{
    stream << HEAD << "<h1>Evaluation of synthetic windows</h1>\n";
    WriteFacts(stream, report);
    WriteScoreTable(stream, report.scores);
    WriteFeatureTable(stream, report.features);
    WritePictures(stream, report.pictures);
    WriteNotes(stream, report.scores);
    stream << "</body>\n</html>\n";
}

} // namespace ns3::synthnet
