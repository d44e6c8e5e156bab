/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_PNG_WRITER_H
#define SYNTHNET_PNG_WRITER_H

#include <cstddef>
#include <cstdint>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

namespace ns3::synthnet
{

/// @ingroup synthnet-packet
/// A text that an image carries in front of its pixels.
struct PngText
{
    std::string keyword;      //!< 1 to 79 characters of ASCII
    std::string text;         //!< without the byte 0
    bool isCompressed{false}; //!< zTXt, else tEXt
};

/**
 * @ingroup synthnet-packet
 * @brief Writes a PNG image row by row: red, green, blue and opaque alpha, 8 bits each.
 */
class PngWriter
{
  public:
    static constexpr std::size_t MOST = 1'000'000; //!< pixels or rows that libpng reads back

    /**
     * @param stream gets what libpng has; must outlive the writer
     * @param width pixels, 1 to MOST
     * @param height rows, 1 to MOST
     * @throws InputError when the image has more than that
     */
    PngWriter(std::ostream& stream,
              std::size_t width,
              std::size_t height,
              const std::vector<PngText>& texts = {});

    ~PngWriter();
    PngWriter(const PngWriter&) = delete;
    PngWriter& operator=(const PngWriter&) = delete;

    /// @param pixels 4 bytes each, red first; called `height` times
    void Write(const std::vector<uint8_t>& pixels);

    /// Writes what ends the image, after its last row.
    void Finish();

  private:
    class Image;
    std::unique_ptr<Image> m_image;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_PNG_WRITER_H
