/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_FLOW_VOCABULARY_H
#define SYNTHNET_FLOW_VOCABULARY_H

#include "field-vocabulary.h"
#include "flow-symbols.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <vector>

namespace ns3::synthnet
{

/// What a packet has one token of, in the order in which a model draws them: the shape, which says
/// what the others may be, the FlowFields, and the edges of selective acknowledgements.
constexpr std::size_t PACKET_CHANNELS = 2 + FLOW_FIELDS;
constexpr std::size_t SHAPE_CHANNEL = 0;
constexpr std::size_t FIRST_FIELD_CHANNEL = 1; //!< of FlowField 0
constexpr std::size_t SACK_CHANNEL = PACKET_CHANNELS - 1;

/// What a flow has one token of, before its packets: hop limits of both directions, ports of source
/// and destination, whether flow labels of both directions are used.
constexpr std::size_t HEAD_CHANNELS = 6;

/// @ingroup synthnet-netdiffusion
/// A flow as a model takes and gives it.
struct FlowTokens
{
    std::array<uint32_t, HEAD_CHANNELS> head{};
    std::vector<std::array<uint32_t, PACKET_CHANNELS>> packets;
    bool hasEnd{false}; //!< else there may be more packets
};

/**
 * @ingroup synthnet-netdiffusion
 * @brief The tokens for all that flows have, learned from flows.
 */
class FlowVocabulary
{
  public:
    static constexpr uint32_t UNKNOWN = FieldVocabulary::UNKNOWN;
    static constexpr uint32_t END = 1; //!< in SHAPE_CHANNEL: there is no further packet

    /// What a packet's token in SHAPE_CHANNEL stands for.
    struct Shape
    {
        bool isForward{true};
        bool hasZeroLength{false};
        std::vector<uint8_t> bytes; //!< PacketSymbols::shape

        bool operator<(const Shape& other) const
        {
            return std::tie(isForward, hasZeroLength, bytes) <
                   std::tie(other.isForward, other.hasZeroLength, other.bytes);
        }
    };

    /// @param flows to learn from, without raw packets in the vocabulary
    explicit FlowVocabulary(const std::vector<FlowSymbols>& flows);

    std::size_t ChannelSize(std::size_t channel) const; //!< tokens of a packet's channel
    std::size_t HeadSize(std::size_t channel) const;    //!< tokens of a head's channel

    /// @param shape token of SHAPE_CHANNEL above END
    bool IsForward(uint32_t shape) const;

    /// @return whether packets of this shape have a token other than UNKNOWN in the channel
    bool HasChannel(uint32_t shape, std::size_t channel) const;

    /// @return whether the token may follow in a packet of this shape
    bool IsPossible(uint32_t shape, std::size_t channel, uint32_t token) const;

    /// @param isWhole whether the flow ends behind its last packet, and was not cut off there
    FlowTokens Tokens(const FlowSymbols& flow, bool isWhole) const;

    /**
     * @return a flow of these tokens; what a token leaves open is drawn. Its addresses are 0.
     * @param tokens no UNKNOWN in SHAPE_CHANNEL
     */
    FlowSymbols Draw(const FlowTokens& tokens, RandomNumbers& random) const;

    std::string ToJson() const;

    /// @throws InputError naming @p file when the text is no vocabulary
    static FlowVocabulary FromJson(const std::string& json, const std::string& file);

  private:
    FlowVocabulary() = default;

    void IndexShapes();
    uint32_t ShapeToken(const PacketSymbols& packet) const;
    uint32_t SackToken(const PacketSymbols& packet) const;

    std::vector<Shape> m_shapes;                       //!< by token − 2
    std::vector<std::vector<FieldSymbol>> m_sacks;     //!< by token − 1
    std::array<FieldVocabulary, FLOW_FIELDS> m_fields; //!< by FlowField
    std::array<FieldVocabulary, HEAD_CHANNELS> m_head;
    std::map<Shape, uint32_t> m_shapeTokens;
    std::vector<std::array<bool, PACKET_CHANNELS>> m_has; //!< by shape token
    std::vector<std::size_t> m_edges;                     //!< of SACK, by shape token
};

} // namespace ns3::synthnet

#endif // SYNTHNET_FLOW_VOCABULARY_H
