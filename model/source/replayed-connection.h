/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_REPLAYED_CONNECTION_H
#define SYNTHNET_REPLAYED_CONNECTION_H

#include "replay-source.h"

#include "ns3/flow-script.h"

#include "ns3/socket.h"

#include <cstddef>
#include <cstdint>
#include <functional>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-replay
 * @brief Both ends of a TCP connection that follows a script.
 */
class ReplayedConnection
{
  public:
    /**
     * @param script to follow; must outlive this, as must the next one
     * @param result gets what is sent and received
     * @param speed that the script's waits are divided by
     * @param ended is told once: true when all bytes have arrived, false when the connection broke
     */
    ReplayedConnection(const FlowScript& script,
                       ReplayedFlow& result,
                       double speed,
                       std::function<void(bool)> ended);
    ~ReplayedConnection();
    ReplayedConnection(const ReplayedConnection&) = delete;
    ReplayedConnection& operator=(const ReplayedConnection&) = delete;

    /// The end that opens the flow: it connects, perhaps again.
    /// @param socket bound
    void Connect(Ptr<Socket> socket, const Address& remote);

    /// @return whether the end that opened it takes it for open, the other one has not accepted it,
    ///         and nothing is under way that would change that
    bool IsStuck() const;

    void Accept(Ptr<Socket> socket); //!< the other end's, of the connection that arrived

    void Stop(); //!< closes both ends; without it they are only let go

  private:
    /// An end.
    struct End
    {
        Ptr<Socket> socket;
        bool isOpen{false};
        std::size_t step{0};   //!< the next one
        uint64_t left{0};      //!< bytes of the last one that TCP has not taken yet
        uint64_t received{0};  //!< bytes of the peer
        bool isWaiting{false}; //!< for the time of its next write
        EventId next;
    };

    int EndOf(Ptr<Socket> socket) const;
    void Listen(End& end);
    void OnConnected(Ptr<Socket> socket);
    void OnFailed(Ptr<Socket> socket);
    void OnReadable(Ptr<Socket> socket);
    void OnWritable(Ptr<Socket> socket, uint32_t available);
    void OnPeerClosed(Ptr<Socket> socket);
    void Advance(int end);
    void Begin(int end);
    void Write(int end);
    bool IsDone(int end) const;
    void EndWhenDone();
    void Close(int end);
    void LetGo(int end);

    const FlowScript& m_script;
    ReplayedFlow& m_result;
    double m_speed;
    std::function<void(bool)> m_ended;
    bool m_hasEnded{false};
    End m_ends[2];
};

} // namespace ns3::synthnet

#endif // SYNTHNET_REPLAYED_CONNECTION_H
