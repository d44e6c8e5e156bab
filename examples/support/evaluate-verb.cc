/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "evaluate-verb.h"

#include "named-picture.h"
#include "option-values.h"
#include "output-checks.h"
#include "program.h"
#include "progress-line.h"
#include "score-text.h"
#include "stop-signals.h"

#include "ns3/comparison-pictures.h"
#include "ns3/count-text.h"
#include "ns3/evaluation-page.h"
#include "ns3/evaluation-pictures.h"
#include "ns3/gap.h"
#include "ns3/input-error.h"
#include "ns3/output-files.h"

#include <algorithm>
#include <iostream>
#include <optional>
#include <utility>

namespace ns3::synthnet
{

namespace fs = std::filesystem;
namespace po = boost::program_options;

namespace
{

/// The table's first rows, no more than another has: time series of both on one scale.
Table
FirstRows(const Table& table, Eigen::Index most)
{
    std::vector<Eigen::Index> rows;
    for (Eigen::Index row = 0; row < std::min(most, table.Rows()); ++row)
    {
        rows.push_back(row);
    }
    return table.SelectRows(rows);
}

std::vector<NamedPicture>
MakePictures(const EvaluationTables& tables)
{
    const Observation real(tables.real.file, tables.real.table);
    const Observation synthetic(tables.synthetic.file, tables.synthetic.table);
    const Observation first(tables.synthetic.file,
                            FirstRows(tables.synthetic.table, tables.real.table.Rows()));
    Comparison whole{real, {synthetic}, "synthetic", {}, {}, {}};
    whole.features = VaryingFeatures(whole);
    const Comparison beginning{real,
                               {first},
                               "synthetic",
                               {},
                               {},
                               whole.features,
                               tables.real.block,
                               tables.synthetic.block};
    return {{"boxes", "Box plots", BoxPicture(whole)},
            {"violins", "Violin plots", ViolinPicture(whole)},
            {"cdf", "Distribution functions", CdfPicture(whole)},
            {"timeseries",
             "Time series with moving average; lines break where rows do not continue those "
             "before, as between synthetic windows",
             TimeSeriesPicture(beginning)},
            {"autocorrelation", "Autocorrelation", AutocorrelationPicture(tables)},
            {"correlation", "Correlation matrices", CorrelationPicture(tables)},
            {"pca", "Principal components", PcaPicture(tables)},
            {"tsne", "t-SNE", TSnePicture(tables)}};
}

std::string
SizeText(const EvaluationSide& side)
{
    return side.file + ": " + CountText(side.table.Rows(), "row") + ", " +
           CountText(side.windows.Count(), "window");
}

/// From few windows classifiers learn little of either side, and the real figures vary widely: what
/// is wrong with the synthetic ones shows less. It is not that the figures look better: an
/// encoder's distance is the larger, the fewer windows there are.
std::vector<std::string>
FewWindowsNotes(const EvaluationTables& tables)
{
    constexpr Eigen::Index ENOUGH = 1200;
    const auto& windows = tables.synthetic.windows;
    if (windows.Count() >= std::min(ENOUGH, tables.real.windows.Count()))
    {
        return {};
    }
    return {tables.synthetic.file + ": has " + CountText(windows.Count(), "window") +
            "; classifiers tell more from " + std::to_string(ENOUGH) + " (" +
            std::to_string(ENOUGH * windows.SeqLen()) + " rows)"};
}

Evaluation::Progress
ShowingOn(ProgressLine& line)
{
    return [&line](const std::string& measure, std::size_t done, std::size_t all) {
        StopSignals::Check();
        if (ShowsProgress())
        {
            line.Show(measure + ", " + std::to_string(100 * done / all) + " %");
        }
    };
}

} // namespace

EvaluateVerb::EvaluateVerb(MoreScores more)
    : m_more(std::move(more))
{
}

void
EvaluateVerb::AddTo(Program& program, const po::options_description& further)
{
    po::options_description options("Options");
    options.add_options()("real", po::value(&m_real)->required(), "real table to compare with");
    options.add_options()("synthetic", po::value(&m_synthetic)->required(), "synthetic table");
    options.add_options()("train",
                          po::value(&m_train),
                          "real table that the generator learned from, other rows than --real: "
                          "tells memorisation, and what real windows score");
    options.add_options()("out", po::value(&m_out)->required(), "directory to make");
    options.add_options()("seqLen", po::value(&m_seqLen)->default_value(24), "rows of a window");
    options.add_options()("realBlock",
                          po::value(&m_realBlock)->default_value(0),
                          "rows of a contiguous stretch of the real tables, 0: all");
    options.add_options()("syntheticBlock",
                          po::value(&m_syntheticBlock)->default_value(-1),
                          "the same of the synthetic one, -1: it is windows one after another");
    options.add_options()("draws",
                          po::value(&m_draws)->default_value(20),
                          "draws of windows, for measures that learn nothing");
    options.add_options()("windows",
                          po::value(&m_windows)->default_value(150),
                          "windows in a draw");
    options.add_options()("seeds",
                          po::value(&m_seeds)->default_value(5),
                          "repetitions of measures that learn");
    options.add_options()("seed",
                          po::value(&m_seed)->default_value(1),
                          "first seed of what is drawn at random");
    options.add_options()("pictures",
                          po::value(&m_pictures)->default_value("png,svg"),
                          "png, svg, both or none");
    options.add_options()("overwrite",
                          po::bool_switch(&m_overwrite),
                          "take an existing directory, replace files of the same name");
    for (const auto& option : further.options())
    {
        options.add(option);
    }
    program.AddVerb({"evaluate",
                     "Says how near the windows of a synthetic table are to real ones.",
                     options,
                     [this, &program] { Evaluate(program); }});
}

EvaluationSettings
EvaluateVerb::Settings() const
{
    // Beyond these a figure gains nothing but time and memory.
    constexpr int64_t MOST_REPETITIONS = 10000;
    constexpr int64_t MOST_WINDOWS = 100000;
    return {NeedWithin("draws", m_draws, 1, MOST_REPETITIONS),
            NeedWithin("windows", m_windows, 2, MOST_WINDOWS),
            NeedWithin("seeds", m_seeds, 1, MOST_REPETITIONS),
            m_seed};
}

std::vector<fs::path>
EvaluateVerb::Inputs() const
{
    std::vector<fs::path> inputs{m_real, m_synthetic};
    if (!m_train.empty())
    {
        inputs.emplace_back(m_train);
    }
    return inputs;
}

EvaluationTables
EvaluateVerb::ReadTables() const
{
    const int64_t seqLen = NeedAtLeast("seqLen", m_seqLen, 2);
    const int64_t realBlock = NeedAtLeast("realBlock", m_realBlock, 0);
    const int64_t syntheticBlock =
        m_syntheticBlock == -1 ? seqLen : NeedAtLeast("syntheticBlock", m_syntheticBlock, 0);
    std::optional<EvaluationInput> training;
    if (!m_train.empty())
    {
        training = EvaluationInput{ReadCsv(m_train), realBlock};
    }
    return PrepareTables({ReadCsv(m_real), realBlock},
                         {ReadCsv(m_synthetic), syntheticBlock},
                         training,
                         seqLen);
}

void
EvaluateVerb::Evaluate(const Program& program) const
{
    const auto formats = ParsePictureFormats(m_pictures);
    const auto settings = Settings();
    NeedOtherDirectory(m_out, Inputs());
    const StopSignals signals;
    OutputDirectory directory(m_out, m_overwrite);
    const EvaluationTables tables = ReadTables();

    Evaluation evaluation(tables, settings);
    evaluation.AddStandardScores();
    if (m_more)
    {
        m_more(evaluation, tables);
    }
    EvaluationReport report;
    {
        ProgressLine line;
        EvaluationResult result = evaluation.Run(ShowingOn(line));
        report.scores = std::move(result.scores);
        report.notes = FewWindowsNotes(tables);
        report.notes.insert(report.notes.end(), result.notes.begin(), result.notes.end());
    }
    report.features = FeatureGaps({tables.real.file, tables.real.table},
                                  {tables.synthetic.file, tables.synthetic.table});
    report.ofTexts = tables.ofTexts;
    report.pictures = formats.empty() ? std::vector<PagePicture>()
                                      : WritePictures(MakePictures(tables), formats, directory);
    report.facts = {{"real", SizeText(tables.real)}, {"synthetic", SizeText(tables.synthetic)}};
    if (tables.training)
    {
        report.facts.emplace_back("training", SizeText(*tables.training));
    }
    report.facts.emplace_back("rows of a window", std::to_string(m_seqLen));
    report.facts.emplace_back("first seed", std::to_string(m_seed));

    WriteFile(directory, "scores.csv", [&](auto& stream) { WriteScores(stream, report.scores); });
    WriteFile(directory, "features.csv", [&](auto& stream) { WriteGaps(stream, report.features); });
    WriteFile(directory, "index.html", [&](auto& stream) { WriteEvaluationPage(stream, report); });
    WriteFile(directory, "run.json", [&](auto& stream) { program.WriteRunRecord(stream); });
    StopSignals::Check();
    directory.Commit();

    for (const auto& note : report.notes)
    {
        PrintNote(note);
    }
    PrintScores(std::cout, report.scores);
    std::cout << "sum of M of the whole tables: "
              << FormatNumber(SumOfM(report.features, report.ofTexts)) << "\n"
              << "pictures and explanations: " << (directory.Path() / "index.html").string()
              << "\n";
}

} // namespace ns3::synthnet
