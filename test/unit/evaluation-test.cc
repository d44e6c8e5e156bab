/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "expect-input-error.h"
#include "shared-data.h"
#include "values.h"

#include "ns3/block-split.h"
#include "ns3/evaluation.h"
#include "ns3/random-draws.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
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
    return evaluation.Run().scores;
}

TEST(Evaluation, DrawsWindowsForMeasuresThatLearnNothing)
{
    const auto with = Recorded(Evaluation::Kind::DRAWN, true).at(0);
    EXPECT_EQ(with.synthetic.median, 39e6 + 10e3 + 6) << "seeds 5, 6, 7";
    EXPECT_EQ(with.repeated, "3 draws of 10 windows");
    // Stretches of 7 and 8 rows; compared with five of them, as many as the real table has.
    EXPECT_GE(with.real->low, 31e6 + 10e3 + 5);
    EXPECT_LE(with.real->high, 35e6 + 10e3 + 7);
    EXPECT_EQ(Recorded(Evaluation::Kind::DRAWN, false).at(0).real->median, 18e6 + 10e3 + 6);
}

TEST(Evaluation, GivesAllWindowsToMeasuresThatLearn)
{
    const auto with = Recorded(Evaluation::Kind::LEARNED, true).at(0);
    EXPECT_EQ(with.synthetic.median, 39e6 + 59e3 + 6);
    EXPECT_EQ(with.repeated, "3 seeds");
    EXPECT_EQ(Recorded(Evaluation::Kind::LEARNED, false).at(0).real->median, 18e6 + 18e3 + 6)
        << "one half in the place of the synthetic windows";
}

/// The number of other windows, and whether they share a row.
class Sharing : public WindowScore
{
  public:
    double Compare(const WindowSet&, const WindowSet& other, uint64_t) const override
    {
        return static_cast<double>(other.Count()) + (other.Step() < other.SeqLen() ? 0.5 : 0);
    }
};

/// @return the real figure beside that many synthetic windows, of two rows, of Sharing
double
RealSharing(int rows, Index block, Evaluation::Kind kind)
{
    const auto tables = PrepareTables(Input("r.csv", Counting(80)),
                                      Input("s.csv", Counting(rows), block),
                                      Input("t.csv", Counting(100)),
                                      2);
    Evaluation evaluation(tables, {3, 10, 3, 1});
    evaluation.Add("sharing", tables.groups[0], kind, std::make_unique<Sharing>());
    return evaluation.Run().scores.at(0).real->median;
}

TEST(Evaluation, GivesTheRealSideAsManyWindowsAsTheSyntheticOneHas)
{
    EXPECT_EQ(RealSharing(40, 2, Evaluation::Kind::LEARNED), 20) << "sharing no row, as those";
    EXPECT_EQ(RealSharing(16, 2, Evaluation::Kind::LEARNED), 8);
    EXPECT_EQ(RealSharing(41, 0, Evaluation::Kind::LEARNED), 40.5) << "sharing rows, as those";
    EXPECT_EQ(RealSharing(140, 2, Evaluation::Kind::LEARNED), 70.5) << "there are not enough else";
}

/// The smallest value of the first feature on the side that is compared with.
class Smallest : public WindowScore
{
  public:
    double Compare(const WindowSet& real, const WindowSet&, uint64_t) const override
    {
        return real.TableRows().col(0).minCoeff();
    }
};

TEST(Evaluation, RepeatsTheRealFigureWithOtherRowsEachTime)
{
    const auto tables = Prepared(Counting(80), Counting(60));
    Evaluation evaluation(tables, {20, 10, 20, 1});
    for (const auto kind : {Evaluation::Kind::DRAWN, Evaluation::Kind::LEARNED})
    {
        evaluation.Add("smallest", tables.groups[0], kind, std::make_unique<Smallest>());
    }
    for (const auto& score : evaluation.Run().scores)
    {
        EXPECT_EQ(score.synthetic.low, score.synthetic.high) << "the rows are given";
        EXPECT_EQ(score.real->low, 0) << "has the first stretch";
        EXPECT_NEAR(score.real->high, 20.0 / 79, 1e-12) << "has the second one";
    }
}

TEST(Evaluation, MeasuresNearnessToTrainingWindowsOnly)
{
    const auto with = Recorded(Evaluation::Kind::NEAREST, true).at(0);
    EXPECT_EQ(with.synthetic.median, 29e6 + 10e3 + 6);
    EXPECT_EQ(with.real->median, 29e6 + 10e3 + 6) << "the training table as it is";
    EXPECT_TRUE(with.isDistance);
    EXPECT_TRUE(Recorded(Evaluation::Kind::NEAREST, false).empty());
}

/// Needs five windows, and says so.
class NeedsFive : public Recorder
{
  public:
    double Compare(const WindowSet& real, const WindowSet& other, uint64_t seed) const override
    {
        if (std::min(real.Count(), other.Count()) < 5)
        {
            throw InputError("fewer than five windows");
        }
        return Recorder::Compare(real, other, seed);
    }

    Index FewestWindows() const override
    {
        return 5;
    }
};

EvaluationResult
WithFewRows(int real, int synthetic)
{
    const auto tables = PrepareTables(Input("real.csv", Counting(real)),
                                      Input("synthetic.csv", Counting(synthetic), 4),
                                      std::nullopt,
                                      4);
    Evaluation evaluation(tables, {2, 10, 2, 1});
    evaluation.Add("five",
                   tables.groups[0],
                   Evaluation::Kind::LEARNED,
                   std::make_unique<NeedsFive>());
    evaluation.Add("other",
                   tables.groups[0],
                   Evaluation::Kind::DRAWN,
                   std::make_unique<Recorder>());
    std::size_t last = 0;
    auto result = evaluation.Run([&](const std::string&, std::size_t done, std::size_t all) {
        EXPECT_GT(done, last);
        EXPECT_LE(done, all);
        last = done;
    });
    EXPECT_EQ(last, 8u) << "also of what is left out";
    return result;
}

TEST(Evaluation, LeavesOutWhatTooFewRowsMakeImpossibleAndSaysHowManySuffice)
{
    const auto few = WithFewRows(40, 19);
    ASSERT_EQ(few.scores.size(), 1u);
    EXPECT_EQ(few.scores[0].measure, "other");
    EXPECT_EQ(few.notes,
              (std::vector<std::string>{"the five of all is left out: synthetic.csv has 19 rows, "
                                        "expected at least 20"}));
    const auto enough = WithFewRows(40, 20);
    EXPECT_EQ(enough.scores.size(), 2u);
    EXPECT_TRUE(enough.notes.empty());
    EXPECT_TRUE(enough.scores[0].limits);
}

TEST(Evaluation, HasNoRealFigureWhereHalfOfTheRowsAreTooFew)
{
    const auto half = WithFewRows(14, 20);
    ASSERT_EQ(half.scores.size(), 2u);
    EXPECT_FALSE(half.scores[0].real);
    EXPECT_FALSE(half.scores[0].AgainstReal());
    EXPECT_EQ(
        half.notes,
        (std::vector<std::string>{
            "the five of all has no real figure: real.csv has 14 rows, expected at least 40"}));
    EXPECT_TRUE(half.scores[1].real);
    const auto tables = Prepared("a\n1\n2\n3\n", "a\n1\n2\n3\n");
    EXPECT_EQ(Evaluation(tables, {}).Run().notes,
              (std::vector<std::string>{
                  "real.csv has 3 rows, too few for a real figure, expected at least 4"}));
}

TEST(LimitsOfNext, AreAValueWhereThereAreEnough)
{
    std::vector<double> values;
    for (int i = 39; i >= 1; --i)
    {
        values.push_back(i * i);
    }
    EXPECT_EQ(LimitsOfNext(values, false)->high, 38 * 38) << "2 of 40 are above";
    EXPECT_EQ(LimitsOfNext(values, false)->low, -std::numeric_limits<double>::infinity());
    EXPECT_EQ(LimitsOfNext(values, true)->high, 39 * 39) << "1 of 40 is";
    EXPECT_EQ(LimitsOfNext(values, true)->low, 1);
    values.resize(19);
    EXPECT_EQ(LimitsOfNext(values, false)->high, 39 * 39) << "1 of 20";
}

TEST(LimitsOfNext, AreWiderThanFewValues)
{
    // Student's t of 4 degrees of freedom, 2.1318 and 2.7764; deviation √(2.5 · 1.2).
    const auto oneSide = LimitsOfNext({1, 2, 3, 4, 5}, false);
    EXPECT_NEAR(oneSide->high, 3 + 2.13185 * std::sqrt(3), 1e-4);
    const auto both = LimitsOfNext({1, 2, 3, 4, 5}, true);
    // Of the logarithms, whose mean is 0.957498 and whose deviation is 0.635509 · √1.2.
    EXPECT_NEAR(both->high, std::exp(0.957498 + 2.77645 * 0.635509 * std::sqrt(1.2)), 1e-3);
    EXPECT_NEAR(both->low, std::exp(0.957498 - 2.77645 * 0.635509 * std::sqrt(1.2)), 1e-4);
    std::vector<double> outlier(18, 0);
    outlier[7] = 1;
    EXPECT_EQ(LimitsOfNext(outlier, false)->high, 1) << "no lower than a value";
    EXPECT_EQ(LimitsOfNext({2, 2}, true)->low, 2);
    EXPECT_GT(LimitsOfNext({0.01, 1, 1}, true)->low, 0) << "of copies the distance is 0";
    EXPECT_EQ(LimitsOfNext({0, 1, 1}, true)->low, 0);
    EXPECT_FALSE(LimitsOfNext({1}, false));
}

TEST(LimitsOfNext, HoldTheNextOfNormalValuesInNineteenOfTwentyCases)
{
    RandomDraws draws(1);
    for (const std::size_t count : {2, 5, 20})
    {
        for (const bool bothSides : {false, true})
        {
            int within = 0;
            constexpr int CASES = 4000;
            for (int i = 0; i < CASES; ++i)
            {
                std::vector<double> values(count);
                const auto draw = [&] {
                    return bothSides ? std::exp(draws.Normal()) : draws.Normal();
                };
                std::generate(values.begin(), values.end(), draw);
                const auto limits = LimitsOfNext(values, bothSides).value();
                const double next = draw();
                within += next >= limits.low && next <= limits.high ? 1 : 0;
            }
            EXPECT_NEAR(within, 0.95 * CASES, 0.012 * CASES) << count << bothSides;
        }
    }
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

/// Names and groups of the variants of M that a table gets.
std::vector<std::string>
VariantsOfM(const EvaluationTables& tables)
{
    Evaluation evaluation(tables, {1, 2, 1, 1});
    evaluation.AddStandardScores();
    std::vector<std::string> variants;
    for (const auto& score : evaluation.Run().scores)
    {
        if (score.measure[0] == 'M')
        {
            variants.push_back(score.measure + ": " + score.of);
        }
    }
    return variants;
}

TEST(StandardScores, MIsOfNumbersAndM7LeavesOutAllThatSaysTheQuality)
{
    std::string texts = "Buffer,FPS,ReportedBitrate,Resolution\n";
    std::string zerosAndOnes = "Buffer,FPS,ReportedBitrate,Resolution_a,Resolution_b\n";
    for (int row = 0; row < 40; ++row)
    {
        const bool isHigh = row / 3 % 2 == 0;
        const std::string start =
            std::to_string(row * 7 % 11) + (isHigh ? ",30,3312," : ",18,639,");
        texts += start + (isHigh ? "a\n" : "b\n");
        zerosAndOnes += start + (isHigh ? "1,0\n" : "0,1\n");
    }
    const std::vector<std::string> expected{"M: all", "M1: all but FPS, ReportedBitrate"};
    const auto ofTexts = Prepared(texts, texts);
    EXPECT_EQ(VariantsOfM(ofTexts), expected);
    EXPECT_EQ(ofTexts.ofTexts, (std::set<std::string>{"Resolution_a", "Resolution_b"}));
    const auto ofNumbers = Prepared(zerosAndOnes, zerosAndOnes);
    EXPECT_EQ(VariantsOfM(ofNumbers), expected);
    EXPECT_TRUE(ofNumbers.ofTexts.empty());
}

TEST(StandardScores, OfTextsOnlyThereIsNoM)
{
    EXPECT_TRUE(VariantsOfM(Prepared("q\na\nb\na\nb\na\n", "q\na\nb\na\n")).empty());
}

TEST(Score, WhatIsNoNumberHasNoVerdict)
{
    Score score{"M", "all", "2 draws", {1, 1, 1}, Repeated{1, 1, 1}};
    score.limits = Limits{0, 2};
    EXPECT_EQ(score.AgainstReal(), Verdict::AS_REAL);
    score.synthetic.median = std::nan("");
    EXPECT_FALSE(score.AgainstReal());
    score.synthetic.median = 1;
    score.limits->high = std::nan("");
    EXPECT_FALSE(score.AgainstReal());
}

TEST(PrepareTables, RefusesWhatNoScaleHolds)
{
    const std::string huge = "a,b\n1.7e308,1\n-1.7e308,2\n1,3\n";
    ExpectInputError([&] { Prepared(huge, huge); },
                     "real.csv: column 'a' goes from -1.7e+308 to 1.7e+308, expected a range");
    const std::string commas = "a;b\n1,5;2\n2,5;3\n3,5;4\n";
    ExpectInputError([&] { Prepared(commas, commas); }, "expected finite numbers such as 12");
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
        const auto scores = evaluation.Run().scores;
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

/// The blocks of 120 rows @p first, @p first + 3, …
std::string
EveryThirdBlock(const Table& table, Index first)
{
    std::vector<Index> rows;
    for (Index row = 0; row < table.Rows(); ++row)
    {
        if (row / 120 % 3 == first)
        {
            rows.push_back(row);
        }
    }
    std::ostringstream stream;
    WriteCsv(stream, table.SelectRows(rows));
    return stream.str();
}

TEST_F(EvaluationOfRealTables, FindsRealWindowsAsRealInNineteenOfTwentyCases)
{
    int yes = 0;
    int all = 0;
    for (const auto* depth : {"32", "64"})
    {
        const auto real =
            ReadCsv(SharedFile(std::string("data/testbed-2023/real_") + depth + ".csv"));
        std::vector<std::string> texts;
        for (const Index first : {0, 1, 2})
        {
            texts.push_back(EveryThirdBlock(real.table, first));
        }
        for (std::size_t turn = 0; turn < 3; ++turn)
        {
            const auto tables = PrepareTables(Input("real", texts[turn], 120),
                                              Input("synthetic", texts[(turn + 1) % 3], 24),
                                              Input("train", texts[(turn + 2) % 3], 120),
                                              24);
            Evaluation evaluation(tables, {20, 150, 5, 1});
            evaluation.AddStandardScores();
            for (const auto& score : evaluation.Run().scores)
            {
                yes += score.AgainstReal() == Verdict::AS_REAL ? 1 : 0;
                ++all;
            }
        }
    }
    EXPECT_GE(yes, 0.92 * all) << yes << " of " << all;
}

TEST_F(EvaluationOfRealTables, TellsCopiesOfTheTrainingTableByTheDistanceOnly)
{
    const auto real = ReadCsv(SharedFile("data/testbed-2023/real_32.csv"));
    const auto sides = BlockSplit().Apply(real.table);
    const auto text = [](const Table& table) {
        std::ostringstream stream;
        WriteCsv(stream, table);
        return stream.str();
    };
    const auto tables = PrepareTables(Input("held", text(sides.heldOut), 120),
                                      Input("copies", text(sides.train), 24),
                                      Input("train", text(sides.train), 120),
                                      24);
    Evaluation evaluation(tables, {20, 150, 5, 1});
    evaluation.AddStandardScores();
    for (const auto& score : evaluation.Run().scores)
    {
        EXPECT_EQ(VerdictText(score.AgainstReal().value()), score.isDistance ? "no, nearer" : "yes")
            << score.measure << " of " << score.of;
    }
}

} // namespace
