/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "shared-data.h"

#include "ns3/input-error.h"
#include "ns3/int-log.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

namespace
{

using namespace ns3::synthnet;
using std::chrono::nanoseconds;
using std::chrono::seconds;

std::string
Log(std::size_t switches, const std::vector<std::pair<ProbeHops, nanoseconds>>& probes)
{
    std::ostringstream stream;
    IntLog log(stream, switches, 1648568954);
    for (const auto& [hops, arrival] : probes)
    {
        log.Write(hops, arrival);
    }
    return stream.str();
}

TEST(IntLog, TheHeaderCountsDownFromTheLastSwitch)
{
    EXPECT_EQ(Log(2, {}),
              "timestamp,switchID_t2, ingress_port2, egress_port2, egress_spec2, "
              "ingress_global_timestamp2, egress_global_timestamp2, enq_timestamp2, enq_qdepth2, "
              "deq_timedelta2, deq_qdepth2,switchID_t1, ingress_port1, egress_port1, egress_spec1, "
              "ingress_global_timestamp1, egress_global_timestamp1, enq_timestamp1, enq_qdepth1, "
              "deq_timedelta1, deq_qdepth1\n");
}

TEST(IntLog, ARowHasTheSecondOfArrivalAndTheFieldsInTheirOrder)
{
    IntMetadata hop;
    hop.switchId = 1;
    hop.ingressPort = 2;
    hop.egressPort = 3;
    hop.egressSpec = 4;
    hop.ingressGlobalTimestamp = 5;
    hop.egressGlobalTimestamp = 6;
    hop.enqTimestamp = 7;
    hop.enqQdepth = 8;
    hop.deqTimedelta = 9;
    hop.deqQdepth = 10;
    const std::string log = Log(1, {{{hop}, nanoseconds(1999999999)}});
    EXPECT_EQ(log.substr(log.find('\n') + 1), "1648568955,1,2,3,4,5,6,7,8,9,10\n");
}

TEST(IntLog, LostSecondsAreLeftOutAndTwoProbesInOneSecondAreTwoRows)
{
    const ProbeHops one(1);
    const std::string log =
        Log(1, {{one, seconds(0)}, {one, seconds(3)}, {one, nanoseconds(3900000000)}});
    const std::string row = ",0,0,0,0,0,0,0,0,0,0\n";
    EXPECT_EQ(log.substr(log.find('\n') + 1),
              "1648568954" + row + "1648568957" + row + "1648568957" + row);
}

TEST(IntLog, AProbeWithAnotherNumberOfHopsIsRefused)
{
    EXPECT_THROW(Log(3, {{ProbeHops(2), seconds(0)}}), InputError);
    EXPECT_THROW(Log(0, {}), InputError);
}

IntMetadata
HopOf(const std::vector<uint64_t>& values, std::size_t first)
{
    IntMetadata hop;
    hop.switchId = static_cast<uint32_t>(values.at(first));
    hop.ingressPort = static_cast<uint16_t>(values.at(first + 1));
    hop.egressPort = static_cast<uint16_t>(values.at(first + 2));
    hop.egressSpec = static_cast<uint16_t>(values.at(first + 3));
    hop.ingressGlobalTimestamp = values.at(first + 4);
    hop.egressGlobalTimestamp = values.at(first + 5);
    hop.enqTimestamp = static_cast<uint32_t>(values.at(first + 6));
    hop.enqQdepth = static_cast<uint32_t>(values.at(first + 7));
    hop.deqTimedelta = static_cast<uint32_t>(values.at(first + 8));
    hop.deqQdepth = static_cast<uint32_t>(values.at(first + 9));
    return hop;
}

class MeasuredLogs : public SharedDataTest, public ::testing::WithParamInterface<const char*>
{
};

TEST_P(MeasuredLogs, ComeOutByteForByteAfterTheWayThroughTheProbesBytes)
{
    std::ifstream file(SharedFile(std::string("data/testbed-2022/") + GetParam()),
                       std::ios::binary);
    const std::string measured{std::istreambuf_iterator<char>(file), {}};

    std::istringstream lines(measured);
    std::string line;
    std::getline(lines, line);
    std::ostringstream written;
    IntLog log(written, 3, 0);
    std::size_t rows = 0;
    while (std::getline(lines, line))
    {
        std::istringstream cells(line);
        std::vector<uint64_t> values;
        for (std::string cell; std::getline(cells, cell, ',');)
        {
            values.push_back(std::stoull(cell));
        }
        ASSERT_EQ(values.size(), 31u);
        const std::vector<uint8_t> bytes =
            EncodeProbe({HopOf(values, 1), HopOf(values, 11), HopOf(values, 21)});
        log.Write(DecodeProbe(bytes.data(), bytes.size()).value(), seconds(values[0]));
        ++rows;
    }
    EXPECT_GT(rows, 500u);
    EXPECT_EQ(written.str(), measured);
}

INSTANTIATE_TEST_SUITE_P(Testbed2022,
                         MeasuredLogs,
                         ::testing::Values("int_32.txt", "int_64.txt"),
                         [](const auto& info) {
                             const std::string name = info.param;
                             return name.substr(0, name.find('.'));
                         });

} // namespace
