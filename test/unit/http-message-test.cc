/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "expect-input-error.h"

#include "ns3/http-message.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace
{

using namespace ns3::synthnet;

TEST(HttpMessage, ARequestIsReadBackAtWhateverPlaceItIsCut)
{
    HttpRequest request;
    request.target = "/video/720p/12.m4s";
    request.host = "10.0.0.1";
    const std::string text = request.ToString();
    EXPECT_EQ(text.substr(0, 36), "GET /video/720p/12.m4s HTTP/1.1\r\nHos");
    for (std::size_t cut = 0; cut <= text.size(); ++cut)
    {
        HttpRequestParser parser;
        EXPECT_EQ(parser.Feed(text.substr(0, cut)), cut);
        EXPECT_EQ(parser.IsComplete(), cut == text.size());
        if (cut < text.size())
        {
            EXPECT_EQ(parser.Feed(text.substr(cut)), text.size() - cut);
        }
        ASSERT_TRUE(parser.IsComplete()) << cut;
        const HttpRequest read = parser.Take();
        EXPECT_EQ(read.method, "GET");
        EXPECT_EQ(read.target, "/video/720p/12.m4s");
        EXPECT_EQ(read.host, "10.0.0.1");
        EXPECT_TRUE(read.keepAlive);
        EXPECT_EQ(read.bodyBytes, 0u);
    }
}

TEST(HttpMessage, AResponseIsReadBackByteByByteAndItsBodyIsLeftAlone)
{
    HttpResponse response;
    response.status = 404;
    response.contentType = "video/mp4";
    response.keepAlive = false;
    response.bodyBytes = 1'234'567'890'123;
    const std::string text = response.ToString();
    HttpResponseParser parser;
    for (std::size_t i = 0; i + 1 < text.size(); ++i)
    {
        ASSERT_EQ(parser.Feed(text.substr(i, 1)), 1u);
        ASSERT_FALSE(parser.IsComplete());
    }
    EXPECT_EQ(parser.Feed("\nHTTP/1.1 body"), 1u);
    ASSERT_TRUE(parser.IsComplete());
    const HttpResponse read = parser.Take();
    EXPECT_EQ(read.status, 404u);
    EXPECT_EQ(read.contentType, "video/mp4");
    EXPECT_FALSE(read.keepAlive);
    EXPECT_EQ(read.bodyBytes, 1'234'567'890'123u);
}

TEST(HttpMessage, PipelinedRequestsAreTakenOneByOne)
{
    const std::string text = "GET /a HTTP/1.1\r\nHost: h\r\n\r\nHEAD /b HTTP/1.0\r\n\r\n"
                             "PUT /c HTTP/1.1\r\nContent-Length: 5\r\nConnection: close\r\n\r\n";
    HttpRequestParser parser;
    std::string_view rest = text;
    std::vector<HttpRequest> requests;
    while (!rest.empty())
    {
        rest.remove_prefix(parser.Feed(rest));
        ASSERT_TRUE(parser.IsComplete());
        requests.push_back(parser.Take());
    }
    ASSERT_EQ(requests.size(), 3u);
    EXPECT_EQ(requests[0].target, "/a");
    EXPECT_EQ(requests[1].method, "HEAD");
    EXPECT_FALSE(requests[1].keepAlive); // the default of HTTP/1.0
    EXPECT_EQ(requests[2].bodyBytes, 5u);
    EXPECT_FALSE(requests[2].keepAlive);
}

TEST(HttpMessage, WhatIsNotHttpIsRefused)
{
    const auto request = [](const std::string& text) {
        HttpRequestParser parser;
        ExpectInputError([&] { parser.Feed(text); }, "HTTP request: ");
    };
    request("GET\r\n\r\n");
    request("GET /a HTTP/2.0\r\n\r\n");
    request("GET /a HTTP/1.1\r\nbad header\r\n\r\n");
    request("GET /a HTTP/1.1\r\nContent-Length: -1\r\n\r\n");
    request("POST /a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n");
    const auto response = [](const std::string& text) {
        HttpResponseParser parser;
        ExpectInputError([&] { parser.Feed(text); }, "HTTP response: ");
    };
    response("HTTP/1.1 20 OK\r\n\r\n");
    response("HTTP/1.1 200 OK\r\n\r\n"); // a body that ends with the connection
    response("HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n");
    response("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n");
}

TEST(HttpMessage, AHeadOfMoreThan8KibIsRefused)
{
    const std::string start = "GET /a HTTP/1.1\r\nX: ";
    HttpRequestParser parser;
    ExpectInputError([&] { parser.Feed(start + std::string(8192, 'x')); }, "at most 8192 bytes");
    HttpRequestParser slow;
    EXPECT_EQ(slow.Feed(start), start.size());
    ExpectInputError(
        [&] {
            for (int i = 0; i < 8192; ++i)
            {
                slow.Feed("x");
            }
        },
        "at most 8192 bytes");
    slow.Reset();
    slow.Feed("GET /b HTTP/1.1\r\n\r\n");
    EXPECT_EQ(slow.Take().target, "/b");
}

} // namespace
