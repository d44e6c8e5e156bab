/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_NPRINT_IMAGE_H
#define SYNTHNET_NPRINT_IMAGE_H

#include "nprint-layout.h"
#include "nprint-row.h"
#include "png-reader.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <istream>
#include <ostream>
#include <string>
#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-packet
 * @name Rows of bits as images
 *
 * A packet is a row of pixels, a cell a pixel: 1 is red, 0 green, what is absent blue, all opaque.
 *
 * Source of the colours, of the size of NetDiffusion's images and of the rule that cleans them:
 * Jiang et al., NetDiffusion, and its published files.
 * @{
 */

constexpr std::size_t NETDIFFUSION_ROWS = 1024; //!< of every image of NetDiffusion's

/// The keyword of the text chunk that names an image's columns: the first line of an nPrint file.
constexpr char NPRINT_COLUMNS_KEYWORD[] = "nprint-columns";

/// That of what stands in front of the bits of the rows: a line each, compressed.
constexpr char NPRINT_ROWS_KEYWORD[] = "nprint-rows";

/**
 * @brief Draws NetDiffusion's image: its 1,088 columns, 1,024 rows, blue behind the last.
 * @param rows at most NETDIFFUSION_ROWS, which have all of these columns
 */
void WriteNetDiffusionImage(std::ostream& stream, const std::vector<NprintRow>& rows);

/**
 * @brief Makes the colours of an image pure, as NetDiffusion's colour processor does.
 *
 * A pixel with red above 0, green below 160 and blue below 100 becomes red; any other takes its
 * largest channel, in a tie red before green before blue.
 * @param image whose text chunks of columns and rows are kept
 */
void WriteCleanImage(std::ostream& stream, PngReader& image);

/** @} */

/**
 * @ingroup synthnet-packet
 * @brief Draws any columns, and says in text chunks which they are and what is in front of them.
 *
 * Two bits a cell are kept until the height is known.
 */
class NprintColumnsImage
{
  public:
    explicit NprintColumnsImage(NprintLayout layout);

    /// Adds a row of the layout at the lower end.
    void Add(const NprintRow& row);

    std::size_t Rows() const; //!< that were added

    /// @throws InputError when there are no rows or more than PngWriter::MOST, or when what stands
    ///         in front of their bits is too long for an image or has a byte 0
    void Write(std::ostream& stream) const;

  private:
    NprintLayout m_layout;
    std::string m_leads;       //!< lines
    std::vector<bool> m_cells; //!< of each cell whether it is there, and what it is
    std::size_t m_rows{0};
};

/**
 * @ingroup synthnet-packet
 * @brief Reads rows of bits from an image of pure colours.
 */
class NprintImageReader
{
  public:
    /// @throws InputError naming the file when it is no such image: its width is neither what its
    ///         text chunk names nor NetDiffusion's
    explicit NprintImageReader(const std::filesystem::path& path);

    /// @param stream at the image; must outlive the reader
    /// @param name of it, for messages
    NprintImageReader(std::istream& stream, const std::string& name);

    const NprintLayout& Layout() const; //!< without a text chunk NprintLayout::NetDiffusion()

    /**
     * @param row of Layout().MakeRow(), or used before; all of it is written
     * @return false at the end
     * @throws InputError naming the pixel whose colour is none of the three
     */
    bool Next(NprintRow& row);

  private:
    void ReadColumns();
    void ReadLeads(NprintRow& row);

    PngReader m_image;
    NprintLayout m_layout;
    bool m_hasColumns{false};
    std::string m_leads;        //!< lines
    std::size_t m_leadsRead{0}; //!< bytes of them
    std::vector<uint8_t> m_pixels;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_NPRINT_IMAGE_H
