/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "compared-sides.h"
#include "gap-text.h"
#include "option-values.h"
#include "output-checks.h"
#include "program.h"
#include "stop-signals.h"

#include "ns3/comparison-pictures.h"
#include "ns3/gap.h"
#include "ns3/input-error.h"
#include "ns3/network-figures.h"
#include "ns3/output-files.h"
#include "ns3/picture.h"

#include <iostream>
#include <utility>

using namespace ns3::synthnet;
namespace po = boost::program_options;

namespace
{

/// What is compared, and what is made of it.
struct Options
{
    ComparedSides sides;
    std::string out;
    std::string pictures;
    std::string features;
    std::string realLabel;
    std::string otherLabel;
    bool overwrite{false};

    void AddTo(po::options_description& options)
    {
        sides.AddTo(options);
        options.add_options()("out", po::value(&out)->required(), "directory to make");
        options.add_options()("pictures",
                              po::value(&pictures)->default_value("png,svg"),
                              "png, svg, both or none");
        options.add_options()(
            "features",
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
    }
};

void
WritePictures(const Comparison& comparison,
              const std::vector<std::string>& formats,
              const OutputDirectory& directory)
{
    if (formats.empty())
    {
        return; // and features that cannot be drawn are no hindrance
    }
    const std::pair<std::string, Picture> pictures[] = {
        {"timeseries", TimeSeriesPicture(comparison)},
        {"cdf", CdfPicture(comparison)},
        {"boxes", BoxPicture(comparison)}};
    for (const auto& format : formats)
    {
        for (const auto& [name, picture] : pictures)
        {
            StopSignals::Check();
            OutputFile file(directory, name + "." + format);
            file.Stream() << DrawPicture(picture, format);
            file.Commit();
        }
    }
}

void
WriteTables(const std::vector<std::vector<FeatureGap>>& gaps,
            const std::vector<FigureComparison>& figures,
            const OutputDirectory& directory)
{
    OutputFile gapFile(directory, "gap.csv");
    WriteGaps(gapFile.Stream(), MeanGaps(gaps));
    gapFile.Commit();
    OutputFile summary(directory, "summary.csv");
    WriteFigures(summary.Stream(), figures);
    summary.Commit();
}

void
Compare(Options& options, const Program& program)
{
    ComparedSides& sides = options.sides;
    sides.Check();
    NeedOtherDirectory(options.out, sides.Inputs());
    const auto formats = ParsePictureFormats(options.pictures);
    const auto shown = ParseNames("features", options.features);
    const StopSignals signals;
    OutputDirectory directory(options.out, options.overwrite);
    const Observation real = sides.Real();
    const std::vector<Observation> others = sides.Others(real);

    std::vector<std::vector<FeatureGap>> gaps;
    gaps.reserve(others.size());
    for (const auto& other : others)
    {
        StopSignals::Check();
        gaps.push_back(FeatureGaps(real, other));
    }
    const auto figures = CompareFigures(real, others);
    const Comparison comparison{real,
                                others,
                                sides.Kind(),
                                options.realLabel,
                                options.otherLabel,
                                shown};
    ShownFeatures(comparison); // to be refused without pictures too

    WriteTables(gaps, figures, directory);
    WritePictures(comparison, formats, directory);
    OutputFile record(directory, "run.json");
    program.WriteRunRecord(record.Stream());
    record.Commit();
    StopSignals::Check();
    directory.Commit();

    for (const auto& note : sides.Notes())
    {
        PrintNote(note);
    }
    PrintGaps(std::cout, gaps);
    PrintFigures(std::cout, figures, sides.Kind(), others.size());
}

} // namespace

int
main(int argc, char* argv[])
{
    Program program("synthnet-gap",
                    "Says how far simulated logs or synthetic tables are from real ones.");
    Options options;
    po::options_description described("Options");
    options.AddTo(described);
    program.SetWork(described, [&] { Compare(options, program); });
    return program.Run(argc, argv);
}
