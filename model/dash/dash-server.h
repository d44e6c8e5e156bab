/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_DASH_SERVER_H
#define SYNTHNET_DASH_SERVER_H

#include "http-message.h"
#include "mpd.h"
#include "segment-sizes.h"

#include "ns3/ns3-version.h"

#include "ns3/application.h"
#include "ns3/socket.h"
#include "ns3/traced-callback.h"
#include "ns3/traced-value.h"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-dash
 * @brief An HTTP/1.1 server of one video: its MPD at `/manifest.mpd`, and the segments that the
 * MPD names.
 *
 * Any number of connections, each persistent unless the client asks otherwise, and each served
 * in the order of its requests. Segments are virtual bytes (zeros that take no memory) of the
 * size that SegmentSizes says. What the MPD does not name is answered with 404, and so are the
 * segments of a live stream that are not yet or no longer available.
 */
class DashServer : public Application
{
  public:
    static TypeId GetTypeId();

    DashServer();
    ~DashServer() override;

    /// The video to serve, before the application starts. Replaces the attribute MpdFile.
    void SetMpd(const Mpd& mpd);
    /// The video that is served; nothing before SetMpd() or the start.
    const std::optional<Mpd>& GetMpd() const;

    /// @return how many random streams it took: those of the segment sizes
    int64_t AssignStreams(int64_t stream) SYNTHNET_OVERRIDE_SINCE_3_42;

    /**
     * Signature of the trace source Request.
     * @param target the path asked for
     * @param status of the answer
     * @param bytes of the answer's body
     */
    using RequestCallback = void (*)(const std::string& target, uint32_t status, uint64_t bytes);

  protected:
    void DoDispose() override;

  private:
    class Connection;

    /// What to answer to a request: a head, then text, then virtual bytes.
    struct Answer
    {
        std::string text;         //!< head, and the body if it is text
        uint64_t virtualBytes{0}; //!< that follow the text
        bool close{false};        //!< whether the connection ends after it
    };

    void StartApplication() override;
    void StopApplication() override;

    Answer MakeAnswer(const HttpRequest& request);
    Answer Error(const std::string& target, unsigned status, bool keepAlive);
    std::optional<Mpd::SegmentRef> FindSegment(std::string_view target) const;
    void Close(); //!< of all connections and of the port
    void HandleAccept(Ptr<Socket> socket, const Address& from);
    void RemoveLater(uint64_t connection); //!< callable from the connection itself
    void Remove(uint64_t connection);

    uint16_t m_port;
    double m_unixStart;
    std::string m_mpdFile;
    TypeId m_socketFactory;
    uint32_t m_sendBuffer;
    Ptr<SegmentSizes> m_sizes;

    std::optional<Mpd> m_mpd;
    std::string m_manifest;
    Ptr<Socket> m_listener;
    std::map<uint64_t, std::unique_ptr<Connection>> m_connections; //!< by order of arrival
    uint64_t m_nextConnection{0};

    TracedValue<uint32_t> m_connectionCount{0};
    TracedCallback<const std::string&, uint32_t, uint64_t> m_requestTrace;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_DASH_SERVER_H
