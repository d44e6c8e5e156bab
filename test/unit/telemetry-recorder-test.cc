/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "expect-input-error.h"

#include "ns3/telemetry-recorder.h"

#include <gtest/gtest.h>

namespace ns3::synthnet
{
namespace
{

IntMetadata
Hop(uint32_t enqQdepth, uint32_t deqTimedelta, uint32_t deqQdepth)
{
    IntMetadata hop{};
    hop.enqQdepth = enqQdepth;
    hop.deqTimedelta = deqTimedelta;
    hop.deqQdepth = deqQdepth;
    return hop;
}

/// Of two switches, the first of which had so many packets queued.
ProbeHops
Probe(uint32_t packets)
{
    return {Hop(1, 20, 2), Hop(packets, 1000 * packets, packets)}; // the newest first
}

PlayerState
Sample(double seconds, double buffer)
{
    PlayerState state;
    state.time = Seconds(seconds);
    state.hasMedia = true;
    state.bufferLevel = Seconds(buffer);
    state.requested = {"480p24", 1'867'400, 24, 854, 480};
    return state;
}

std::vector<double>
Row(const Table& table, Table::Index row)
{
    const auto values = table.Values().row(row);
    return {values.begin(), values.end()};
}

TEST(TelemetryRecorder, ASecondWithAProbeAndASampleIsARow)
{
    TelemetryRecorder recorder(2);
    recorder.AddSample(Sample(0.5, 3.1415926));
    recorder.AddProbe(Probe(7), Seconds(0.9)); // after the sample
    recorder.AddProbe(Probe(8), Seconds(1));   // no sample in this second
    recorder.AddSample(Sample(2.5, 4));        // no probe in this one
    recorder.AddProbe(Probe(9), Seconds(3));
    recorder.AddSample(Sample(3, 5)); // at its very begin
    const Table rows = recorder.Take(Seconds(4));
    EXPECT_EQ(rows.Names(),
              (std::vector<std::string>{"enq_qdepth1",
                                        "deq_timedelta1",
                                        "deq_qdepth1",
                                        "enq_qdepth2",
                                        "deq_timedelta2",
                                        "deq_qdepth2",
                                        "Buffer",
                                        "ReportedBitrate",
                                        "FPS"}));
    ASSERT_EQ(rows.Rows(), 2);
    EXPECT_EQ(Row(rows, 0), (std::vector<double>{7, 7000, 7, 1, 20, 2, 3.142, 1867, 24}));
    EXPECT_EQ(Row(rows, 1), (std::vector<double>{9, 9000, 9, 1, 20, 2, 5, 1867, 24}));
    EXPECT_EQ(recorder.Take(Seconds(8)).Rows(), 0) << "they were taken";
}

TEST(TelemetryRecorder, TheBusiestProbeOfASecondCounts)
{
    TelemetryRecorder recorder(2);
    recorder.AddSample(Sample(0, 1));
    for (const uint32_t packets : {3, 5, 4})
    {
        recorder.AddProbe(Probe(packets), Seconds(0.1));
    }
    ProbeHops equal = Probe(5);
    equal[0].enqQdepth = 77;
    recorder.AddProbe(equal, Seconds(0.2));
    const Table rows = recorder.Take(Seconds(1));
    ASSERT_EQ(rows.Rows(), 1);
    EXPECT_EQ(Row(rows, 0)[0], 5);
    EXPECT_EQ(Row(rows, 0)[3], 1) << "the first of equals";
}

TEST(TelemetryRecorder, WhatBelongsToALaterSecondStays)
{
    TelemetryRecorder recorder(2);
    recorder.AddProbe(Probe(1), Seconds(3.5));
    recorder.AddSample(Sample(3.6, 1));
    recorder.AddProbe(Probe(2), Seconds(4));
    recorder.AddSample(Sample(4, 2));
    EXPECT_EQ(recorder.Take(Seconds(4)).Rows(), 1);
    const Table rows = recorder.Take(Seconds(8));
    ASSERT_EQ(rows.Rows(), 1);
    EXPECT_EQ(Row(rows, 0)[0], 2);
}

TEST(TelemetryRecorder, WithoutAProbeTheLastOneIsRepeated)
{
    TelemetryRecorder recorder(2);
    recorder.AddSample(Sample(0, 1));
    EXPECT_EQ(recorder.Take(Seconds(4)).Rows(), 0) << "there has been none";
    recorder.AddProbe(Probe(6), Seconds(4.5));
    EXPECT_EQ(recorder.Take(Seconds(8)).Rows(), 0) << "but no sample then";
    recorder.AddSample(Sample(9, 2));
    recorder.AddSample(Sample(10, 3));
    const Table rows = recorder.Take(Seconds(12));
    ASSERT_EQ(rows.Rows(), 1);
    EXPECT_EQ(Row(rows, 0)[0], 6);
    EXPECT_EQ(Row(rows, 0)[6], 3) << "the last sample";
}

TEST(TelemetryRecorder, BeforeTheFirstSegmentThereIsNoSample)
{
    TelemetryRecorder recorder(2);
    PlayerState state = Sample(0, 0);
    state.hasMedia = false;
    recorder.AddSample(state);
    recorder.AddProbe(Probe(1), Seconds(0));
    EXPECT_EQ(recorder.Take(Seconds(4)).Rows(), 0);
}

TEST(TelemetryRecorder, AProbeOfAnotherWayIsRefused)
{
    TelemetryRecorder recorder(3);
    ExpectInputError([&] { recorder.AddProbe(Probe(1), Seconds(0)); },
                     "a probe of 2 hops, expected 3");
}

} // namespace
} // namespace ns3::synthnet
