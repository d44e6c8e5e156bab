/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_NPRINT_LAYOUT_H
#define SYNTHNET_NPRINT_LAYOUT_H

#include "nprint-field.h"
#include "nprint-row.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ns3::synthnet
{

/// @ingroup synthnet-packet
/// What a row's first column says, numbered as nPrint's option -O.
enum class NprintIndex
{
    SOURCE_ADDRESS,      //!< src_ip
    DESTINATION_ADDRESS, //!< dst_ip
    SOURCE_PORT,         //!< src_prt; NULL without TCP and UDP
    DESTINATION_PORT,    //!< dst_prt
    FLOW,                //!< flow: addresses, ports, and TCP, UDP or NULL, between underscores
    SOURCE_MAC           //!< tx_mac; NULL where the link is not Ethernet
};

/// @ingroup synthnet-packet
/// Which columns nPrint's options choose.
struct NprintChoice
{
    bool eth{false};
    bool ipv4{false};
    bool ipv6{false};
    bool tcp{false};
    bool udp{false};
    bool icmp{false};
    std::size_t payload{0}; //!< bytes, at most NPRINT_MOST_PAYLOAD_BYTES
    NprintIndex index{NprintIndex::SOURCE_ADDRESS};
    bool hasRts{false};      //!< µs since the previous packet
    bool hasTimes{false};    //!< tv_sec, tv_usec
    bool hasAddresses{true}; //!< else without the columns of IP's addresses, and the index a number

    /// ipv4, ipv6, tcp, udp and icmp: with nPrint's index 1 + 1408 columns.
    static NprintChoice Headers();
};

/**
 * @ingroup synthnet-packet
 * @brief The columns of an nPrint file, in its order.
 *
 * In front, in any order, an index and times; then bits of headers, any of nPrint's but those of
 * radiotap and wlan, in any order, each once.
 * Source of names and order: nPrint 1.2.1.
 */
class NprintLayout
{
  public:
    /// What stands in front of the bits.
    enum class Lead
    {
        INDEX,
        RTS,
        SECONDS,
        MICROSECONDS
    };

    /// Columns next to each other whose bits are, too.
    struct Run
    {
        std::size_t at{0}; //!< place of the first
        std::size_t cells{0};
    };

    explicit NprintLayout(const NprintChoice& choice);

    /// @return the 1,088 columns that NetDiffusion draws, behind an index without a name, which
    ///         numbers the rows from 0
    static NprintLayout NetDiffusion();

    /**
     * @param header a file's first line, without the end of the line
     * @param file for the message
     * @throws InputError naming the column that is none of nPrint's, or is there twice
     */
    static NprintLayout Parse(std::string_view header, const std::string& file);

    std::string Header() const; //!< the first line of a file, without the end of the line

    const std::vector<Lead>& Leads() const;
    bool Has(Lead lead) const;
    const std::string& IndexName() const;     //!< may be empty
    std::optional<NprintIndex> Index() const; //!< by the name; nothing: what it says is not known

    std::size_t Cells() const;                    //!< columns of bits
    const std::vector<uint32_t>& Places() const;  //!< of them all, in the order of the columns
    const std::vector<Run>& Runs() const;         //!< the same
    std::string CellName(std::size_t cell) const; //!< "tcp_seq_31"

    /// @return the column of bits at which a field begins, with all its bits behind; else nothing
    std::optional<std::size_t> Find(const NprintField& field) const;

    bool Has(const NprintField& field) const;       //!< all its bits, in any order
    std::size_t Present(NprintHeader header) const; //!< columns that it has of a header

    std::size_t PayloadBytes() const; //!< that a row needs
    NprintRow MakeRow() const;        //!< an empty one with this payload
    const NprintRow& Columns() const; //!< a row in which these columns are there, all 0

    bool operator==(const NprintLayout& other) const; //!< same header

  private:
    NprintLayout(std::vector<Lead> leads, std::string indexName, std::vector<uint32_t> places);

    std::vector<Lead> m_leads;
    std::string m_indexName;
    std::vector<uint32_t> m_places;
    std::vector<Run> m_runs;
    NprintRow m_columns;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_NPRINT_LAYOUT_H
