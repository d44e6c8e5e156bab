/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_HTTP_MESSAGE_H
#define SYNTHNET_HTTP_MESSAGE_H

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace ns3::synthnet
{

/// @ingroup synthnet-dash
/// The head of an HTTP/1.1 request (RFC 9112): what comes before its body.
struct HttpRequest
{
    std::string method{"GET"}; //!< as sent, case matters
    std::string target{"/"};   //!< origin form, for example "/manifest.mpd"
    std::string host;          //!< the Host field
    bool keepAlive{true};      //!< whether the connection stays open after the answer
    uint64_t bodyBytes{0};     //!< that follow the head (Content-Length)

    std::string ToString() const; //!< the head on the wire, the empty line included
};

/// @ingroup synthnet-dash
/// The head of an HTTP/1.1 response.
struct HttpResponse
{
    unsigned status{200};    //!< 100 to 999
    std::string contentType; //!< left out when empty
    bool keepAlive{true};    //!< whether the connection stays open after the body
    uint64_t bodyBytes{0};   //!< that follow the head (Content-Length)

    std::string ToString() const; //!< the head on the wire, the empty line included
};

/**
 * @ingroup synthnet-dash
 * @brief Finds the heads of HTTP/1.1 messages in a byte stream that comes in pieces.
 *
 * Bodies are the caller's: they are not looked at, so that they may be virtual. After a head is
 * complete the caller takes it, passes over its bodyBytes, and feeds what comes after them.
 *
 * Limits: a head of at most 8 KiB, a body of stated length (no transfer coding).
 *
 * @tparam Head HttpRequest or HttpResponse
 */
template <class Head>
class HttpHeadParser
{
  public:
    HttpHeadParser();
    ~HttpHeadParser();
    HttpHeadParser(const HttpHeadParser&) = delete;
    HttpHeadParser& operator=(const HttpHeadParser&) = delete;

    /**
     * @brief Reads on.
     * @param bytes the next ones of the stream
     * @return how many belong to the head: all unless it is complete now
     * @throws InputError when they are no HTTP/1.1 head or are beyond a limit
     */
    std::size_t Feed(std::string_view bytes);

    bool IsComplete() const; //!< whether the head's last byte was fed

    /// @return the head; the parser is then ready for the next one. Only when IsComplete().
    Head Take();

    void Reset(); //!< forgets what was fed, for another connection

  private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

using HttpRequestParser = HttpHeadParser<HttpRequest>;   //!< for servers
using HttpResponseParser = HttpHeadParser<HttpResponse>; //!< for clients

extern template class HttpHeadParser<HttpRequest>;
extern template class HttpHeadParser<HttpResponse>;

} // namespace ns3::synthnet

#endif // SYNTHNET_HTTP_MESSAGE_H
