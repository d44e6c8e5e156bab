/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "png-writer.h"

#include "png-failure.h"

#include "ns3/input-error.h"

#include <cstring>
#include <exception>
#include <stdexcept>

namespace ns3::synthnet
{
namespace
{

constexpr std::size_t RGBA_BYTES = 4;

/// Where the bytes go, and what the stream threw, which must not pass through libpng.
struct Target
{
    std::ostream* stream;
    std::exception_ptr error;
};

void
WriteBytes(png_structp png, png_bytep bytes, std::size_t count)
{
    auto* target = static_cast<Target*>(png_get_io_ptr(png));
    bool isWritten = false;
    try
    {
        target->stream->write(reinterpret_cast<const char*>(bytes),
                              static_cast<std::streamsize>(count));
        isWritten = target->stream->good();
    }
    catch (...)
    {
        target->error = std::current_exception();
    }
    if (!isWritten)
    {
        png_error(png, "cannot be written");
    }
}

void
Flush(png_structp /* png */)
{
}

} // namespace

/// What libpng has of an image.
class PngWriter::Image
{
  public:
    Image(std::ostream& stream,
          std::size_t width,
          std::size_t height,
          const std::vector<PngText>& texts)
        : m_target{&stream, nullptr},
          m_width(width)
    {
        if (width == 0 || height == 0 || width > MOST || height > MOST)
        {
            throw InputError("an image of " + std::to_string(width) + " columns and " +
                             std::to_string(height) + " rows, expected 1 to " +
                             std::to_string(MOST) + " of each");
        }
        m_png = png_create_write_struct(PNG_LIBPNG_VER_STRING,
                                        &m_failure,
                                        PngFailure::Raise,
                                        PngFailure::Ignore);
        m_info = m_png ? png_create_info_struct(m_png) : nullptr;
        if (!m_info)
        {
            png_destroy_write_struct(&m_png, nullptr);
            throw std::runtime_error("no memory for an image");
        }
        std::vector<png_text> chunks(texts.size());
        for (std::size_t i = 0; i < texts.size(); ++i)
        {
            chunks[i].compression =
                texts[i].isCompressed ? PNG_TEXT_COMPRESSION_zTXt : PNG_TEXT_COMPRESSION_NONE;
            chunks[i].key = const_cast<char*>(texts[i].keyword.c_str());
            chunks[i].text = const_cast<char*>(texts[i].text.c_str());
            chunks[i].text_length = texts[i].text.size();
        }
        const png_text* first = chunks.data();
        const auto count = static_cast<int>(chunks.size());
        try
        {
            Need(m_failure.Try([this, width, height, first, count] {
                png_set_write_fn(m_png, &m_target, WriteBytes, Flush);
                png_set_IHDR(m_png,
                             m_info,
                             static_cast<png_uint_32>(width),
                             static_cast<png_uint_32>(height),
                             8,
                             PNG_COLOR_TYPE_RGB_ALPHA,
                             PNG_INTERLACE_NONE,
                             PNG_COMPRESSION_TYPE_DEFAULT,
                             PNG_FILTER_TYPE_DEFAULT);
                // Few colours and long runs of them: filters make the file larger.
                png_set_filter(m_png, PNG_FILTER_TYPE_BASE, PNG_FILTER_NONE);
                png_set_text(m_png, m_info, first, count);
                png_write_info(m_png, m_info);
            }));
        }
        catch (...)
        {
            png_destroy_write_struct(&m_png, &m_info);
            throw;
        }
    }

    ~Image()
    {
        png_destroy_write_struct(&m_png, &m_info);
    }

    Image(const Image&) = delete;
    Image& operator=(const Image&) = delete;

    void Write(const std::vector<uint8_t>& pixels)
    {
        if (pixels.size() != RGBA_BYTES * m_width)
        {
            throw std::invalid_argument("a row of another width than the image");
        }
        const uint8_t* bytes = pixels.data();
        Need(m_failure.Try([this, bytes] { png_write_row(m_png, bytes); }));
    }

    void Finish()
    {
        Need(m_failure.Try([this] { png_write_end(m_png, nullptr); }));
    }

  private:
    void Need(bool isDone)
    {
        if (isDone)
        {
            return;
        }
        if (m_target.error)
        {
            std::rethrow_exception(m_target.error);
        }
        throw std::runtime_error("the image " + std::string(m_failure.reason));
    }

    PngFailure m_failure{};
    Target m_target;
    std::size_t m_width;
    png_structp m_png{nullptr};
    png_infop m_info{nullptr};
};

PngWriter::PngWriter(std::ostream& stream,
                     std::size_t width,
                     std::size_t height,
                     const std::vector<PngText>& texts)
    : m_image(std::make_unique<Image>(stream, width, height, texts))
{
}

PngWriter::~PngWriter() = default;

void
PngWriter::Write(const std::vector<uint8_t>& pixels)
{
    m_image->Write(pixels);
}

void
PngWriter::Finish()
{
    m_image->Finish();
}

} // namespace ns3::synthnet
