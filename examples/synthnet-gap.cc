/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "compared-sides.h"
#include "gap-text.h"
#include "option-values.h"
#include "program.h"

#include "ns3/comparison-pictures.h"
#include "ns3/gap.h"
#include "ns3/input-error.h"
#include "ns3/network-figures.h"
#include "ns3/output-files.h"
#include "ns3/picture.h"

#include <iostream>

using namespace ns3::synthnet;
namespace po = boost::program_options;

namespace
{

/// @return the file name extensions to write
/// @throws InputError for an unknown one
std::vector<std::string>
PictureFormats(const std::string& option)
{
    auto formats = option == "none" ? std::vector<std::string>{} : ParseList(option);
    for (const auto& format : formats)
    {
        if (format != "png" && format != "svg")
        {
            throw InputError("bad value '" + format + "' of --pictures, expected png, svg or none");
        }
    }
    return formats;
}

void
WritePictures(const Comparison& comparison,
              const std::vector<std::string>& formats,
              const OutputDirectory& directory)
{
    for (const auto& format : formats)
    {
        WritePicture(TimeSeriesPicture(comparison), directory.File("timeseries." + format));
        WritePicture(CdfPicture(comparison), directory.File("cdf." + format));
        WritePicture(BoxPicture(comparison), directory.File("boxes." + format));
    }
}

} // namespace

int
main(int argc, char* argv[])
{
    Program program("synthnet-gap",
                    "Says how far simulated logs or synthetic tables are from real ones.");
    ComparedSides sides;
    std::string out;
    std::string pictures;
    std::string realLabel;
    std::string otherLabel;
    std::string features;
    bool overwrite = false;
    po::options_description options("Options");
    sides.AddTo(options);
    options.add_options()("out", po::value(&out)->required(), "directory to make");
    options.add_options()("pictures",
                          po::value(&pictures)->default_value("png,svg"),
                          "png, svg, both or none");
    options.add_options()("features",
                          po::value(&features),
                          "features that the pictures show, comma separated; all when not given");
    options.add_options()("realLabel",
                          po::value(&realLabel),
                          "what the pictures call the real side, in place of its file's name");
    options.add_options()("otherLabel",
                          po::value(&otherLabel),
                          "what they call the other side, in place of its directory's name");
    options.add_options()("overwrite",
                          po::bool_switch(&overwrite),
                          "take an existing directory, replace files of the same name");
    program.SetWork(options, [&] {
        sides.Check();
        const auto formats = PictureFormats(pictures);
        OutputDirectory directory(out, overwrite);
        const Observation real = sides.Real();
        const std::vector<Observation> others = sides.Others(real);

        std::vector<std::vector<FeatureGap>> gaps;
        gaps.reserve(others.size());
        for (const auto& other : others)
        {
            gaps.push_back(FeatureGaps(real, other));
        }
        const auto figures = CompareFigures(real, others);

        OutputFile gapFile(directory.File("gap.csv"));
        WriteGaps(gapFile.Stream(), MeanGaps(gaps));
        gapFile.Commit();
        OutputFile summary(directory.File("summary.csv"));
        WriteFigures(summary.Stream(), figures);
        summary.Commit();
        WritePictures({real, others, sides.Kind(), realLabel, otherLabel, ParseList(features)},
                      formats,
                      directory);
        program.WriteRunRecord(directory.File("run.json"));
        directory.Commit();

        for (const auto& note : sides.Notes())
        {
            PrintNote(note);
        }
        PrintGaps(std::cout, gaps);
        PrintFigures(std::cout, figures, sides.Kind(), others.size());
    });
    return program.Run(argc, argv);
}
