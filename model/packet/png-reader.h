/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_PNG_READER_H
#define SYNTHNET_PNG_READER_H

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <istream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-packet
 * @brief Reads a PNG image row by row as red, green and blue, a byte each.
 *
 * Any depth and kind of colour is read but interlaced images; what an image says of transparency,
 * gamma and profiles is left aside. Memory does not grow with the height.
 */
class PngReader
{
  public:
    /// @throws InputError naming the file when it cannot be read or is no such image
    explicit PngReader(const std::filesystem::path& path);

    /// @param stream at the start of an image; must outlive the reader
    /// @param name of it, for messages
    PngReader(std::istream& stream, const std::string& name);

    ~PngReader();
    PngReader(const PngReader&) = delete;
    PngReader& operator=(const PngReader&) = delete;

    const std::string& Name() const;
    std::size_t Width() const;  //!< pixels
    std::size_t Height() const; //!< rows

    /// @return the text of a tEXt or zTXt chunk in front of the pixels; nothing without one
    std::optional<std::string> Text(const std::string& keyword) const;

    /**
     * @param pixels gets 3 bytes a pixel, red first
     * @return false at the end
     * @throws InputError naming the file and the row when the image is damaged
     */
    bool Next(std::vector<uint8_t>& pixels);

    std::size_t Rows() const; //!< that were read until now

  private:
    class Image;
    std::unique_ptr<Image> m_image;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_PNG_READER_H
