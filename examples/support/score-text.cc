/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "score-text.h"

#include "text-table.h"

namespace ns3::synthnet
{

namespace
{

std::string
Text(const Repeated& figure)
{
    return ShortNumber(figure.median) + " [" + ShortNumber(figure.low) + ", " +
           ShortNumber(figure.high) + "]";
}

/// How it is, and between which limits it would be as real.
std::string
VerdictText(const Score& score)
{
    const auto verdict = score.AgainstReal();
    if (!verdict)
    {
        return "";
    }
    const Limits& limits = *score.limits;
    return VerdictText(*verdict) + " (" +
           (score.isDistance ? ShortNumber(limits.low) + " to " : "up to ") +
           ShortNumber(limits.high) + ")";
}

} // namespace

void
PrintScores(std::ostream& stream, const std::vector<Score>& scores)
{
    TextTable table;
    table.AddRow({"measure", "of", "synthetic [p5, p95]", "real [p5, p95]", "as real"});
    table.AddRule();
    for (const auto& score : scores)
    {
        table.AddRow({score.measure,
                      score.of,
                      Text(score.synthetic),
                      score.real ? Text(*score.real) : "",
                      VerdictText(score)});
    }
    table.Print(stream);
}

} // namespace ns3::synthnet
