/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "packets-unimage-verb.h"

#include "program.h"
#include "result-files.h"
#include "stop-signals.h"

#include "ns3/count-text.h"
#include "ns3/nprint-image.h"
#include "ns3/nprint-writer.h"

#include <iostream>

namespace ns3::synthnet
{

namespace po = boost::program_options;

void
PacketsUnimageVerb::AddTo(Program& program)
{
    po::options_description options("Options");
    options.add_options()("image",
                          po::value(&m_image)->required(),
                          "the image, PNG, of `image` or `colour`");
    options.add_options()("out", po::value(&m_out)->required(), "the nPrint file to write");
    options.add_options()("overwrite", po::bool_switch(&m_overwrite), "replace existing files");
    program.AddVerb({"unimage",
                     "Writes the nPrint file that an image shows.",
                     options,
                     [this, &program] { Read(program); },
                     {},
                     "An image that does not name its columns must have NetDiffusion's 1,088; its\n"
                     "rows are numbered from 0. Rows that are all blue are kept.\n"});
}

void
PacketsUnimageVerb::Read(Program& program) const
{
    NprintImageReader reader(std::filesystem::path{m_image});
    ResultFiles files(program, {m_image}, m_overwrite);
    NprintWriter writer(files.AddWithRecord(m_out), reader.Layout());
    NprintRow row = reader.Layout().MakeRow();
    int64_t rows = 0;
    while (reader.Next(row))
    {
        StopSignals::Check();
        writer.Write(row);
        ++rows;
    }
    writer.Finish();
    files.Commit();
    std::cout << m_out << ": " << CountText(rows, "row") << " of "
              << reader.Layout().Leads().size() + reader.Layout().Cells() << " columns\n";
}

} // namespace ns3::synthnet
