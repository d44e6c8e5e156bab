/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_SENTENCE_H
#define SYNTHNET_SENTENCE_H

#include "ns3/ns3-version.h"

#include "ns3/input-error.h"

#include "ns3/test.h"

#include <functional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace ns3::synthnet
{

/// A test case whose name is the sentence that it checks.
class Sentence : public TestCase
{
  public:
    Sentence(const std::string& name, std::function<void(Sentence&)> check)
        : TestCase(name),
          m_check(std::move(check))
    {
    }

    /// NS_TEST_EXPECT_MSG_EQ for use outside a TestCase.
    template <typename A, typename B>
    void Equal(const A& actual, const B& expected, const std::string& what)
    {
        if constexpr (std::is_arithmetic_v<A>)
        {
            using Common = std::common_type_t<A, B, int>;
            NS_TEST_EXPECT_MSG_EQ(static_cast<Common>(actual), static_cast<Common>(expected), what);
        }
        else
        {
            NS_TEST_EXPECT_MSG_EQ(actual, expected, what);
        }
    }

    void True(bool holds, const std::string& what)
    {
        NS_TEST_EXPECT_MSG_EQ(holds, true, what);
    }

    void Near(double actual, double expected, double tolerance, const std::string& what)
    {
        NS_TEST_EXPECT_MSG_EQ_TOL(actual, expected, tolerance, what);
    }

    /// @p work throws an InputError whose message has @p part
    void Refuses(const std::function<void()>& work, const std::string& part)
    {
        std::string message = "nothing";
        try
        {
            work();
        }
        catch (const InputError& error)
        {
            message = error.what();
        }
        True(message.find(part) != std::string::npos, "'" + message + "' has '" + part + "'");
    }

  private:
    void DoRun() override
    {
        m_check(*this);
    }

    std::function<void(Sentence&)> m_check;
};

/// The sentences of a suite, each with what checks it.
using Sentences = std::vector<std::pair<const char*, std::function<void(Sentence&)>>>;

/// A test suite whose cases are sentences.
class SentenceSuite : public TestSuite
{
  public:
    SentenceSuite(const std::string& name, Type type, const Sentences& sentences)
        : TestSuite(name, type)
    {
        for (const auto& [sentence, check] : sentences)
        {
            AddTestCase(new Sentence(sentence, check));
        }
    }
};

} // namespace ns3::synthnet

#endif // SYNTHNET_SENTENCE_H
