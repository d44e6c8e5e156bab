/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_SAFETENSORS_H
#define SYNTHNET_SAFETENSORS_H

#include "mapped-file.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace ns3::synthnet
{

/// @ingroup synthnet
/// @brief What a tensor's elements are, by the names of the format.
enum class TensorType
{
    BOOL,
    U8,
    I8,
    F8_E4M3,
    F8_E5M2,
    U16,
    I16,
    F16,
    BF16,
    U32,
    I32,
    F32,
    U64,
    I64,
    F64
};

/// @ingroup synthnet
/// @return "F32" and the like
std::string NameOf(TensorType type);

/// @ingroup synthnet
/// @return the bytes of one element
std::size_t BytesOf(TensorType type);

/**
 * @ingroup synthnet
 * @brief A tensor in memory that belongs to somebody else.
 */
struct Tensor
{
    TensorType type;
    std::vector<int64_t> shape; //!< from 0 on each; a single number has none
    std::string_view bytes;     //!< the elements, row major, little endian
};

/**
 * @ingroup synthnet
 * @brief What a safetensors file says: named tensors, and texts beside them.
 *
 * Source: the format's description in huggingface/safetensors. Eight bytes hold the length of the
 * header, which is a JSON object `{"NAME": {"dtype": "F32", "shape": [2, 3], "data_offsets": [0,
 * 24]}, …, "__metadata__": {"KEY": "text", …}}`; offsets count from the header's end.
 */
struct Safetensors
{
    std::map<std::string, Tensor> tensors;
    std::map<std::string, std::string> metadata;
};

/**
 * @ingroup synthnet
 * @brief Reads a file's bytes and checks all that the format demands: the header's length (at most
 * 100 million bytes), its JSON, the names different, the tensors side by side and as long as
 * type and shape say, up to the file's end.
 * @param bytes the whole file, which the tensors returned point into. Elements need not be aligned
 *        in files of others; where the bytes begin at a multiple of 8 they are in files that
 *        WriteSafetensors() made.
 * @param file its name, for messages
 * @throws InputError naming the file, the byte, what is wrong, and what was expected
 */
Safetensors ParseSafetensors(std::string_view bytes, const std::string& file);

/**
 * @ingroup synthnet
 * @brief Writes a file; the same content gives the same bytes.
 *
 * The header's texts come first, then the tensors by name. It is filled up with spaces so that the
 * elements begin at a multiple of 8; those of wider types come first, so that all are aligned.
 *
 * @throws InputError when a name or a text is not UTF-8, or a tensor is called `__metadata__`
 * @throws std::invalid_argument when a tensor has other bytes than type and shape say
 */
void WriteSafetensors(std::ostream& stream, const Safetensors& content);

/**
 * @ingroup synthnet
 * @brief A safetensors file on disk, mapped into memory: its tensors are not copied.
 */
class SafetensorsFile
{
  public:
    /// @throws InputError when it cannot be read, and as ParseSafetensors() does
    explicit SafetensorsFile(const std::filesystem::path& path);

    const std::string& Name() const;    //!< the file's name as the user gave it
    const Safetensors& Content() const; //!< points into the file, so it must not outlive this

    /**
     * @param name of the tensor
     * @param type that it must have
     * @param shape that it must have
     * @throws InputError naming the file when it has no such tensor
     */
    const Tensor& Need(const std::string& name,
                       TensorType type,
                       const std::vector<int64_t>& shape) const;

    /// @throws InputError naming the file when its metadata has no such text
    const std::string& NeedText(const std::string& key) const;

  private:
    std::string m_name;
    MappedFile m_file;
    Safetensors m_content;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_SAFETENSORS_H
