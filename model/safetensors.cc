/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "safetensors.h"

#include "counted-text.h"
#include "input-error.h"
#include "input-text.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <limits>
#include <optional>
#include <set>
#include <stdexcept>
#include <utility>

namespace ns3::synthnet
{

namespace
{

using Json = nlohmann::json;

constexpr std::size_t LENGTH_BYTES = 8; // of the header's length
constexpr uint64_t LONGEST_HEADER = 100'000'000;
constexpr std::size_t ALIGNMENT = 8; // of the widest type
const std::string METADATA = "__metadata__";

struct TypeFacts
{
    TensorType type;
    const char* name;
    std::size_t bytes;
};

constexpr std::array<TypeFacts, 15> TYPES{{{TensorType::BOOL, "BOOL", 1},
                                           {TensorType::U8, "U8", 1},
                                           {TensorType::I8, "I8", 1},
                                           {TensorType::F8_E4M3, "F8_E4M3", 1},
                                           {TensorType::F8_E5M2, "F8_E5M2", 1},
                                           {TensorType::U16, "U16", 2},
                                           {TensorType::I16, "I16", 2},
                                           {TensorType::F16, "F16", 2},
                                           {TensorType::BF16, "BF16", 2},
                                           {TensorType::U32, "U32", 4},
                                           {TensorType::I32, "I32", 4},
                                           {TensorType::F32, "F32", 4},
                                           {TensorType::U64, "U64", 8},
                                           {TensorType::I64, "I64", 8},
                                           {TensorType::F64, "F64", 8}}};

const TypeFacts&
FactsOf(TensorType type)
{
    return *std::find_if(TYPES.begin(), TYPES.end(), [type](const auto& each) {
        return each.type == type;
    });
}

/// @return nothing when it is more than 64 bits say
std::optional<uint64_t>
SizeOf(TensorType type, const std::vector<int64_t>& shape)
{
    uint64_t size = BytesOf(type);
    for (const int64_t signedLength : shape)
    {
        const auto length = static_cast<uint64_t>(signedLength);
        if (length != 0 && size > std::numeric_limits<uint64_t>::max() / length)
        {
            return {};
        }
        size *= length;
    }
    return size;
}

std::string
TextOf(const std::vector<int64_t>& shape)
{
    std::string text;
    for (const int64_t length : shape)
    {
        text += (text.empty() ? "" : ", ") + std::to_string(length);
    }
    return "[" + text + "]";
}

/// Counts the bytes of the file in front of what the JSON parser reads next.
class ByteCounter
{
  public:
    void Read(char)
    {
        ++m_bytes;
    }

    uint64_t LastRead() const
    {
        return m_bytes - 1;
    }

  private:
    uint64_t m_bytes{LENGTH_BYTES};
};

/// What the header says of a tensor.
struct Description
{
    uint64_t position{0}; //!< of it in the file
    std::optional<TensorType> type;
    std::optional<std::vector<int64_t>> shape;
    std::optional<std::vector<int64_t>> offsets;
};

/// Told by the JSON parser what it finds; the methods' names are nlohmann-json's.
class HeaderReader : public nlohmann::json_sax<Json>
{
  public:
    HeaderReader(const ByteCounter& counter, const std::string& file)
        : m_counter(counter),
          m_file(file)
    {
    }

    std::map<std::string, Description> descriptions;
    std::map<std::string, std::string> metadata;

    bool null() override
    {
        Unexpected();
    }

    bool boolean(bool) override
    {
        Unexpected();
    }

    bool number_integer(number_integer_t) override
    {
        Unexpected(); // negative ones only come here
    }

    bool number_unsigned(number_unsigned_t value) override
    {
        const bool isNumberPlace = m_place == Place::SHAPE || m_place == Place::OFFSETS;
        if (!isNumberPlace || value > std::numeric_limits<int64_t>::max())
        {
            Unexpected();
        }
        (m_place == Place::SHAPE ? m_tensor->shape : m_tensor->offsets)
            ->push_back(static_cast<int64_t>(value));
        return true;
    }

    bool number_float(number_float_t, const string_t&) override
    {
        Unexpected();
    }

    bool string(string_t& text) override
    {
        if (m_place == Place::METADATA)
        {
            metadata[m_key] = text;
            return true;
        }
        if (m_place != Place::TENSOR || m_key != "dtype")
        {
            Unexpected();
        }
        const auto found = std::find_if(TYPES.begin(), TYPES.end(), [&text](const auto& each) {
            return text == each.name;
        });
        if (found == TYPES.end())
        {
            std::string names;
            for (const auto& each : TYPES)
            {
                names += (names.empty() ? "" : ", ") + std::string(each.name);
            }
            Fail("unknown dtype " + QuoteInput(text) + ", expected one of " + names);
        }
        m_tensor->type = found->type;
        return true;
    }

    bool binary(binary_t&) override
    {
        Unexpected();
    }

    bool start_object(std::size_t) override
    {
        if (m_place == Place::START)
        {
            m_place = Place::NAMES;
        }
        else if (m_place == Place::NAMES && m_key == METADATA)
        {
            m_place = Place::METADATA;
        }
        else if (m_place == Place::NAMES)
        {
            m_place = Place::TENSOR;
            m_tensor = &descriptions[m_key];
            m_tensor->position = m_counter.LastRead();
        }
        else
        {
            Unexpected();
        }
        m_seen.emplace_back();
        return true;
    }

    bool key(string_t& name) override
    {
        if (!m_seen.back().insert(name).second)
        {
            Fail("a second " + QuoteInput(name) + ", expected each name once");
        }
        if (m_place == Place::TENSOR && name != "dtype" && name != "shape" &&
            name != "data_offsets")
        {
            Fail("unknown member " + QuoteInput(name) + ", expected dtype, shape, data_offsets");
        }
        m_key = name;
        return true;
    }

    bool end_object() override
    {
        if (m_place == Place::TENSOR && !(m_tensor->type && m_tensor->shape && m_tensor->offsets))
        {
            Fail("the description of a tensor ends, expected dtype, shape and data_offsets");
        }
        m_seen.pop_back();
        m_place = Place::NAMES;
        return true;
    }

    bool start_array(std::size_t) override
    {
        if (m_place != Place::TENSOR || m_key == "dtype")
        {
            Unexpected();
        }
        m_place = m_key == "shape" ? Place::SHAPE : Place::OFFSETS;
        (m_place == Place::SHAPE ? m_tensor->shape : m_tensor->offsets).emplace();
        return true;
    }

    bool end_array() override
    {
        m_place = Place::TENSOR;
        return true;
    }

    bool parse_error(std::size_t, const std::string&, const Json::exception&) override
    {
        Fail("the header is no JSON object, expected one");
    }

  private:
    enum class Place
    {
        START,    //!< before the header's object
        NAMES,    //!< in it
        METADATA, //!< in the object of texts
        TENSOR,   //!< in the description of a tensor
        SHAPE,    //!< in its shape
        OFFSETS   //!< in its offsets
    };

    std::string ExpectedHere() const
    {
        switch (m_place)
        {
        case Place::START:
        case Place::NAMES:
            return "an object";
        case Place::METADATA:
            return "a text";
        case Place::TENSOR:
            return m_key == "dtype" ? "a text" : "an array";
        case Place::SHAPE:
        case Place::OFFSETS:
            break;
        }
        return "whole numbers from 0 to 2^63 - 1";
    }

    [[noreturn]] void Unexpected() const
    {
        Fail("another value than here belongs, expected " + ExpectedHere());
    }

    [[noreturn]] void Fail(const std::string& message) const
    {
        throw InputError(m_file + ": byte " + std::to_string(m_counter.LastRead()) + ": " +
                         message);
    }

    const ByteCounter& m_counter;
    const std::string& m_file;
    Place m_place{Place::START};
    std::string m_key;                         //!< of the value that comes next
    std::vector<std::set<std::string>> m_seen; //!< the keys of each open object
    Description* m_tensor{nullptr};            //!< that is being described
};

/// Where the header is in a file.
struct HeaderSpan
{
    std::string_view text;
    uint64_t end; //!< the first byte of the tensors
};

[[noreturn]] void
Fail(const std::string& file, uint64_t position, const std::string& message)
{
    throw InputError(file + ": byte " + std::to_string(position) + ": " + message);
}

HeaderSpan
FindHeader(std::string_view bytes, const std::string& file)
{
    if (bytes.size() < LENGTH_BYTES)
    {
        Fail(file, bytes.size(), "the file ends, expected 8 bytes with the length of a header");
    }
    uint64_t length = 0;
    for (std::size_t i = LENGTH_BYTES; i-- > 0;)
    {
        length = length << 8 | static_cast<unsigned char>(bytes[i]);
    }
    if (length > LONGEST_HEADER)
    {
        Fail(file,
             0,
             "a header of " + std::to_string(length) +
                 " bytes, expected a safetensors file, whose header has at most " +
                 std::to_string(LONGEST_HEADER));
    }
    if (length > bytes.size() - LENGTH_BYTES)
    {
        Fail(file,
             bytes.size(),
             "the file ends, expected a header up to byte " +
                 std::to_string(LENGTH_BYTES + length));
    }
    const std::string_view text = bytes.substr(LENGTH_BYTES, length);
    if (text.empty() || text.front() != '{')
    {
        Fail(file, LENGTH_BYTES, "no header begins here, expected a JSON object");
    }
    return {text, LENGTH_BYTES + length};
}

/// @return where the tensor's elements are, counted from the header's end
std::pair<uint64_t, uint64_t>
CheckedOffsets(const std::string& name,
               const Description& description,
               uint64_t available,
               const std::string& file)
{
    const auto fail = [&](const std::string& message) {
        Fail(file, description.position, "tensor " + QuoteInput(name) + " " + message);
    };
    const auto& offsets = *description.offsets;
    if (offsets.size() != 2 || offsets[0] > offsets[1])
    {
        fail("has data_offsets " + TextOf(offsets) + ", expected [BEGIN, END]");
    }
    const auto begin = static_cast<uint64_t>(offsets[0]);
    const auto end = static_cast<uint64_t>(offsets[1]);
    if (end > available)
    {
        fail("ends " + std::to_string(end) + " bytes behind the header, expected at most " +
             std::to_string(available) + ", where the file ends");
    }
    const auto size = SizeOf(*description.type, *description.shape);
    if (size != end - begin)
    {
        fail("has " + std::to_string(end - begin) + " bytes, expected " +
             (size ? std::to_string(*size) : "more than 2^64") + ", as " +
             NameOf(*description.type) + " and shape " + TextOf(*description.shape) + " say");
    }
    return {begin, end};
}

/// Checks that the tensors lie side by side and fill the file.
void
NeedNoHoles(const std::map<std::pair<uint64_t, uint64_t>, std::vector<std::string>>& places,
            uint64_t available,
            uint64_t start,
            const std::string& file)
{
    uint64_t covered = 0;
    for (const auto& [place, names] : places)
    {
        const bool overlaps = place.second > place.first && names.size() > 1;
        if (place.first != covered || overlaps)
        {
            Fail(file,
                 start + place.first,
                 "tensor " + QuoteInput(names.back()) +
                     " begins here, expected it to begin where "
                     "the one before ends, at byte " +
                     std::to_string(start + (overlaps ? place.second : covered)));
        }
        covered = place.second;
    }
    if (covered != available)
    {
        Fail(file,
             start + covered,
             "the last tensor ends here, expected the file to end with it, but " +
                 std::to_string(available - covered) + " more follow");
    }
}

/// @return the header: the texts, then the tensors by name
std::string
HeaderOf(const Safetensors& content, const std::map<std::string, uint64_t>& begins)
{
    std::string text;
    const auto add = [&text](const std::string& name, const Json& value) {
        text += (text.empty() ? "{" : ",") + Json(name).dump() + ":" + value.dump();
    };
    try
    {
        if (!content.metadata.empty())
        {
            add(METADATA, content.metadata);
        }
        for (const auto& [name, tensor] : content.tensors)
        {
            const uint64_t begin = begins.at(name);
            add(name,
                {{"dtype", NameOf(tensor.type)},
                 {"shape", tensor.shape},
                 {"data_offsets", {begin, begin + tensor.bytes.size()}}});
        }
    }
    catch (const Json::type_error&)
    {
        throw InputError("a name or a text for a safetensors file is not UTF-8, expected UTF-8");
    }
    return text.empty() ? "{}" : text + "}";
}

/// @return the names, tensors of wider types first
std::vector<std::string>
OrderOnDisk(const std::map<std::string, Tensor>& tensors)
{
    std::vector<std::string> names;
    for (const auto& [name, tensor] : tensors)
    {
        names.push_back(name);
    }
    std::stable_sort(names.begin(), names.end(), [&](const auto& a, const auto& b) {
        return BytesOf(tensors.at(a).type) > BytesOf(tensors.at(b).type);
    });
    return names;
}

} // namespace

std::string
NameOf(TensorType type)
{
    return FactsOf(type).name;
}

std::size_t
BytesOf(TensorType type)
{
    return FactsOf(type).bytes;
}

Safetensors
ParseSafetensors(std::string_view bytes, const std::string& file)
{
    const HeaderSpan header = FindHeader(bytes, file);
    ByteCounter counter;
    HeaderReader reader(counter, file);
    Json::sax_parse(CountedText(header.text.data(), counter),
                    CountedText(header.text.data() + header.text.size(), counter),
                    &reader);

    Safetensors content;
    content.metadata = std::move(reader.metadata);
    const uint64_t available = bytes.size() - header.end;
    std::map<std::pair<uint64_t, uint64_t>, std::vector<std::string>> places;
    for (auto& [name, description] : reader.descriptions)
    {
        const auto place = CheckedOffsets(name, description, available, file);
        places[place].push_back(name);
        content.tensors.emplace(
            name,
            Tensor{*description.type,
                   std::move(*description.shape),
                   bytes.substr(header.end + place.first, place.second - place.first)});
    }
    NeedNoHoles(places, available, header.end, file);
    return content;
}

void
WriteSafetensors(std::ostream& stream, const Safetensors& content)
{
    const auto order = OrderOnDisk(content.tensors);
    std::map<std::string, uint64_t> begins;
    uint64_t end = 0;
    for (const auto& name : order)
    {
        const Tensor& tensor = content.tensors.at(name);
        const bool isShape = std::all_of(tensor.shape.begin(), tensor.shape.end(), [](auto each) {
            return each >= 0;
        });
        if (!isShape || SizeOf(tensor.type, tensor.shape) != tensor.bytes.size())
        {
            throw std::invalid_argument("tensor " + QuoteInput(name) + " has " +
                                        std::to_string(tensor.bytes.size()) +
                                        " bytes, which are not " + NameOf(tensor.type) +
                                        " of shape " + TextOf(tensor.shape));
        }
        if (name == METADATA)
        {
            throw InputError("a tensor is called " + METADATA + ", expected another name");
        }
        begins[name] = end;
        end += tensor.bytes.size();
    }

    std::string text = HeaderOf(content, begins);
    text.resize((text.size() + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT, ' ');

    for (std::size_t i = 0; i < LENGTH_BYTES; ++i)
    {
        stream.put(static_cast<char>(text.size() >> 8 * i & 0xff));
    }
    stream << text;
    for (const auto& name : order)
    {
        const auto bytes = content.tensors.at(name).bytes;
        stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    }
}

SafetensorsFile::SafetensorsFile(const std::filesystem::path& path)
    : m_name(path.string()),
      m_file(path, "a safetensors file"),
      m_content(ParseSafetensors(m_file.Bytes(), m_name))
{
}

const std::string&
SafetensorsFile::Name() const
{
    return m_name;
}

const Safetensors&
SafetensorsFile::Content() const
{
    return m_content;
}

const Tensor&
SafetensorsFile::Need(const std::string& name,
                      TensorType type,
                      const std::vector<int64_t>& shape) const
{
    const std::string expected = ", expected " + NameOf(type) + " of shape " + TextOf(shape);
    const auto found = m_content.tensors.find(name);
    if (found == m_content.tensors.end())
    {
        throw InputError(m_name, 0, "tensor " + QuoteInput(name) + " is missing" + expected);
    }
    const Tensor& tensor = found->second;
    if (tensor.type != type || tensor.shape != shape)
    {
        throw InputError(m_name,
                         0,
                         "tensor " + QuoteInput(name) + " is " + NameOf(tensor.type) +
                             " of shape " + TextOf(tensor.shape) + expected);
    }
    return tensor;
}

const std::string&
SafetensorsFile::NeedText(const std::string& key) const
{
    const auto found = m_content.metadata.find(key);
    if (found == m_content.metadata.end())
    {
        throw InputError(m_name, 0, "the metadata lacks " + QuoteInput(key) + ", expected a text");
    }
    return found->second;
}

} // namespace ns3::synthnet
