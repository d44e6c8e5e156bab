/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "../scratch-directory.h"
#include "expect-input-error.h"

#include "ns3/mpd.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace
{

using namespace ns3::synthnet;

const std::vector<Representation> LADDER{{"720p", 3'312'000, 30, 1280, 720},
                                         {"240p", 639'000, 18, 426, 240}};

/// An MPD around the children of its adaptation set; line 4 is the first of them.
std::string
Document(const std::string& set, const std::string& root = "")
{
    return "<?xml version=\"1.0\"?>\n"
           "<MPD mediaPresentationDuration=\"PT20S\" " +
           root +
           ">\n"
           "<Period><AdaptationSet mimeType=\"video/mp4\">\n" +
           set + "\n</AdaptationSet></Period></MPD>\n";
}

std::string
WithMedia(const std::string& media)
{
    return Document("<SegmentTemplate duration=\"4\" media=\"" + media +
                    "\"/>\n<Representation id=\"a\" bandwidth=\"1000\"/>");
}

const std::string REPRESENTATION = "<Representation id=\"a\" bandwidth=\"1000\"/>";

TEST(Mpd, RepresentationsAreInAscendingOrderOfBandwidth)
{
    const Mpd mpd(LADDER, 4, 20);
    ASSERT_EQ(mpd.Representations().size(), 2u);
    EXPECT_EQ(mpd.Representations()[0].id, "240p");
    EXPECT_EQ(mpd.SegmentUrl(0, 0), "video/240p/1.m4s");
    EXPECT_EQ(mpd.SegmentUrl(1, 4), "video/720p/5.m4s");
}

TEST(Mpd, WhatIsWrittenIsReadBack)
{
    Mpd mpd(LADDER, 2.002, 19.5, "$Bandwidth$/$Number%05d$.m4s");
    mpd.SetDynamic(1'694'912'784.25, 30);
    mpd.SetSuggestedPresentationDelay(7.5);
    const Mpd read = Mpd::Parse(mpd.ToXml(), "test");
    EXPECT_EQ(read.ToXml(), mpd.ToXml());
    EXPECT_TRUE(read.IsDynamic());
    EXPECT_DOUBLE_EQ(read.AvailabilityStartTime(), 1'694'912'784.25);
    EXPECT_DOUBLE_EQ(read.TimeShiftBufferDepth().value(), 30);
    EXPECT_DOUBLE_EQ(read.SuggestedPresentationDelay().value(), 7.5);
    EXPECT_DOUBLE_EQ(read.MediaDuration().value(), 19.5);
    EXPECT_DOUBLE_EQ(read.NominalSegmentDuration(), 2.002);
    ASSERT_EQ(read.Representations().size(), 2u);
    const Representation& top = read.Representations()[1];
    EXPECT_EQ(top.id, "720p");
    EXPECT_EQ(top.bandwidth, 3'312'000u);
    EXPECT_DOUBLE_EQ(top.frameRate, 30);
    EXPECT_EQ(top.width, 1280u);
    EXPECT_EQ(top.height, 720u);
    EXPECT_EQ(read.SegmentUrl(1, 0), "3312000/00001.m4s");
}

TEST(Mpd, AVideoIsReadFromAFile)
{
    const ScratchDirectory scratch;
    const auto path = scratch.Write("video.mpd", Mpd(LADDER, 4, 20).ToXml());
    EXPECT_EQ(Mpd::Read(path).SegmentCount(), 5u);
    ExpectInputError([&] { Mpd::Read(scratch.Path() / "none.mpd"); }, "none.mpd: cannot be read");
}

TEST(Mpd, TheLastSegmentHoldsWhatIsLeft)
{
    const Mpd mpd(LADDER, 4, 18);
    EXPECT_EQ(mpd.SegmentCount(), 5u);
    EXPECT_DOUBLE_EQ(mpd.SegmentDuration(3), 4);
    EXPECT_DOUBLE_EQ(mpd.SegmentDuration(4), 2);
    EXPECT_DOUBLE_EQ(mpd.SegmentStart(4), 16);
    EXPECT_EQ(Mpd(LADDER, 4, 20).SegmentCount(), 5u);
    EXPECT_EQ(Mpd(LADDER, 0.1, 0.3).SegmentCount(), 3u); // 0.3 / 0.1 is not quite 3
    EXPECT_EQ(Mpd(LADDER, 4, std::nullopt).SegmentCount(), std::nullopt);
}

TEST(Mpd, ASegmentIsFoundByTime)
{
    const Mpd mpd(LADDER, 4, 18);
    EXPECT_EQ(mpd.SegmentAt(0), 0u);
    EXPECT_EQ(mpd.SegmentAt(3.999), 0u);
    EXPECT_EQ(mpd.SegmentAt(4), 1u);
    EXPECT_EQ(mpd.SegmentAt(1000), 4u);
    EXPECT_EQ(mpd.SegmentAt(-5), 0u);
}

TEST(Mpd, AUrlNamesItsSegmentAndNothingElseDoes)
{
    const Mpd mpd(LADDER, 4, 20);
    const auto segment = mpd.FindSegment("video/720p/3.m4s");
    ASSERT_TRUE(segment);
    EXPECT_EQ(segment->quality, 1u);
    EXPECT_EQ(segment->index, 2u);
    for (const char* url : {"",
                            "video/720p/.m4s",
                            "video/720p/0.m4s",
                            "video/720p/6.m4s",
                            "video/720p/03.m4s",
                            "video/720p/+3.m4s",
                            "video/720p/3.mp4",
                            "video/480p/3.m4s",
                            "video/720p/18446744073709551616.m4s"})
    {
        EXPECT_FALSE(mpd.FindSegment(url)) << url;
    }
}

TEST(Mpd, ALiveSegmentIsAvailableFromItsEndUntilTheWindowHasPassed)
{
    Mpd mpd(LADDER, 4, std::nullopt);
    EXPECT_TRUE(mpd.IsAvailable(1000, 0)); // static
    mpd.SetDynamic(1'700'000'000, 10);
    EXPECT_DOUBLE_EQ(mpd.AvailableFrom(2), 1'700'000'012);
    EXPECT_FALSE(mpd.IsAvailable(2, 1'700'000'011.999));
    EXPECT_TRUE(mpd.IsAvailable(2, 1'700'000'012));
    // ISO/IEC 23009-1: it stays for the time shift buffer's depth and its own duration.
    EXPECT_TRUE(mpd.IsAvailable(2, 1'700'000'026));
    EXPECT_FALSE(mpd.IsAvailable(2, 1'700'000'026.001));
    mpd.SetDynamic(1'700'000'000, std::nullopt);
    EXPECT_TRUE(mpd.IsAvailable(2, 1'800'000'000));
}

TEST(Mpd, ATimelineGivesEachSegmentItsTime)
{
    const Mpd mpd = Mpd::Parse(
        Document("<SegmentTemplate timescale=\"10\" media=\"$RepresentationID$-$Time$\">"
                 "<SegmentTimeline><S t=\"5\" d=\"40\" r=\"1\"/><S d=\"20\"/><S t=\"200\" "
                 "d=\"30\"/></SegmentTimeline></SegmentTemplate>" +
                 REPRESENTATION),
        "test");
    EXPECT_EQ(mpd.SegmentCount(), 4u);
    const std::vector<double> starts{0.5, 4.5, 8.5, 20};
    const std::vector<double> durations{4, 4, 2, 3};
    const std::vector<std::string> urls{"a-5", "a-45", "a-85", "a-200"};
    for (uint64_t i = 0; i < 4; ++i)
    {
        EXPECT_DOUBLE_EQ(mpd.SegmentStart(i), starts[i]);
        EXPECT_DOUBLE_EQ(mpd.SegmentDuration(i), durations[i]);
        EXPECT_EQ(mpd.SegmentUrl(0, i), urls[i]);
        EXPECT_EQ(mpd.FindSegment(urls[i]).value().index, i);
        EXPECT_EQ(mpd.SegmentAt(starts[i]), i);
    }
    EXPECT_FALSE(mpd.FindSegment("a-46"));
    EXPECT_DOUBLE_EQ(mpd.MediaDuration().value(), 23);
    EXPECT_EQ(Mpd::Parse(mpd.ToXml(), "again").ToXml(), mpd.ToXml());
}

TEST(Mpd, ANegativeRepeatFillsTheTimeToTheNextEntryOrTheEnd)
{
    const Mpd mpd = Mpd::Parse(Document("<SegmentTemplate media=\"$Number$\"><SegmentTimeline>"
                                        "<S t=\"0\" d=\"4\" r=\"-1\"/><S t=\"8\" d=\"3\" r=\"-1\"/>"
                                        "</SegmentTimeline></SegmentTemplate>" +
                                        REPRESENTATION),
                               "test");
    EXPECT_EQ(mpd.SegmentCount(), 6u); // two of 4 s, then four of 3 s up to 20 s
}

TEST(Mpd, TemplatesAndBaseUrlsAreInherited)
{
    const Mpd mpd = Mpd::Parse(
        "<MPD mediaPresentationDuration=\"P0DT0H0M8.0S\"><BaseURL>x/</BaseURL><Period>"
        "<AdaptationSet contentType=\"audio\"/>"
        "<AdaptationSet contentType=\"video\" frameRate=\"30000/1001\" width=\"64\">"
        "<Representation id=\"a\" bandwidth=\"5\"><BaseURL>y/</BaseURL>"
        "<SegmentTemplate duration=\"4\" startNumber=\"0\" media=\"$$$Number$\"/></Representation>"
        "</AdaptationSet></Period></MPD>",
        "test");
    EXPECT_EQ(mpd.SegmentUrl(0, 1), "x/y/$1");
    EXPECT_EQ(mpd.SegmentCount(), 2u);
    EXPECT_NEAR(mpd.Representations()[0].frameRate, 29.97, 0.001);
    EXPECT_EQ(mpd.Representations()[0].width, 64u);
}

TEST(Mpd, AMalformedOneIsRefusedWithItsLine)
{
    const auto refuse = [](const std::string& text, const std::string& part) {
        ExpectInputError([&] { Mpd::Parse(text, "v.mpd"); }, part);
    };
    const std::string segments = "<SegmentTemplate duration=\"4\" media=\"$Number$\"/>";
    refuse("", "v.mpd:1: not XML");
    refuse("<MPD>\n<Period>\n</MPD>", "v.mpd:3: not XML");
    refuse("<Mpd/>", "v.mpd:1: expected an element MPD");
    refuse("<MPD/>", "expected an element Period in MPD");
    refuse("<MPD>\n<Period/>\n<Period/></MPD>", "v.mpd:3: a second Period, expected one");
    refuse("<MPD>\n<Period/></MPD>", "v.mpd:2: expected an AdaptationSet");
    refuse(Document(segments), "expected an element Representation");
    refuse(Document(REPRESENTATION), "v.mpd:4: expected a SegmentTemplate");
    refuse(Document(segments + "\n<Representation bandwidth=\"1\"/>"),
           "v.mpd:5: Representation@id");
    refuse(Document(segments + REPRESENTATION + "\n" + REPRESENTATION),
           "v.mpd:5: Representation@id");
    refuse(Document(segments + "<Representation id=\"a\"/>"), "Representation@bandwidth is ''");
    refuse(Document(segments + "<Representation id=\"a\" bandwidth=\"0\"/>"), "expected a whole");
    refuse(Document(segments + "<Representation id=\"a\" bandwidth=\"1\" frameRate=\"30/0\"/>"),
           "frameRate is '30/0'");
    refuse(Document("<SegmentTemplate media=\"$Number$\"/>" + REPRESENTATION),
           "expected SegmentTemplate@duration or a SegmentTimeline");
    refuse(Document("<SegmentTemplate duration=\"0\" media=\"$Number$\"/>" + REPRESENTATION),
           "SegmentTemplate@duration is '0'");
    refuse(Document("<SegmentTemplate timescale=\"1000000000\" duration=\"1\" "
                    "media=\"$Number$\"/>" +
                    REPRESENTATION),
           "expected at most 100000000 segments");
    refuse(Document("<SegmentTemplate media=\"$Number$\"><SegmentTimeline/></SegmentTemplate>" +
                    REPRESENTATION),
           "expected an element S");
    refuse(Document("<SegmentTemplate media=\"$Number$\"><SegmentTimeline><S d=\"4\"/>\n"
                    "<S t=\"3\" d=\"4\"/></SegmentTimeline></SegmentTemplate>" +
                    REPRESENTATION),
           "v.mpd:5: S@t is before the end");
    refuse(Document(segments + REPRESENTATION + "<Representation id=\"b\" bandwidth=\"2\">\n" +
                    "<SegmentTemplate duration=\"5\" media=\"b$Number$\"/></Representation>"),
           "v.mpd:5: expected the same segment times");
    refuse(Document(segments + REPRESENTATION, "type=\"live\""), "MPD@type is 'live'");
    refuse(Document(segments + REPRESENTATION, "type=\"dynamic\""), "MPD@availabilityStartTime");
    refuse(Document("<BaseURL>http://example.org/</BaseURL>" + segments + REPRESENTATION),
           "expected a URL relative to the MPD's");
    refuse(WithMedia("a.m4s"), "expected $Number$ or $Time$");
    refuse(WithMedia("$Number$$Time$"), "expected $Number$ or $Time$ once");
    refuse(WithMedia("$Number"), "expected a closing $");
    refuse(WithMedia("$Number%5x$"), "expected a format tag");
    refuse(WithMedia("$Number%099d$"), "expected a format tag");
    refuse(WithMedia("$Frame$"), "expected $Number$ or $Time$ once");
    refuse(std::string((4 << 20) + 1, ' '), "longer than 4 MiB");
}

TEST(Mpd, DurationsAndTimesAreThoseOfXmlSchema)
{
    const auto duration = [](const std::string& text) {
        return Mpd::Parse("<MPD mediaPresentationDuration=\"" + text +
                              "\"><Period><AdaptationSet contentType=\"video\">"
                              "<SegmentTemplate duration=\"4\" media=\"$Number$\"/>" +
                              REPRESENTATION + "</AdaptationSet></Period></MPD>",
                          "test")
            .MediaDuration()
            .value();
    };
    EXPECT_DOUBLE_EQ(duration("PT1.5S"), 1.5);
    EXPECT_DOUBLE_EQ(duration("P1DT2H3M4S"), 86400 + 7200 + 180 + 4);
    EXPECT_DOUBLE_EQ(duration("PT2M"), 120);
    EXPECT_DOUBLE_EQ(duration("P2D"), 172800);
    for (const char* text : {"",
                             "P",
                             "PT",
                             "P1DT",
                             "1S",
                             "PT1",
                             "PT-1S",
                             "PT1S2M",
                             "P1Y",
                             "PT1e3S",
                             "PT2000000000S",
                             "PT0S"})
    {
        ExpectInputError([&] { duration(text); }, "ediaPresentationDuration");
    }
    const auto start = [](const std::string& text) {
        return Mpd::Parse(
                   Document("<SegmentTemplate duration=\"4\" media=\"$Number$\"/>" + REPRESENTATION,
                            "type=\"dynamic\" availabilityStartTime=\"" + text + "\""),
                   "test")
            .AvailabilityStartTime();
    };
    EXPECT_DOUBLE_EQ(start("1970-01-01T00:00:00Z"), 0);
    EXPECT_DOUBLE_EQ(start("2023-09-17T01:06:24.5Z"), 1'694'912'784.5);
    EXPECT_DOUBLE_EQ(start("2024-02-29T23:59:59"), 1'709'251'199);
    for (const char* text : {"2023-09-17",
                             "2023-13-17T01:06:24Z",
                             "2023-09-17T25:06:24Z",
                             "1969-09-17T01:06:24Z",
                             "2023-09-17T01:06:24+01:00",
                             "2023-09-17T01:06:24.Z"})
    {
        ExpectInputError([&] { start(text); }, "availabilityStartTime");
    }
}

TEST(Mpd, ValuesOutOfRangeAreRefused)
{
    const auto refuse = [](std::vector<Representation> ladder, double segment, double media) {
        ExpectInputError([&] { Mpd(std::move(ladder), segment, media); }, "expected");
    };
    refuse({}, 4, 20);
    refuse(LADDER, 0, 20);
    refuse(LADDER, -4, 20);
    refuse(LADDER, 4, 0);
    refuse(LADDER, 4, 2e9);
    refuse({{"a", 0, 0, 0, 0}}, 4, 20);
    refuse({{"a", 1, 0, 0, 0}, {"a", 2, 0, 0, 0}}, 4, 20);
    refuse({{"", 1, 0, 0, 0}}, 4, 20);
}

} // namespace
