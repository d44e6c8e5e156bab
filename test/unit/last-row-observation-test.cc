/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "expect-input-error.h"
#include "table-text.h"

#include "ns3/last-row-observation.h"

#include <gtest/gtest.h>

namespace ns3::synthnet
{
namespace
{

TEST(LastRowObservation, IsTheSwitchesColumnsOfTheLastRowInTheSwitchesOrder)
{
    const LastRowObservation observation({1, 3});
    const ControlPeriod period{Parsed("enq_qdepth3,deq_timedelta3,deq_qdepth3,"
                                      "enq_qdepth1,deq_timedelta1,deq_qdepth1,Buffer\n"
                                      "9,9,9,9,9,9,9\n"
                                      "4,5,6,1,2,3,7\n"),
                               {32, 32}};
    EXPECT_EQ(observation.Observe(period), (std::vector<double>{1, 2, 3, 4, 5, 6}));
    EXPECT_EQ(observation.Names(),
              (std::vector<std::string>{"enq_qdepth1",
                                        "deq_timedelta1",
                                        "deq_qdepth1",
                                        "enq_qdepth3",
                                        "deq_timedelta3",
                                        "deq_qdepth3"}));
    EXPECT_EQ(WhyNotIn(observation.Space(), {observation.Observe(period)}), "");
    ExpectInputError([&] { LastRowObservation({2}).Observe(period); }, "enq_qdepth2");
}

} // namespace
} // namespace ns3::synthnet
