/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "packets-image-verb.h"

#include "option-values.h"
#include "program.h"
#include "result-files.h"
#include "stop-signals.h"

#include "ns3/count-text.h"
#include "ns3/input-error.h"
#include "ns3/nprint-image.h"
#include "ns3/nprint-reader.h"

#include <iostream>
#include <vector>

namespace ns3::synthnet
{

namespace po = boost::program_options;

namespace
{

/// @throws InputError naming a column of NetDiffusion's that the file lacks
void
NeedNetDiffusionColumns(const NprintLayout& layout, const std::string& file)
{
    const NprintLayout wanted = NprintLayout::NetDiffusion();
    for (std::size_t cell = 0; cell < wanted.Cells(); ++cell)
    {
        const std::size_t place = wanted.Places()[cell];
        if (place >= layout.Columns().Cells() || !layout.Columns().Has(place))
        {
            throw InputError(file + ":1: no column " + wanted.CellName(cell) +
                             ", which NetDiffusion's images have; --form=columns draws any");
        }
    }
}

} // namespace

void
PacketsImageVerb::AddTo(Program& program)
{
    po::options_description options("Options");
    options.add_options()("nprint", po::value(&m_nprint)->required(), "the nPrint file");
    options.add_options()("out", po::value(&m_out)->required(), "the image to write, PNG");
    options.add_options()("form",
                          po::value(&m_form)->default_value("netdiffusion"),
                          "netdiffusion: 1,088 columns, the first 1,024 rows, padded with blue; "
                          "columns: what the file has, which the image says in text chunks");
    options.add_options()("overwrite", po::bool_switch(&m_overwrite), "replace existing files");
    program.AddVerb({"image",
                     "Draws an nPrint file: 1 is red, 0 green, what is absent blue.",
                     options,
                     [this, &program] { Draw(program); },
                     {},
                     "A row of pixels is a packet. `unimage` reads both forms back.\n"
                     "Exit status 2: the file ends inside a row; the rows before it are drawn.\n"});
}

void
PacketsImageVerb::Draw(Program& program) const
{
    const bool hasColumns = ParseChoice("form", m_form, "netdiffusion", "columns");
    NprintReader reader(std::filesystem::path{m_nprint});
    if (!hasColumns)
    {
        NeedNetDiffusionColumns(reader.Layout(), m_nprint);
    }
    ResultFiles files(program, {m_nprint}, m_overwrite);
    std::ostream& out = files.AddWithRecord(m_out);
    NprintColumnsImage columns(reader.Layout());
    std::vector<NprintRow> rows; // of NetDiffusion's form
    bool hasMore = false;
    for (NprintRow row = reader.Layout().MakeRow(); !hasMore && reader.Next(row);)
    {
        StopSignals::Check();
        if (hasColumns)
        {
            columns.Add(row);
        }
        else if (rows.size() < NETDIFFUSION_ROWS)
        {
            rows.push_back(row);
        }
        else
        {
            hasMore = true;
        }
    }
    const std::string& damage = reader.DamageNote();
    const std::size_t drawn = hasColumns ? columns.Rows() : rows.size();
    if (drawn == 0)
    {
        throw InputError(m_nprint + ": no row" + (damage.empty() ? "" : "; " + damage));
    }
    if (hasColumns)
    {
        columns.Write(out);
    }
    else
    {
        WriteNetDiffusionImage(out, rows);
    }
    files.Commit();
    std::cout << m_out << ": " << (hasMore ? "the first " : "")
              << CountText(static_cast<int64_t>(drawn), "row") << "\n";
    if (!damage.empty())
    {
        program.ReportDamage(damage);
    }
}

} // namespace ns3::synthnet
