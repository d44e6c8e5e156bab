/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "http-message.h"

#include "ns3/input-error.h"

#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <boost/beast/core/buffers_range.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/serializer.hpp>
#include <limits>
#include <optional>
#include <type_traits>

namespace ns3::synthnet
{

namespace
{

namespace http = boost::beast::http;

constexpr uint32_t MAX_HEAD = 8192;
constexpr unsigned HTTP_1_1 = 11;
constexpr const char* AGENT = "synthnet";

/// Beast's parser for each kind of head.
template <class Head>
using Parser = http::parser<std::is_same_v<Head, HttpRequest>, http::empty_body>;

/// A message's head as bytes.
template <bool isRequest>
std::string
Serialize(http::message<isRequest, http::empty_body>& message)
{
    http::serializer<isRequest, http::empty_body> serializer(message);
    serializer.split(true); // the body, which the caller sends, is not empty
    std::string text;
    boost::system::error_code error;
    while (!error && !serializer.is_header_done())
    {
        serializer.next(error, [&](boost::system::error_code&, const auto& buffers) {
            std::size_t size = 0;
            for (const auto& buffer : boost::beast::buffers_range_ref(buffers))
            {
                text.append(static_cast<const char*>(buffer.data()), buffer.size());
                size += buffer.size();
            }
            serializer.consume(size);
        });
    }
    return text;
}

void
Read(const http::request<http::empty_body>& message, HttpRequest& head)
{
    head.method = std::string(message.method_string());
    head.target = std::string(message.target());
    head.host = std::string(message[http::field::host]);
    head.keepAlive = message.keep_alive();
}

void
Read(const http::response<http::empty_body>& message, HttpResponse& head)
{
    head.status = message.result_int();
    head.contentType = std::string(message[http::field::content_type]);
    head.keepAlive = message.keep_alive();
}

} // namespace

std::string
HttpRequest::ToString() const
{
    http::request<http::empty_body> message;
    message.version(HTTP_1_1);
    message.method_string(method);
    message.target(target);
    message.set(http::field::host, host);
    message.set(http::field::user_agent, AGENT);
    message.keep_alive(keepAlive);
    if (bodyBytes > 0)
    {
        message.content_length(bodyBytes);
    }
    return Serialize(message);
}

std::string
HttpResponse::ToString() const
{
    http::response<http::empty_body> message;
    message.version(HTTP_1_1);
    message.result(status);
    message.set(http::field::server, AGENT);
    if (!contentType.empty())
    {
        message.set(http::field::content_type, contentType);
    }
    message.keep_alive(keepAlive);
    message.content_length(bodyBytes);
    return Serialize(message);
}

template <class Head>
struct HttpHeadParser<Head>::Impl
{
    std::optional<Parser<Head>> parser;
    std::string pending; //!< fed, but not a whole line yet
    std::size_t fed{0};  //!< of this head

    void Start()
    {
        parser.emplace();
        parser->eager(false);
        parser->header_limit(MAX_HEAD);
        parser->body_limit(std::numeric_limits<uint64_t>::max());
        pending.clear();
        fed = 0;
    }

    [[noreturn]] void Fail(const std::string& what)
    {
        const std::string name =
            std::is_same_v<Head, HttpRequest> ? "HTTP request" : "HTTP response";
        throw InputError(name + ": " + what + " near byte " + std::to_string(fed) +
                         ", expected an HTTP/1.1 head of at most 8192 bytes and a Content-Length");
    }
};

template <class Head>
HttpHeadParser<Head>::HttpHeadParser()
    : m_impl(std::make_unique<Impl>())
{
    m_impl->Start();
}

template <class Head>
HttpHeadParser<Head>::~HttpHeadParser() = default;

template <class Head>
std::size_t
HttpHeadParser<Head>::Feed(std::string_view bytes)
{
    std::string& pending = m_impl->pending;
    const std::size_t before = pending.size();
    pending += bytes.substr(0, MAX_HEAD + 1);
    std::size_t used = 0;
    boost::system::error_code error;
    while (!error && used < pending.size() && !m_impl->parser->is_header_done())
    {
        const boost::asio::const_buffer rest(pending.data() + used, pending.size() - used);
        const std::size_t size = m_impl->parser->put(rest, error);
        used += size;
        if (size == 0)
        {
            break;
        }
    }
    if (error && error != http::error::need_more)
    {
        m_impl->Fail(error.message());
    }
    if (m_impl->parser->is_header_done())
    {
        const std::size_t taken = used - std::min(used, before);
        m_impl->fed += taken;
        pending.clear();
        if (m_impl->parser->chunked())
        {
            m_impl->Fail("a transfer coding");
        }
        if (m_impl->parser->need_eof())
        {
            m_impl->Fail("a body without a length");
        }
        return taken;
    }
    m_impl->fed += std::min<std::size_t>(bytes.size(), MAX_HEAD + 1);
    pending.erase(0, used);
    if (m_impl->fed > MAX_HEAD)
    {
        m_impl->Fail("no end of the head");
    }
    return bytes.size();
}

template <class Head>
bool
HttpHeadParser<Head>::IsComplete() const
{
    return m_impl->parser->is_header_done();
}

template <class Head>
Head
HttpHeadParser<Head>::Take()
{
    Head head;
    const auto& parser = *m_impl->parser;
    Read(parser.get(), head);
    head.bodyBytes = parser.content_length().value_or(0);
    m_impl->Start();
    return head;
}

template <class Head>
void
HttpHeadParser<Head>::Reset()
{
    m_impl->Start();
}

template class HttpHeadParser<HttpRequest>;
template class HttpHeadParser<HttpResponse>;

} // namespace ns3::synthnet
