/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_PACKET_MODEL_H
#define SYNTHNET_PACKET_MODEL_H

#include "editable-packet.h"

#include "ns3/random-numbers.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-packet
 * @brief What repair takes from real flows where a row says nothing: directions, TCP options and
 * inter-arrival times.
 *
 * - The direction of a packet is drawn by that of the packet before it: a Markov chain of two
 *   states that starts forward.
 * - Options that cannot be read become those that real segments of the same kind, with or without
 *   SYN, have most often.
 * - The time to the packet before is drawn from those that were seen where the direction changed
 *   as it does, with and without payload: one of the seen values, all as likely.
 */
struct PacketModel
{
    static constexpr std::size_t GAP_KINDS = 4;
    static constexpr std::size_t MOST_GAPS = 4096; //!< kept of each kind

    /// ns since the Unix epoch, of the first packet when it has no time
    int64_t start{1'704'067'200'000'000'000}; // 2024
    /// Share of packets that go the other way than the one before: of forward ones, of others.
    std::array<double, 2> turns{};
    std::vector<uint8_t> synOptions;                  //!< the most frequent ones, may be empty
    std::vector<uint8_t> dataOptions;                 //!< the same without SYN
    std::array<std::vector<int64_t>, GAP_KINDS> gaps; //!< ns, by GapKind()

    static std::size_t GapKind(bool hasTurned, bool hasPayload)
    {
        return (hasTurned ? 2 : 0) + (hasPayload ? 1 : 0);
    }

    bool DrawDirection(bool before, RandomNumbers& random) const;
    int64_t DrawGap(bool hasTurned, bool hasPayload, RandomNumbers& random) const; //!< ns

    /**
     * @brief What there is without a real capture, and no more than a plausible network: every
     * other packet turns; SYN has a segment size of 1460 bytes, selective acknowledgements and a
     * window scale of 7, other segments have no options; a turn takes 10 to 30 ms, a packet behind
     * another of its direction 0.1 to 1 ms.
     */
    static PacketModel Default();
};

/**
 * @ingroup synthnet-packet
 * @brief Fits a PacketModel on the flows of a capture.
 */
class PacketModelFit
{
  public:
    /// @param seed decides which inter-arrival times are kept when there are many
    explicit PacketModelFit(uint64_t seed);

    /// @param flow its number
    /// @param packet the next one of the capture
    void Add(std::size_t flow, const EditablePacket& packet);

    /// @return the default where nothing was seen
    PacketModel Fit() const;

  private:
    struct Last
    {
        bool isThere{false};
        bool isForward{true};
        int64_t time{0};
    };

    /// Options with a number of times that they were seen.
    struct CountedOptions
    {
        std::vector<uint8_t> kinds; //!< what tells them apart: without the values
        std::vector<uint8_t> options;
        uint64_t count{0};
    };

    static void Count(std::vector<CountedOptions>& seen, const std::vector<uint8_t>& options);

    RandomNumbers m_random;
    std::vector<Last> m_lasts;                             //!< by flow
    std::array<std::array<uint64_t, 2>, 2> m_directions{}; //!< by direction before, and turned
    std::vector<CountedOptions> m_syn;
    std::vector<CountedOptions> m_data;
    std::array<std::vector<int64_t>, PacketModel::GAP_KINDS> m_gaps;
    std::array<uint64_t, PacketModel::GAP_KINDS> m_gapsSeen{};
};

} // namespace ns3::synthnet

#endif // SYNTHNET_PACKET_MODEL_H
