/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "flow-vocabulary.h"

#include "ns3/editable-packet.h"
#include "ns3/json-value.h"
#include "ns3/tcp-options.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <limits>
#include <stdexcept>
#include <utility>

namespace ns3::synthnet
{
namespace
{

constexpr std::size_t MOST_SACKS = 256;
constexpr std::size_t FIRST_LABEL = 4; // of the head's channels
constexpr uint32_t LABELS = 1 << 20;

/// @return what a head has in each channel
std::array<FieldSymbol, HEAD_CHANNELS>
HeadSymbols(const FlowHead& head)
{
    const auto value = [](int64_t number) { return FieldSymbol{FieldRelation::VALUE, number}; };
    return {value(head.hopLimits[0]),
            value(head.hopLimits[1]),
            value(head.ends.source.port),
            value(head.ends.destination.port),
            value(head.flowLabels[0] != 0 ? 1 : 0),
            value(head.flowLabels[1] != 0 ? 1 : 0)};
}

FieldVocabulary::Options
OptionsOf(FlowField field)
{
    FieldVocabulary::Options options;
    if (field == FlowField::GAP)
    {
        // Times are never the same for a reason, but 0.
        options.mostExact = 8;
        options.mostRanges = 64;
    }
    return options;
}

std::string
Hexadecimal(const std::vector<uint8_t>& bytes)
{
    static const char* const digits = "0123456789abcdef";
    std::string text;
    for (const uint8_t byte : bytes)
    {
        text += digits[byte >> 4];
        text += digits[byte & 0x0f];
    }
    return text;
}

std::vector<uint8_t>
BytesOf(const JsonValue& hexadecimal)
{
    const std::string text = hexadecimal.Text();
    std::vector<uint8_t> bytes;
    const auto digit = [&](char character) {
        const std::size_t place = std::string("0123456789abcdef").find(character);
        if (place == std::string::npos)
        {
            hexadecimal.Fail("hexadecimal digits");
        }
        return static_cast<uint8_t>(place);
    };
    if (text.size() % 2 != 0)
    {
        hexadecimal.Fail("an even number of hexadecimal digits");
    }
    for (std::size_t i = 0; i < text.size(); i += 2)
    {
        bytes.push_back(static_cast<uint8_t>(digit(text[i]) << 4 | digit(text[i + 1])));
    }
    return bytes;
}

nlohmann::json
SymbolsToJson(const std::vector<FieldSymbol>& symbols)
{
    nlohmann::json all = nlohmann::json::array();
    for (const FieldSymbol& symbol : symbols)
    {
        all.push_back({static_cast<int>(symbol.relation), symbol.value});
    }
    return all;
}

FieldRelation
RelationOf(const JsonValue& json)
{
    return static_cast<FieldRelation>(json.Whole(0, FIELD_RELATIONS - 1));
}

int64_t
ValueOf(const JsonValue& json)
{
    return json.Whole(std::numeric_limits<int64_t>::min(), std::numeric_limits<int64_t>::max());
}

std::vector<FieldSymbol>
SymbolsOf(const JsonValue& json)
{
    std::vector<FieldSymbol> symbols;
    for (const JsonValue& element : json.Elements())
    {
        const auto pair = element.Elements();
        if (pair.size() != 2)
        {
            element.Fail("a relation and a value");
        }
        symbols.push_back({RelationOf(pair[0]), ValueOf(pair[1])});
    }
    return symbols;
}

nlohmann::json
VocabularyToJson(const FieldVocabulary& vocabulary)
{
    nlohmann::json tokens = nlohmann::json::array();
    for (const FieldVocabulary::Entry& entry : vocabulary.Entries())
    {
        tokens.push_back({{"relation", static_cast<int>(entry.relation)}, {"knots", entry.knots}});
    }
    return {{"unit", vocabulary.Unit()}, {"tokens", tokens}};
}

FieldVocabulary
VocabularyOf(const JsonValue& json)
{
    std::vector<FieldVocabulary::Entry> entries;
    for (const JsonValue& token : json.Member("tokens").Elements())
    {
        FieldVocabulary::Entry entry{RelationOf(token.Member("relation")), {}};
        for (const JsonValue& knot : token.Member("knots").Elements())
        {
            entry.knots.push_back(ValueOf(knot));
        }
        entries.push_back(std::move(entry));
    }
    try
    {
        return FieldVocabulary(std::move(entries), ValueOf(json.Member("unit")));
    }
    catch (const std::invalid_argument&)
    {
        json.Fail("tokens with ascending values, and a unit of at least 1");
    }
}

} // namespace

FlowVocabulary::FlowVocabulary(const std::vector<FlowSymbols>& flows)
{
    std::map<Shape, std::size_t> shapes;
    std::map<std::vector<std::pair<int, int64_t>>, std::size_t> sacks;
    std::array<SeenSymbols, FLOW_FIELDS> fields;
    std::array<SeenSymbols, HEAD_CHANNELS> heads;
    const auto add = [](SeenSymbols& seen, const FieldSymbol& symbol, std::size_t flow) {
        seen.symbols.push_back(symbol);
        seen.flows.push_back(flow);
    };
    for (std::size_t flow = 0; flow < flows.size(); ++flow)
    {
        const auto head = HeadSymbols(flows[flow].head);
        for (std::size_t channel = 0; channel < HEAD_CHANNELS; ++channel)
        {
            add(heads[channel], head[channel], flow);
        }
        for (const PacketSymbols& packet : flows[flow].packets)
        {
            if (packet.isRaw)
            {
                continue;
            }
            ++shapes[{packet.isForward, packet.hasZeroLength, packet.shape}];
            for (std::size_t field = 0; field < FLOW_FIELDS; ++field)
            {
                add(fields[field], packet.fields[field], flow);
            }
            if (!packet.sack.empty())
            {
                std::vector<std::pair<int, int64_t>> edges;
                for (const FieldSymbol& edge : packet.sack)
                {
                    edges.emplace_back(static_cast<int>(edge.relation), edge.value);
                }
                ++sacks[edges];
            }
        }
    }
    for (const auto& [shape, count] : shapes)
    {
        m_shapes.push_back(shape);
    }
    std::vector<std::pair<std::size_t, const std::vector<std::pair<int, int64_t>>*>> frequent;
    for (const auto& [edges, count] : sacks)
    {
        frequent.emplace_back(count, &edges);
    }
    std::stable_sort(frequent.begin(), frequent.end(), [](const auto& first, const auto& second) {
        return first.first > second.first;
    });
    frequent.resize(std::min(frequent.size(), MOST_SACKS));
    for (const auto& [count, edges] : frequent)
    {
        std::vector<FieldSymbol> symbols;
        for (const auto& [relation, value] : *edges)
        {
            symbols.push_back({static_cast<FieldRelation>(relation), value});
        }
        m_sacks.push_back(std::move(symbols));
    }
    for (std::size_t field = 0; field < FLOW_FIELDS; ++field)
    {
        m_fields[field] = FieldVocabulary(fields[field], OptionsOf(static_cast<FlowField>(field)));
    }
    for (std::size_t channel = 0; channel < HEAD_CHANNELS; ++channel)
    {
        FieldVocabulary::Options options;
        options.leastCount = 2;
        m_head[channel] = FieldVocabulary(heads[channel], options);
    }
    IndexShapes();
}

void
FlowVocabulary::IndexShapes()
{
    m_has.assign(m_shapes.size() + 2, {});
    m_edges.assign(m_shapes.size() + 2, 0);
    for (std::size_t i = 0; i < m_shapes.size(); ++i)
    {
        const Shape& shape = m_shapes[i];
        const auto token = static_cast<uint32_t>(i + 2);
        m_shapeTokens.emplace(shape, token);
        const EditablePacket packet =
            TakeApart(shape.bytes.data(), shape.bytes.size(), shape.bytes.size());
        std::array<bool, PACKET_CHANNELS>& has = m_has[token];
        const auto set = [&](FlowField field) {
            has[FIRST_FIELD_CHANNEL + static_cast<std::size_t>(field)] = true;
        };
        has[SHAPE_CHANNEL] = true;
        set(FlowField::LENGTH);
        set(FlowField::GAP);
        if (packet.version == 4)
        {
            set(FlowField::IDENTIFICATION);
        }
        if (packet.protocol == PROTOCOL_ICMP || packet.protocol == PROTOCOL_ICMPV6)
        {
            set(FlowField::SEQUENCE);
        }
        if (!packet.IsTcp())
        {
            continue;
        }
        set(FlowField::WINDOW);
        set(FlowField::SEQUENCE);
        set(FlowField::ACKNOWLEDGEMENT);
        const TcpOptions options =
            ReadTcpOptions(packet.tcp.options.data(), packet.tcp.options.size());
        if (options.isWellFormed && options.Find(OPTION_TIMESTAMPS))
        {
            set(FlowField::TIMESTAMP);
            set(FlowField::TIMESTAMP_ECHO);
        }
        if (const TcpOption* sack = options.isWellFormed ? options.Find(OPTION_SACK) : nullptr)
        {
            m_edges[token] = (sack->size - 2) / 4;
            has[SACK_CHANNEL] = true;
        }
    }
}

std::size_t
FlowVocabulary::ChannelSize(std::size_t channel) const
{
    return channel == SHAPE_CHANNEL  ? m_shapes.size() + 2
           : channel == SACK_CHANNEL ? m_sacks.size() + 1
                                     : m_fields[channel - FIRST_FIELD_CHANNEL].Size();
}

std::size_t
FlowVocabulary::HeadSize(std::size_t channel) const
{
    return m_head[channel].Size();
}

bool
FlowVocabulary::IsForward(uint32_t shape) const
{
    return m_shapes.at(shape - 2).isForward;
}

bool
FlowVocabulary::HasChannel(uint32_t shape, std::size_t channel) const
{
    return m_has[shape][channel];
}

bool
FlowVocabulary::IsPossible(uint32_t shape, std::size_t channel, uint32_t token) const
{
    if (!HasChannel(shape, channel) || token == UNKNOWN)
    {
        return !HasChannel(shape, channel) && token == UNKNOWN;
    }
    if (channel == SACK_CHANNEL)
    {
        return m_sacks[token - 1].size() == m_edges[shape];
    }
    // Of TCP only the acknowledgement may be absent, where its flag is not set.
    return channel == SHAPE_CHANNEL ||
           channel == FIRST_FIELD_CHANNEL + static_cast<std::size_t>(FlowField::ACKNOWLEDGEMENT) ||
           !m_fields[channel - FIRST_FIELD_CHANNEL].IsAbsent(token);
}

uint32_t
FlowVocabulary::ShapeToken(const PacketSymbols& packet) const
{
    if (packet.isRaw)
    {
        return UNKNOWN;
    }
    const auto found = m_shapeTokens.find({packet.isForward, packet.hasZeroLength, packet.shape});
    return found == m_shapeTokens.end() ? UNKNOWN : found->second;
}

uint32_t
FlowVocabulary::SackToken(const PacketSymbols& packet) const
{
    const auto found = std::find(m_sacks.begin(), m_sacks.end(), packet.sack);
    return packet.sack.empty() || found == m_sacks.end()
               ? UNKNOWN
               : static_cast<uint32_t>(found - m_sacks.begin()) + 1;
}

FlowTokens
FlowVocabulary::Tokens(const FlowSymbols& flow, bool isWhole) const
{
    FlowTokens tokens;
    tokens.hasEnd = isWhole;
    const auto head = HeadSymbols(flow.head);
    for (std::size_t channel = 0; channel < HEAD_CHANNELS; ++channel)
    {
        tokens.head[channel] = m_head[channel].Token(head[channel]);
    }
    for (const PacketSymbols& packet : flow.packets)
    {
        std::array<uint32_t, PACKET_CHANNELS> of{};
        of[SHAPE_CHANNEL] = ShapeToken(packet);
        for (std::size_t field = 0; field < FLOW_FIELDS; ++field)
        {
            const std::size_t channel = FIRST_FIELD_CHANNEL + field;
            if (HasChannel(of[SHAPE_CHANNEL], channel))
            {
                of[channel] = m_fields[field].Token(packet.fields[field]);
            }
        }
        of[SACK_CHANNEL] = SackToken(packet);
        tokens.packets.push_back(of);
    }
    return tokens;
}

FlowSymbols
FlowVocabulary::Draw(const FlowTokens& tokens, RandomNumbers& random) const
{
    FlowSymbols flow;
    std::array<int64_t, HEAD_CHANNELS> head{};
    for (std::size_t channel = 0; channel < HEAD_CHANNELS; ++channel)
    {
        head[channel] = m_head[channel].Draw(tokens.head[channel], random).value;
    }
    flow.head.hopLimits = {static_cast<uint8_t>(head[0]), static_cast<uint8_t>(head[1])};
    flow.head.ends.source.port = static_cast<uint16_t>(head[2]);
    flow.head.ends.destination.port = static_cast<uint16_t>(head[3]);
    for (std::size_t side = 0; side < 2; ++side)
    {
        flow.head.flowLabels[side] =
            head[FIRST_LABEL + side] != 0 ? static_cast<uint32_t>(random.Below(LABELS - 1)) + 1 : 0;
    }
    for (const auto& of : tokens.packets)
    {
        const Shape& shape = m_shapes.at(of[SHAPE_CHANNEL] - 2);
        PacketSymbols packet;
        packet.isForward = shape.isForward;
        packet.hasZeroLength = shape.hasZeroLength;
        packet.shape = shape.bytes;
        for (std::size_t field = 0; field < FLOW_FIELDS; ++field)
        {
            packet.fields[field] = m_fields[field].Draw(of[FIRST_FIELD_CHANNEL + field], random);
        }
        if (of[SACK_CHANNEL] != UNKNOWN)
        {
            packet.sack = m_sacks[of[SACK_CHANNEL] - 1];
        }
        flow.packets.push_back(std::move(packet));
    }
    if (!flow.packets.empty())
    {
        const auto& bytes = flow.packets.front().shape;
        const EditablePacket first = TakeApart(bytes.data(), bytes.size(), bytes.size());
        flow.head.ends.version = first.version;
        flow.head.ends.protocol = first.protocol;
    }
    return flow;
}

std::string
FlowVocabulary::ToJson() const
{
    nlohmann::json shapes = nlohmann::json::array();
    for (const Shape& shape : m_shapes)
    {
        shapes.push_back({{"forward", shape.isForward},
                          {"zeroLength", shape.hasZeroLength},
                          {"bytes", Hexadecimal(shape.bytes)}});
    }
    nlohmann::json sacks = nlohmann::json::array();
    for (const auto& edges : m_sacks)
    {
        sacks.push_back(SymbolsToJson(edges));
    }
    nlohmann::json fields = nlohmann::json::array();
    for (const FieldVocabulary& field : m_fields)
    {
        fields.push_back(VocabularyToJson(field));
    }
    nlohmann::json head = nlohmann::json::array();
    for (const FieldVocabulary& channel : m_head)
    {
        head.push_back(VocabularyToJson(channel));
    }
    return nlohmann::json{{"shapes", shapes}, {"sacks", sacks}, {"fields", fields}, {"head", head}}
        .dump();
}

FlowVocabulary
FlowVocabulary::FromJson(const std::string& json, const std::string& file)
{
    const JsonValue object(json, file, "vocabulary of flows");
    FlowVocabulary vocabulary;
    for (const JsonValue& shape : object.Member("shapes").Elements())
    {
        vocabulary.m_shapes.push_back({shape.Member("forward").Flag(),
                                       shape.Member("zeroLength").Flag(),
                                       BytesOf(shape.Member("bytes"))});
    }
    for (const JsonValue& edges : object.Member("sacks").Elements())
    {
        vocabulary.m_sacks.push_back(SymbolsOf(edges));
    }
    const auto read = [](const JsonValue& array, auto& into) {
        const auto elements = array.Elements();
        if (elements.size() != into.size())
        {
            array.Fail(std::to_string(into.size()) + " vocabularies");
        }
        std::transform(elements.begin(), elements.end(), into.begin(), VocabularyOf);
    };
    read(object.Member("fields"), vocabulary.m_fields);
    read(object.Member("head"), vocabulary.m_head);
    vocabulary.IndexShapes();
    return vocabulary;
}

} // namespace ns3::synthnet
