/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "png-reader.h"

#include "png-failure.h"

#include "ns3/input-error.h"
#include "ns3/input-file.h"

#include <cstdlib>
#include <cstring>
#include <map>
#include <utility>

namespace ns3::synthnet
{
namespace
{

constexpr png_alloc_size_t MOST_CHUNK_BYTES = 64 * 1024 * 1024; // of a chunk
constexpr std::size_t SIGNATURE_BYTES = 8;
constexpr std::size_t RGB_BYTES = 3;

void
ReadBytes(png_structp png, png_bytep bytes, std::size_t count)
{
    auto* stream = static_cast<std::istream*>(png_get_io_ptr(png));
    stream->read(reinterpret_cast<char*>(bytes), static_cast<std::streamsize>(count));
    if (static_cast<std::size_t>(stream->gcount()) != count)
    {
        png_error(png, stream->bad() ? "cannot be read" : "it ends too early");
    }
}

/// libpng takes what a chunk says that it has before there is any of it.
png_voidp
Allocate(png_structp /* png */, png_alloc_size_t size)
{
    return size > MOST_CHUNK_BYTES + 1 ? nullptr : std::malloc(size);
}

void
Free(png_structp /* png */, png_voidp memory)
{
    std::free(memory);
}

} // namespace

/// What libpng has of an image.
class PngReader::Image
{
  public:
    Image(std::unique_ptr<std::istream> own, std::istream* stream, std::string name)
        : m_own(std::move(own)),
          m_stream(m_own ? m_own.get() : stream),
          m_name(std::move(name))
    {
        uint8_t signature[SIGNATURE_BYTES] = {};
        m_stream->read(reinterpret_cast<char*>(signature), sizeof signature);
        if (m_stream->gcount() != sizeof signature || png_sig_cmp(signature, 0, sizeof signature))
        {
            throw InputError(m_name, 0, "is no PNG image");
        }
        m_png = png_create_read_struct_2(PNG_LIBPNG_VER_STRING,
                                         &m_failure,
                                         PngFailure::Raise,
                                         PngFailure::Ignore,
                                         nullptr,
                                         Allocate,
                                         Free);
        m_info = m_png ? png_create_info_struct(m_png) : nullptr;
        if (!m_info)
        {
            png_destroy_read_struct(&m_png, nullptr, nullptr);
            throw InputError(m_name, 0, "cannot be read: no memory");
        }
        if (!m_failure.Try([this] { ReadInfo(); }))
        {
            png_destroy_read_struct(&m_png, &m_info, nullptr);
            throw InputError(m_name, 0, "is a damaged PNG image: " + std::string(m_failure.reason));
        }
        if (png_get_interlace_type(m_png, m_info) != PNG_INTERLACE_NONE)
        {
            png_destroy_read_struct(&m_png, &m_info, nullptr);
            throw InputError(m_name, 0, "is interlaced, expected a PNG image that is not");
        }
        ReadTexts();
    }

    ~Image()
    {
        png_destroy_read_struct(&m_png, &m_info, nullptr);
    }

    Image(const Image&) = delete;
    Image& operator=(const Image&) = delete;

    const std::string& Name() const
    {
        return m_name;
    }

    std::size_t Width() const
    {
        return png_get_image_width(m_png, m_info);
    }

    std::size_t Height() const
    {
        return png_get_image_height(m_png, m_info);
    }

    std::size_t Rows() const
    {
        return m_rows;
    }

    std::optional<std::string> Text(const std::string& keyword) const
    {
        const auto found = m_texts.find(keyword);
        return found == m_texts.end() ? std::nullopt : std::optional(found->second);
    }

    bool Next(std::vector<uint8_t>& pixels)
    {
        if (m_rows == Height())
        {
            return false;
        }
        pixels.resize(RGB_BYTES * Width());
        uint8_t* bytes = pixels.data();
        const bool isLast = m_rows + 1 == Height();
        const bool isRead = m_failure.Try([this, bytes, isLast] {
            png_read_row(m_png, bytes, nullptr);
            if (isLast)
            {
                png_read_end(m_png, nullptr);
            }
        });
        if (!isRead)
        {
            throw InputError(m_name,
                             0,
                             "is damaged in row " + std::to_string(m_rows + 1) + " of " +
                                 std::to_string(Height()) + ": " + m_failure.reason);
        }
        ++m_rows;
        return true;
    }

  private:
    /// Jumps away on errors.
    void ReadInfo()
    {
        png_set_read_fn(m_png, m_stream, ReadBytes);
        png_set_sig_bytes(m_png, SIGNATURE_BYTES);
        png_set_chunk_malloc_max(m_png, MOST_CHUNK_BYTES);
        png_read_info(m_png, m_info);
        png_set_scale_16(m_png);
        png_set_expand(m_png); // of palettes, and of fewer than 8 bits
        png_set_gray_to_rgb(m_png);
        png_set_strip_alpha(m_png);
        png_read_update_info(m_png, m_info);
        if (png_get_rowbytes(m_png, m_info) != RGB_BYTES * png_get_image_width(m_png, m_info))
        {
            png_error(m_png, "its pixels are not red, green and blue");
        }
    }

    void ReadTexts()
    {
        png_textp texts = nullptr;
        const int count = png_get_text(m_png, m_info, &texts, nullptr);
        for (int i = 0; i < count; ++i)
        {
            if (texts[i].text && (texts[i].compression == PNG_TEXT_COMPRESSION_NONE ||
                                  texts[i].compression == PNG_TEXT_COMPRESSION_zTXt))
            {
                m_texts.emplace(texts[i].key, std::string(texts[i].text, texts[i].text_length));
            }
        }
    }

    PngFailure m_failure{};
    std::unique_ptr<std::istream> m_own;
    std::istream* m_stream;
    std::string m_name;
    png_structp m_png{nullptr};
    png_infop m_info{nullptr};
    std::map<std::string, std::string> m_texts; // by keyword
    std::size_t m_rows{0};
};

PngReader::PngReader(const std::filesystem::path& path)
    : m_image(std::make_unique<Image>(OpenInputFile(path, "a PNG image"), nullptr, path.string()))
{
}

PngReader::PngReader(std::istream& stream, const std::string& name)
    : m_image(std::make_unique<Image>(nullptr, &stream, name))
{
}

PngReader::~PngReader() = default;

const std::string&
PngReader::Name() const
{
    return m_image->Name();
}

std::size_t
PngReader::Width() const
{
    return m_image->Width();
}

std::size_t
PngReader::Height() const
{
    return m_image->Height();
}

std::optional<std::string>
PngReader::Text(const std::string& keyword) const
{
    return m_image->Text(keyword);
}

bool
PngReader::Next(std::vector<uint8_t>& pixels)
{
    return m_image->Next(pixels);
}

std::size_t
PngReader::Rows() const
{
    return m_image->Rows();
}

} // namespace ns3::synthnet
