/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "packets-colour-verb.h"

#include "program.h"
#include "result-files.h"

#include "ns3/nprint-image.h"
#include "ns3/png-reader.h"

#include <iostream>

namespace ns3::synthnet
{

namespace po = boost::program_options;

void
PacketsColourVerb::AddTo(Program& program)
{
    po::options_description options("Options");
    options.add_options()("image",
                          po::value(&m_image)->required(),
                          "the image, PNG, such as a model generates");
    options.add_options()("out", po::value(&m_out)->required(), "the image to write, PNG");
    options.add_options()("overwrite", po::bool_switch(&m_overwrite), "replace existing files");
    program.AddVerb({"colour",
                     "Makes every pixel of an image red, green or blue, as NetDiffusion does.",
                     options,
                     [this, &program] { Colour(program); },
                     {},
                     "Red above 0, green below 160 and blue below 100 is red; else the largest of\n"
                     "the three wins, in a tie red before green before blue.\n"});
}

void
PacketsColourVerb::Colour(Program& program) const
{
    PngReader image(std::filesystem::path{m_image});
    ResultFiles files(program, {m_image}, m_overwrite);
    WriteCleanImage(files.AddWithRecord(m_out), image);
    files.Commit();
    std::cout << m_out << ": " << image.Width() << " x " << image.Height() << " pixels\n";
}

} // namespace ns3::synthnet
