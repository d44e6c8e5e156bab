/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_HTTP_CLIENT_H
#define SYNTHNET_HTTP_CLIENT_H

#include "http-message.h"

#include "ns3/ns3-version.h"

#include "ns3/address.h"
#include "ns3/node.h"
#include "ns3/nstime.h"
#include "ns3/socket.h"
#include "ns3/type-id.h"

#include <cstdint>
#include <functional>
#include <string>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-dash
 * @brief An HTTP/1.1 client with one TCP connection and one request at a time.
 *
 * The connection is opened by the first request and again by the first one after it was lost.
 * A request ends with one of the callbacks `done` and `failed`, unless it is aborted. Callbacks
 * may call Get() and Abort().
 */
class HttpClient
{
  public:
    /// How it connects.
    struct Options
    {
        Ptr<Node> node;        //!< where it runs
        Address server;        //!< address and port
        TypeId socketFactory;  //!< of the transport
        bool persistent{true}; //!< whether one connection serves many requests
        Time timeout;          //!< for a whole request, connecting included; 0 for none
    };

    /// What it tells about the request under way.
    struct Callbacks
    {
        std::function<void(const HttpResponse&)> head; //!< the head has come
        /// So many bytes of the body have reached this host. They may still wait in the socket,
        /// so that aborting now resets the connection instead of closing it in good order.
        std::function<void(uint64_t)> progress;
        std::function<void(const std::string&)> done; //!< complete; the body where it was kept
        std::function<void(const char*)> failed;      //!< the connection is lost, and why
    };

    HttpClient(Options options, Callbacks callbacks);
    ~HttpClient();
    HttpClient(const HttpClient&) = delete;
    HttpClient& operator=(const HttpClient&) = delete;

    /**
     * @brief Sends a request. Only when none is under way.
     * @param target path on the server, beginning with a slash
     * @param keepBody whether `done` gets the body's bytes; otherwise they are only counted
     */
    void Get(const std::string& target, bool keepBody);

    /// Drops the request under way, if there is one, and the connection; no callback follows. What
    /// still comes of the answer is met with a reset.
    void Abort();

    uint32_t ConnectionCount() const; //!< connections that were opened

  private:
    void Connect();
    void SendRequest();
    void HandleConnected(Ptr<Socket> socket);
    void HandleFailed(Ptr<Socket> socket);
    void HandleClosed(Ptr<Socket> socket);
    void HandleTimeout();
    void HandleReadable(Ptr<Socket> socket);
    bool ReadHead(); //!< @return whether it is complete, and a request is under way
    bool ReadBody(); //!< @return false when the request was aborted meanwhile
    void Complete();
    void Fail(const char* why);
    void DropConnection();

    Options m_options;
    Callbacks m_callbacks;
    std::string m_host;
    Ptr<Socket> m_socket;
    bool m_connected{false};
    bool m_busy{false};
    bool m_inBody{false};
    bool m_keepBody{false};
    std::string m_target;
    HttpResponseParser m_parser;
    HttpResponse m_response;
    uint64_t m_bodyRead{0}; //!< bytes of the body that were taken from the socket
    std::string m_body;     //!< where it is kept
    EventId m_timeout;
    uint32_t m_connectionCount{0};
};

} // namespace ns3::synthnet

#endif // SYNTHNET_HTTP_CLIENT_H
