/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_TCP_SIDE_H
#define SYNTHNET_TCP_SIDE_H

#include <cstddef>
#include <cstdint>
#include <vector>

namespace ns3::synthnet
{

/// @ingroup synthnet-packet
/// The control bits of TCP that are in one byte (RFC 9293, 3.1; RFC 3168).
enum TcpFlag : uint8_t
{
    TCP_FIN = 0x01,
    TCP_SYN = 0x02,
    TCP_RST = 0x04,
    TCP_PSH = 0x08,
    TCP_ACK = 0x10,
    TCP_URG = 0x20,
    TCP_ECE = 0x40,
    TCP_CWR = 0x80,
};

/// @ingroup synthnet-packet
/// @return how far @p later is behind @p earlier in sequence space, negative when before it
inline int32_t
SequenceDistance(uint32_t later, uint32_t earlier)
{
    return static_cast<int32_t>(later - earlier);
}

/// @ingroup synthnet-packet
/// @return the sequence numbers that a segment takes: its payload, SYN and FIN
inline uint32_t
SegmentLength(uint8_t flags, std::size_t payload)
{
    return static_cast<uint32_t>(payload) + ((flags & TCP_SYN) != 0 ? 1 : 0) +
           ((flags & TCP_FIN) != 0 ? 1 : 0);
}

/**
 * @ingroup synthnet-packet
 * @brief What one side of a TCP connection has sent until now, as a capture shows it.
 */
class TcpSide
{
  public:
    /// How a segment's sequence number relates to what was sent before.
    enum class Relation
    {
        FIRST,  //!< nothing was sent before
        NEXT,   //!< it continues
        RESENT, //!< it starts with what was sent before: a retransmission, or one keep-alive byte
        AHEAD,  //!< it leaves a gap
        OUTSIDE //!< before all that was sent
    };

    bool HasSent() const;
    uint32_t Next() const; //!< behind the highest that was sent
    uint32_t Base() const; //!< the first that was sent

    Relation Relate(uint32_t sequence) const;

    /// @return whether a segment that was sent starts or ends here, as far as it is not
    ///         acknowledged
    bool IsBoundary(uint32_t sequence) const;

    /// Takes a segment that is sent.
    void Send(uint32_t sequence, uint32_t length);

    /// Forgets the boundaries before what the other side acknowledged.
    void Acknowledge(uint32_t acknowledgement);

    /// @return the highest acknowledgement of the other side; Base() when there was none
    uint32_t Acknowledged() const;

  private:
    void AddBoundary(uint32_t sequence);
    void ForgetFirstBoundary();

    bool m_hasSent{false};
    bool m_hasAcknowledged{false};
    uint32_t m_base{0};
    uint32_t m_next{0};
    uint32_t m_acknowledged{0};
    uint32_t m_forgotten{0}; //!< of the boundaries, from the first on
    /// Ascending from the acknowledged one on. A queue that is empty would take half a kilobyte.
    std::vector<uint32_t> m_boundaries;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_TCP_SIDE_H
