/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "expect-input-error.h"
#include "shared-data.h"
#include "values.h"

#include "ns3/evaluation.h"

#include <gtest/gtest.h>

#include <sstream>

namespace
{

using namespace ns3::synthnet;
using Eigen::Index;

EvaluationInput
Input(const std::string& name, const std::string& text, Index block = 0)
{
    return {ParseCsv(text, name), block};
}

EvaluationTables
Prepared(const std::string& real,
         const std::string& synthetic,
         const std::optional<std::string>& training = std::nullopt)
{
    std::optional<EvaluationInput> input;
    if (training)
    {
        input = Input("train.csv", *training);
    }
    return PrepareTables(Input("real.csv", real), Input("synthetic.csv", synthetic), input, 2);
}

const std::string REAL = "timestamp,a,r,b\n1,0,x,5\n2,4,y,5\n3,2,x,5\n";

TEST(PrepareTables, MakesColumnsOfZerosAndOnesOfTexts)
{
    const auto tables = Prepared(REAL, "b,r,a,more\n5,z,1,0\n5,x,2,0\n", REAL + "4,8,x,5\n");
    const std::vector<std::string> names{"a", "r_x", "r_y", "r_z", "b"};
    EXPECT_EQ(tables.real.table.Names(), names) << "without the time, in the real table's order";
    EXPECT_EQ(tables.synthetic.table.Names(), names);
    EXPECT_EQ(tables.real.table.Column("r_x"), Values({1, 0, 1}));
    EXPECT_EQ(tables.synthetic.table.Column("r_z"), Values({1, 0}));
}

TEST(PrepareTables, ScalesByRealAndTrainingTables)
{
    const auto tables = Prepared(REAL, "b,r,a\n5,x,1\n6,x,16\n", REAL + "4,8,x,5\n");
    EXPECT_EQ(tables.real.windows.TableRows().col(0), Values({0, 0.5, 0.25}));
    EXPECT_EQ(tables.synthetic.windows.TableRows().col(0), Values({0.125, 2}));
    EXPECT_EQ(tables.synthetic.windows.TableRows().col(3), Values({0, 1})) << "constant";
    EXPECT_EQ(tables.synthetic.table.Column("a"), Values({1, 16})) << "in the file's unit";
}

TEST(PrepareTables, GroupsWhatVaries)
{
    EXPECT_EQ(Prepared(REAL, REAL).groups.size(), 1u);
    EXPECT_EQ(Prepared(REAL, REAL).groups[0].features, (std::vector<Index>{0, 1, 2}));
    const std::string both = "enq_qdepth1,Buffer,deq_qdepth2\n1,2,3\n4,5,3\n";
    const auto groups = Prepared(both, both).groups;
    ASSERT_EQ(groups.size(), 3u);
    EXPECT_EQ(groups[1].name, "player");
    EXPECT_EQ(groups[1].features, (std::vector<Index>{1}));
    EXPECT_EQ(groups[2].name, "queues");
    EXPECT_EQ(groups[2].features, (std::vector<Index>{0}));
}

TEST(PrepareTables, RefusesTablesThatCannotBeCompared)
{
    const std::string fine = "a,b\n1,2\n2,3\n3,5\n";
    ExpectInputError([&] { Prepared(fine, "a\n1\n2\n"); },
                     "synthetic.csv:1: column 'b' is missing");
    ExpectInputError([&] { Prepared(fine, fine, "b\n1\n2\n"); },
                     "train.csv:1: column 'a' is missing");
    ExpectInputError([&] { Prepared(fine, "a,b\n1,x\n2,y\n"); },
                     "synthetic.csv:1: column 'b' holds texts, expected numbers as in real.csv");
    ExpectInputError([&] { Prepared(fine, "a,b\n1,2\n1,x\n2,2\n3,3\n"); },
                     "synthetic.csv:3: column 'b' holds 'x', expected a number");
    ExpectInputError([&] { Prepared(fine, "a,b\n1,2\n1,\n2,2\n"); },
                     "synthetic.csv: column 'b' has no value in row 2");
    ExpectInputError([&] { Prepared(fine, "a,b\n1,2\n"); },
                     "synthetic.csv: a table of 1 rows, expected at least 2");
    ExpectInputError([&] { Prepared(fine, "a,b\n"); }, "synthetic.csv");
    ExpectInputError([&] { Prepared("a,b\n1,2\n1,2\n", fine); },
                     "real.csv: every column is constant");
    ExpectInputError([&] { Prepared(fine, fine, fine); },
                     "train.csv: has the rows of real.csv, expected other rows");
}

TEST(RealHalves, AreStretchesInTurn)
{
    std::string text = "a\n";
    for (int row = 0; row < 24; ++row)
    {
        text += std::to_string(row) + "\n";
    }
    // A quarter of the 24 rows: 0 … 5 and 12 … 17 against 6 … 11 and 18 … 23.
    const auto halves = Prepared(text, text).RealHalves();
    ASSERT_TRUE(halves);
    EXPECT_EQ(halves->first.Count(), 10);
    EXPECT_NEAR(halves->second.Window(0)(0, 0), 6.0 / 23, 1e-12);
    const auto ofBlocks =
        PrepareTables(Input("r", text, 4), Input("s", text, 2), std::nullopt, 2).RealHalves();
    EXPECT_NEAR(ofBlocks->second.Window(0)(0, 0), 4.0 / 23, 1e-12);
    EXPECT_FALSE(Prepared("a\n1\n2\n3\n", text).RealHalves());
}

TEST(Repeated, IsTheMedianBetweenPercentiles)
{
    std::vector<double> values;
    for (int i = 100; i >= 0; --i)
    {
        values.push_back(i);
    }
    const Repeated repeated = RepeatedOf(values);
    EXPECT_EQ(repeated.median, 50);
    EXPECT_EQ(repeated.low, 5);
    EXPECT_EQ(repeated.high, 95);
}

/// Tells what it was given: real windows · 10⁶ + other windows · 10³ + seed.
class Recorder : public WindowScore
{
  public:
    double Compare(const WindowSet& real, const WindowSet& other, uint64_t seed) const override
    {
        return 1e6 * static_cast<double>(real.Count()) + 1e3 * static_cast<double>(other.Count()) +
               static_cast<double>(seed);
    }
};

std::string
Counting(int rows)
{
    std::string text = "a,b\n";
    for (int row = 0; row < rows; ++row)
    {
        text += std::to_string(row) + "," + std::to_string(row * 7 % 5) + "\n";
    }
    return text;
}

std::vector<Score>
Recorded(Evaluation::Kind kind, bool withTraining)
{
    // Windows of two rows: 39 real, 59 synthetic, 29 for training.
    const auto tables = Prepared(Counting(40),
                                 Counting(60),
                                 withTraining ? std::optional(Counting(30)) : std::nullopt);
    Evaluation evaluation(tables, {3, 10, 3, 5});
    evaluation.Add("recorder", tables.groups[0], kind, std::make_unique<Recorder>());
    return evaluation.Run();
}

TEST(Evaluation, DrawsWindowsForMeasuresThatLearnNothing)
{
    const auto with = Recorded(Evaluation::Kind::DRAWN, true).at(0);
    EXPECT_EQ(with.synthetic.median, 39e6 + 10e3 + 6) << "seeds 5, 6, 7";
    EXPECT_EQ(with.real->median, 39e6 + 10e3 + 6);
    EXPECT_EQ(with.repeated, "3 draws of 10 windows");
    EXPECT_TRUE(Recorded(Evaluation::Kind::DRAWN, false).at(0).real);
}

TEST(Evaluation, GivesAllWindowsToMeasuresThatLearn)
{
    const auto with = Recorded(Evaluation::Kind::LEARNED, true).at(0);
    EXPECT_EQ(with.synthetic.median, 39e6 + 59e3 + 6);
    EXPECT_EQ(with.real->median, 39e6 + 29e3 + 6) << "training windows in their place";
    EXPECT_EQ(with.repeated, "3 seeds");
    // Halves: stretches of 10 rows in turn, nine windows in each.
    EXPECT_EQ(Recorded(Evaluation::Kind::LEARNED, false).at(0).real->median, 18e6 + 18e3 + 6);
}

TEST(Evaluation, MeasuresNearnessToTrainingWindowsOnly)
{
    const auto with = Recorded(Evaluation::Kind::NEAREST, true).at(0);
    EXPECT_EQ(with.synthetic.median, 29e6 + 10e3 + 6);
    EXPECT_EQ(with.real->median, 29e6 + 10e3 + 6);
    EXPECT_TRUE(Recorded(Evaluation::Kind::NEAREST, false).empty());
}

TEST(Evaluation, SaysHowFarItIs)
{
    const auto tables = Prepared(Counting(40), Counting(60));
    Evaluation evaluation(tables, {2, 10, 3, 1});
    evaluation.Add("one", tables.groups[0], Evaluation::Kind::DRAWN, std::make_unique<Recorder>());
    evaluation.Add("two",
                   tables.groups[0],
                   Evaluation::Kind::LEARNED,
                   std::make_unique<Recorder>());
    std::size_t last = 0;
    std::string name;
    evaluation.Run([&](const std::string& measure, std::size_t done, std::size_t all) {
        EXPECT_EQ(done, ++last);
        EXPECT_EQ(all, 2 * (2 + 3u));
        name = measure;
    });
    EXPECT_EQ(last, 10u);
    EXPECT_EQ(name, "two");
}

TEST(WriteScores, LeavesEmptyWhatThereIsNot)
{
    std::ostringstream stream;
    WriteScores(stream,
                {{"M", "all", "2 draws", {1, 0.5, 2}, Repeated{3, 2, 4}},
                 {"x", "FPS, bitrate", "1 seed", {1, 1, 1}, {}}});
    EXPECT_EQ(stream.str(),
              "measure,of,repeated,synthetic,synthetic_p5,synthetic_p95,real,real_p5,real_p95\n"
              "M,all,2 draws,1,0.5,2,3,2,4\n"
              "x,\"FPS, bitrate\",1 seed,1,1,1,,,\n");
}

class EvaluationOfRealTables : public SharedDataTest
{
  protected:
    static const Score& Find(const std::vector<Score>& scores,
                             const std::string& measure,
                             const std::string& of)
    {
        for (const auto& score : scores)
        {
            if (score.measure == measure && score.of == of)
            {
                return score;
            }
        }
        throw std::runtime_error("no score " + measure + " of " + of);
    }
};

TEST_F(EvaluationOfRealTables, GivesThePublishedModelsTheirKnownFigures)
{
    const std::string folder = "data/testbed-2023/published-timegan/9-models/";

    const struct
    {
        const char* depth;
        double m7;
        double autocorrelation;
        double impossible;
    } known[] = {{"32", 0.54, 0.118, 1.00}, {"64", 0.29, 0.033, 0.81}};

    for (const auto& each : known)
    {
        const std::string real = folder + "real_" + each.depth + ".csv";
        const std::string best = folder + "best_modelsum_" + each.depth + ".csv";
        const auto tables = PrepareTables({ReadCsv(SharedFile(real)), 0},
                                          {ReadCsv(SharedFile(best)), 24},
                                          std::nullopt,
                                          24);
        Evaluation evaluation(tables, {20, 150, 1, 1});
        evaluation.AddStandardScores();
        const auto scores = evaluation.Run();
        EXPECT_NEAR(Find(scores, "M7", "all but FPS, ReportedBitrate").synthetic.median,
                    each.m7,
                    0.04);
        EXPECT_NEAR(Find(scores, "autocorrelation distance", "all").synthetic.median,
                    each.autocorrelation,
                    0.005);
        EXPECT_NEAR(Find(scores, "impossible rows", "ReportedBitrate, FPS").synthetic.median,
                    each.impossible,
                    0.02);
        const auto& detector = Find(scores, "forest detector", "all");
        EXPECT_EQ(detector.synthetic.median, 0.5);
        EXPECT_LT(detector.real->median, 0.06) << "of real blocks in turn";
    }
}

} // namespace
