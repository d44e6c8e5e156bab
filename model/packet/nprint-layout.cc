/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "nprint-layout.h"

#include "ns3/input-error.h"
#include "ns3/input-text.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <unordered_map>
#include <utility>

namespace ns3::synthnet
{
namespace
{

constexpr std::string_view PAYLOAD_NAME = "payload_bit";
constexpr std::string_view RTS_NAME = "rts";
constexpr std::string_view SECONDS_NAME = "tv_sec";
constexpr std::string_view MICROSECONDS_NAME = "tv_usec";

constexpr std::array<std::string_view, 6> INDEX_NAMES =
    {"src_ip", "dst_ip", "src_prt", "dst_prt", "flow", "tx_mac"};

void
AddPlaces(std::vector<uint32_t>& places, std::size_t at, std::size_t cells)
{
    const std::size_t before = places.size();
    places.resize(before + cells);
    std::iota(places.begin() + static_cast<std::ptrdiff_t>(before),
              places.end(),
              static_cast<uint32_t>(at));
}

bool
IsAddress(const NprintField& field)
{
    return field.name == "ipv4_src" || field.name == "ipv4_dst" || field.name == "ipv6_src" ||
           field.name == "ipv6_dst";
}

std::vector<uint32_t>
PlacesOf(const NprintChoice& choice)
{
    const std::array<std::pair<NprintHeader, bool>, 6> headers = {{
        {NprintHeader::ETH, choice.eth},
        {NprintHeader::IPV4, choice.ipv4},
        {NprintHeader::IPV6, choice.ipv6},
        {NprintHeader::TCP, choice.tcp},
        {NprintHeader::UDP, choice.udp},
        {NprintHeader::ICMP, choice.icmp},
    }};
    std::vector<uint32_t> places;
    for (const auto& [header, isChosen] : headers)
    {
        if (!isChosen)
        {
            continue;
        }
        const NprintSpan span = SpanOf(header);
        for (const NprintField& field : NprintFields())
        {
            const bool isOfHeader =
                field.at >= 8 * span.byte && field.at < 8 * (span.byte + span.bytes);
            if (isOfHeader && (choice.hasAddresses || !IsAddress(field)))
            {
                AddPlaces(places, field.at, field.bits);
            }
        }
    }
    AddPlaces(places, 8 * NPRINT_HEADER_BYTES, 8 * choice.payload);
    return places;
}

std::vector<NprintLayout::Lead>
LeadsOf(const NprintChoice& choice)
{
    std::vector<NprintLayout::Lead> leads{NprintLayout::Lead::INDEX};
    if (choice.hasRts)
    {
        leads.push_back(NprintLayout::Lead::RTS);
    }
    if (choice.hasTimes)
    {
        leads.push_back(NprintLayout::Lead::SECONDS);
        leads.push_back(NprintLayout::Lead::MICROSECONDS);
    }
    return leads;
}

std::vector<NprintLayout::Run>
RunsOf(const std::vector<uint32_t>& places)
{
    std::vector<NprintLayout::Run> runs;
    for (const uint32_t place : places)
    {
        if (runs.empty() || place != runs.back().at + runs.back().cells)
        {
            runs.push_back({place, 0});
        }
        ++runs.back().cells;
    }
    return runs;
}

/// @return a row with payload for all of these places, which are there
NprintRow
ColumnsOf(const std::vector<uint32_t>& places)
{
    const uint32_t last = places.empty() ? 0 : *std::max_element(places.begin(), places.end());
    const std::size_t bytes = last / 8 + 1;
    NprintRow row(bytes > NPRINT_HEADER_BYTES ? bytes - NPRINT_HEADER_BYTES : 0);
    for (const uint32_t place : places)
    {
        row.SetBit(place, false);
    }
    return row;
}

std::string_view
LeadName(NprintLayout::Lead lead, std::string_view indexName)
{
    switch (lead)
    {
    case NprintLayout::Lead::INDEX:
        return indexName;
    case NprintLayout::Lead::RTS:
        return RTS_NAME;
    case NprintLayout::Lead::SECONDS:
        return SECONDS_NAME;
    case NprintLayout::Lead::MICROSECONDS:
        return MICROSECONDS_NAME;
    }
    return "";
}

/// Finds columns by name.
class CellNames
{
  public:
    CellNames()
    {
        for (const NprintField& field : NprintFields())
        {
            m_fields.emplace(field.name, field);
        }
        m_fields.emplace(
            PAYLOAD_NAME,
            NprintField{PAYLOAD_NAME, 8 * NPRINT_HEADER_BYTES, 8 * NPRINT_MOST_PAYLOAD_BYTES});
    }

    /// @return the place of a bit's column; nothing when the name is no bit's
    std::optional<uint32_t> Find(std::string_view name) const
    {
        const std::size_t end = name.rfind('_');
        if (end == std::string_view::npos)
        {
            return std::nullopt;
        }
        const auto found = m_fields.find(name.substr(0, end));
        const std::string_view digits = name.substr(end + 1);
        const auto bit = ParseWhole<uint32_t>(digits);
        const bool isWritten = bit && (digits == "0" || digits.front() != '0');
        if (found == m_fields.end() || !isWritten || *bit >= found->second.bits)
        {
            return std::nullopt;
        }
        return static_cast<uint32_t>(found->second.at + *bit);
    }

  private:
    std::unordered_map<std::string_view, NprintField> m_fields;
};

std::vector<std::string_view>
Split(std::string_view line)
{
    std::vector<std::string_view> names;
    for (;;)
    {
        const std::size_t end = line.find(',');
        names.push_back(line.substr(0, end));
        if (end == std::string_view::npos)
        {
            return names;
        }
        line.remove_prefix(end + 1);
    }
}

} // namespace

NprintChoice
NprintChoice::Headers()
{
    NprintChoice choice;
    choice.ipv4 = true;
    choice.ipv6 = true;
    choice.tcp = true;
    choice.udp = true;
    choice.icmp = true;
    return choice;
}

NprintLayout::NprintLayout(const NprintChoice& choice)
    : NprintLayout(LeadsOf(choice),
                   choice.hasAddresses
                       ? std::string(INDEX_NAMES.at(static_cast<std::size_t>(choice.index)))
                       : std::string(),
                   PlacesOf(choice))
{
}

NprintLayout::NprintLayout(std::vector<Lead> leads,
                           std::string indexName,
                           std::vector<uint32_t> places)
    : m_leads(std::move(leads)),
      m_indexName(std::move(indexName)),
      m_places(std::move(places)),
      m_runs(RunsOf(m_places)),
      m_columns(ColumnsOf(m_places))
{
}

NprintLayout
NprintLayout::NetDiffusion()
{
    NprintChoice choice = NprintChoice::Headers();
    choice.hasAddresses = false;
    return NprintLayout(choice);
}

NprintLayout
NprintLayout::Parse(std::string_view header, const std::string& file)
{
    const CellNames cells;
    std::vector<Lead> leads;
    std::string indexName;
    std::vector<uint32_t> places;
    std::vector<bool> isThere(8 * (NPRINT_HEADER_BYTES + NPRINT_MOST_PAYLOAD_BYTES));
    const auto names = Split(header);
    for (std::size_t i = 0; i < names.size(); ++i)
    {
        const auto fail = [&](const std::string& why) {
            throw InputError(file,
                             1,
                             "column " + std::to_string(i + 1) + " is " + QuoteInput(names[i]) +
                                 ", " + why);
        };
        if (const auto place = cells.Find(names[i]))
        {
            if (isThere[*place])
            {
                fail("which is there twice");
            }
            isThere[*place] = true;
            places.push_back(*place);
            continue;
        }
        const Lead lead = names[i] == RTS_NAME            ? Lead::RTS
                          : names[i] == SECONDS_NAME      ? Lead::SECONDS
                          : names[i] == MICROSECONDS_NAME ? Lead::MICROSECONDS
                                                          : Lead::INDEX;
        if (!places.empty() || (lead == Lead::INDEX && i > 0))
        {
            fail("expected a bit of nPrint, such as ipv4_ver_0");
        }
        if (std::find(leads.begin(), leads.end(), lead) != leads.end())
        {
            fail("which is there twice");
        }
        if (lead == Lead::INDEX)
        {
            indexName = names[i];
        }
        leads.push_back(lead);
    }
    if (places.empty())
    {
        throw InputError(file,
                         1,
                         "is " + QuoteInput(header) + ", expected names of nPrint's columns");
    }
    return NprintLayout(std::move(leads), std::move(indexName), std::move(places));
}

std::string
NprintLayout::Header() const
{
    std::string header;
    for (const Lead lead : m_leads)
    {
        header += LeadName(lead, m_indexName);
        header += ',';
    }
    for (std::size_t cell = 0; cell < m_places.size(); ++cell)
    {
        header += CellName(cell);
        header += ',';
    }
    if (!header.empty())
    {
        header.pop_back();
    }
    return header;
}

const std::vector<NprintLayout::Lead>&
NprintLayout::Leads() const
{
    return m_leads;
}

bool
NprintLayout::Has(Lead lead) const
{
    return std::find(m_leads.begin(), m_leads.end(), lead) != m_leads.end();
}

const std::string&
NprintLayout::IndexName() const
{
    return m_indexName;
}

std::optional<NprintIndex>
NprintLayout::Index() const
{
    const auto found = std::find(INDEX_NAMES.begin(), INDEX_NAMES.end(), m_indexName);
    return Has(Lead::INDEX) && found != INDEX_NAMES.end()
               ? std::optional(static_cast<NprintIndex>(found - INDEX_NAMES.begin()))
               : std::nullopt;
}

std::size_t
NprintLayout::Cells() const
{
    return m_places.size();
}

const std::vector<uint32_t>&
NprintLayout::Places() const
{
    return m_places;
}

const std::vector<NprintLayout::Run>&
NprintLayout::Runs() const
{
    return m_runs;
}

std::string
NprintLayout::CellName(std::size_t cell) const
{
    const std::size_t place = m_places.at(cell);
    constexpr std::size_t PAYLOAD_AT = 8 * NPRINT_HEADER_BYTES;
    if (place >= PAYLOAD_AT)
    {
        return std::string(PAYLOAD_NAME) + "_" + std::to_string(place - PAYLOAD_AT);
    }
    const auto& fields = NprintFields();
    const auto next =
        std::upper_bound(fields.begin(),
                         fields.end(),
                         place,
                         [](std::size_t at, const NprintField& field) { return at < field.at; });
    const NprintField& field = *std::prev(next);
    return std::string(field.name) + "_" + std::to_string(place - field.at);
}

std::optional<std::size_t>
NprintLayout::Find(const NprintField& field) const
{
    std::size_t cell = 0;
    for (const Run& run : m_runs)
    {
        if (field.at >= run.at && field.End() <= run.at + run.cells)
        {
            return cell + (field.at - run.at);
        }
        cell += run.cells;
    }
    return std::nullopt;
}

bool
NprintLayout::Has(const NprintField& field) const
{
    return m_columns.Present(field) == field.bits;
}

std::size_t
NprintLayout::Present(NprintHeader header) const
{
    return m_columns.Present(header);
}

std::size_t
NprintLayout::PayloadBytes() const
{
    return m_columns.PayloadBytes();
}

NprintRow
NprintLayout::MakeRow() const
{
    return NprintRow(PayloadBytes());
}

const NprintRow&
NprintLayout::Columns() const
{
    return m_columns;
}

bool
NprintLayout::operator==(const NprintLayout& other) const
{
    return m_leads == other.m_leads && m_indexName == other.m_indexName &&
           m_places == other.m_places;
}

} // namespace ns3::synthnet
