/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "../scratch-directory.h"
#include "expect-input-error.h"
#include "shared-data.h"

#include "ns3/safetensors.h"

#include <gtest/gtest.h>

#include <cstring>
#include <fcntl.h>
#include <sstream>
#include <sys/stat.h>
#include <unistd.h>

namespace
{

using namespace ns3::synthnet;

using SafetensorsGolden = SharedDataTest;

/// A file of a header, which is not filled up, and elements.
std::string
FileOf(const std::string& header, const std::string& elements = "")
{
    std::string bytes;
    for (std::size_t i = 0; i < 8; ++i)
    {
        bytes += static_cast<char>(header.size() >> 8 * i & 0xff);
    }
    return bytes + header + elements;
}

std::string
Written(const Safetensors& content)
{
    std::ostringstream stream;
    WriteSafetensors(stream, content);
    return stream.str();
}

void
ExpectRefused(const std::string& bytes, const std::string& message)
{
    ExpectInputError([&] { ParseSafetensors(bytes, "m.st"); }, message);
}

/// As above, of a header that describes one tensor 'a' of 8 bytes of elements.
void
ExpectTensorRefused(const std::string& description, const std::string& message)
{
    ExpectRefused(FileOf("{\"a\":" + description + "}", "12345678"), message);
}

const std::vector<TensorType> ALL_TYPES{TensorType::BOOL,
                                        TensorType::U8,
                                        TensorType::I8,
                                        TensorType::F8_E4M3,
                                        TensorType::F8_E5M2,
                                        TensorType::U16,
                                        TensorType::I16,
                                        TensorType::F16,
                                        TensorType::BF16,
                                        TensorType::U32,
                                        TensorType::I32,
                                        TensorType::F32,
                                        TensorType::U64,
                                        TensorType::I64,
                                        TensorType::F64};

TEST(Safetensors, AFileIsWhatTheFormatsDescriptionSays)
{
    const Safetensors content{{{"w", {TensorType::U16, {1, 2}, "abcd"}}}, {{"k", "v"}}};
    const std::string header = R"({"__metadata__":{"k":"v"},)"
                               R"("w":{"data_offsets":[0,4],"dtype":"U16","shape":[1,2]}})";
    const std::string filled = header + std::string(8 - header.size() % 8, ' ');
    ASSERT_EQ(filled.size() % 8, 0u);
    EXPECT_EQ(Written(content), FileOf(filled, "abcd"));
    EXPECT_EQ(Written({}), FileOf("{}      "));
}

TEST(Safetensors, WhatIsWrittenReadsBackTheSame)
{
    Safetensors content;
    std::vector<std::string> elements;
    elements.reserve(ALL_TYPES.size());
    for (const TensorType type : ALL_TYPES)
    {
        elements.emplace_back(6 * BytesOf(type), static_cast<char>('a' + elements.size()));
        content.tensors[NameOf(type)] = {type, {3, 1, 2}, elements.back()};
    }
    content.tensors["scalar"] = {TensorType::U8, {}, "x"};
    content.tensors["empty"] = {TensorType::F32, {4, 0}, ""};
    content.tensors["\" \\ \xC3\xA4"] = {TensorType::U8, {1}, "y"};
    content.metadata = {{"note", "two\nlines"}, {"", ""}};

    const std::string bytes = Written(content);
    const Safetensors read = ParseSafetensors(bytes, "m.st");
    EXPECT_EQ(read.metadata, content.metadata);
    ASSERT_EQ(read.tensors.size(), content.tensors.size());
    for (const auto& [name, tensor] : content.tensors)
    {
        const Tensor& back = read.tensors.at(name);
        EXPECT_EQ(back.type, tensor.type) << name;
        EXPECT_EQ(back.shape, tensor.shape) << name;
        EXPECT_EQ(back.bytes, tensor.bytes) << name;
    }
    EXPECT_EQ(Written(read), bytes);
}

TEST(Safetensors, ElementsAreAlignedToTheirType)
{
    const Safetensors content{{{"a", {TensorType::U8, {3}, "abc"}},
                               {"b", {TensorType::F64, {1}, "12345678"}},
                               {"c", {TensorType::F16, {1}, "xy"}},
                               {"d", {TensorType::F32, {1}, "1234"}}},
                              {}};
    const std::string bytes = Written(content);
    const Safetensors read = ParseSafetensors(bytes, "m.st");
    for (const auto& [name, tensor] : read.tensors)
    {
        EXPECT_EQ((tensor.bytes.data() - bytes.data()) % BytesOf(tensor.type), 0u) << name;
    }
}

TEST(Safetensors, WhatCannotBeWrittenIsRefused)
{
    const auto write = [](const Safetensors& content) { return [content] { Written(content); }; };
    EXPECT_THROW(write({{{"a", {TensorType::F32, {2}, "1234"}}}, {}})(), std::invalid_argument);
    EXPECT_THROW(write({{{"a", {TensorType::U8, {-1, -4}, "1234"}}}, {}})(), std::invalid_argument);
    ExpectInputError(write({{{"__metadata__", {TensorType::U8, {0}, ""}}}, {}}),
                     "a tensor is called __metadata__, expected another name");
    ExpectInputError(write({{}, {{"column", "\xE4"}}}), "is not UTF-8");
    ExpectInputError(write({{{"\xE4", {TensorType::U8, {0}, ""}}}, {}}), "is not UTF-8");
}

TEST(Safetensors, AHeaderThatIsNotThereIsRefused)
{
    ExpectRefused("", "m.st: byte 0: the file ends, expected 8 bytes with the length of a header");
    ExpectRefused("1234567", "m.st: byte 7: the file ends");
    ExpectRefused(FileOf(""), "m.st: byte 8: no header begins here, expected a JSON object");
    ExpectRefused(FileOf(" {}"), "m.st: byte 8: no header begins here");
    ExpectRefused("timestamp,a,b\n1,2,3\n",
                  "m.st: byte 0: a header of 7881708861846808948 bytes, expected a safetensors "
                  "file, whose header has at most 100000000");
    const std::string whole = FileOf("{}  ");
    ExpectRefused(whole.substr(0, 10),
                  "m.st: byte 10: the file ends, expected a header up to byte 12");
    EXPECT_NO_THROW(ParseSafetensors(whole, "m.st"));
}

TEST(Safetensors, AHeaderThatIsNoObjectOfTensorsIsRefusedWithItsByte)
{
    ExpectRefused(FileOf("{\"a\""), "m.st: byte 11: the header is no JSON object, expected one");
    ExpectRefused(FileOf("{} {}"), "m.st: byte 11: the header is no JSON object");
    ExpectRefused(FileOf("{\"\xE4\":1}"), "m.st: byte 11: the header is no JSON object");
    ExpectRefused(FileOf("{\"a\":[]}"),
                  "byte 13: another value than here belongs, expected an obj");
    ExpectRefused(FileOf("{\"a\":null}"), "expected an object");
    ExpectRefused(FileOf("{\"a\":1.5}"), "expected an object");
    ExpectRefused(FileOf("{\"a\":\"b\"}"), "expected an object");
    ExpectRefused(FileOf("{\"__metadata__\":{\"a\":1}}"), "expected a text");
    ExpectRefused(FileOf("{\"__metadata__\":{\"a\":{}}}"), "expected a text");
    ExpectRefused(FileOf("{\"__metadata__\":null}"), "expected an object");
}

TEST(Safetensors, ADescriptionThatIsNotWholeIsRefused)
{
    ExpectTensorRefused("{}", "expected dtype, shape and data_offsets");
    ExpectTensorRefused(R"({"dtype":"U8","shape":[8]})", "expected dtype, shape and data_offsets");
    ExpectTensorRefused(R"({"dtype":"U7"})", "unknown dtype 'U7', expected one of BOOL, U8, ");
    ExpectTensorRefused(R"({"dtype":8})", "another value than here belongs, expected a text");
    ExpectTensorRefused(R"({"dtype":[8]})", "expected a text");
    ExpectTensorRefused(R"({"dtype":true})", "expected a text");
    ExpectTensorRefused(R"({"shape":8})", "expected an array");
    ExpectTensorRefused(R"({"shape":"8"})", "expected an array");
    ExpectTensorRefused(R"({"shape":{}})", "expected an array");
    ExpectTensorRefused(R"({"shape":[-8]})", "expected whole numbers from 0 to 2^63 - 1");
    ExpectTensorRefused(R"({"shape":[8.5]})", "expected whole numbers from 0");
    ExpectTensorRefused(R"({"shape":["8"]})", "expected whole numbers from 0");
    ExpectTensorRefused(R"({"shape":[[8]]})", "expected whole numbers from 0");
    ExpectTensorRefused(R"({"shape":[9223372036854775808]})", "expected whole numbers from 0");
    ExpectTensorRefused(R"({"colour":1})", "unknown member 'colour', expected dtype, shape, data");
}

TEST(Safetensors, ANameThatOccursTwiceIsRefused)
{
    const std::string empty = R"({"dtype":"U8","shape":[0],"data_offsets":[0,0]})";
    ExpectRefused(FileOf("{\"a\":" + empty + ",\"a\":" + empty + "}"),
                  "a second 'a', expected each name once");
    ExpectTensorRefused(R"({"dtype":"U8","dtype":"U8"})", "a second 'dtype'");
    ExpectRefused(FileOf(R"({"__metadata__":{"k":"1","k":"2"}})"), "a second 'k'");
    ExpectRefused(FileOf(R"({"__metadata__":{},"__metadata__":{}})"), "a second '__metadata__'");
}

TEST(Safetensors, ATensorHasTheBytesThatTypeAndShapeSay)
{
    const auto tensor = [](const std::string& shape, const std::string& offsets) {
        return R"({"dtype":"F32","shape":)" + shape + R"(,"data_offsets":)" + offsets + "}";
    };
    EXPECT_NO_THROW(
        ParseSafetensors(FileOf("{\"a\":" + tensor("[2]", "[0,8]") + "}", "12345678"), "m.st"));
    ExpectTensorRefused(tensor("[3]", "[0,8]"),
                        "m.st: byte 13: tensor 'a' has 8 bytes, expected 12, as F32 and shape [3] "
                        "say");
    ExpectTensorRefused(tensor("[]", "[0,8]"), "has 8 bytes, expected 4, as F32 and shape [] say");
    ExpectTensorRefused(tensor("[2]", "[0,16]"),
                        "tensor 'a' ends 16 bytes behind the header, expected at most 8");
    ExpectTensorRefused(tensor("[2]", "[8,0]"), "has data_offsets [8, 0], expected [BEGIN, END]");
    ExpectTensorRefused(tensor("[2]", "[8]"), "has data_offsets [8], expected [BEGIN, END]");
    ExpectTensorRefused(tensor("[2]", "[0,4,8]"), "expected [BEGIN, END]");
    // 2^32 · 2^32 · 4 is 0 in 64 bits.
    ExpectTensorRefused(tensor("[4294967296,4294967296]", "[0,0]"),
                        "has 0 bytes, expected more than 2^64");
}

TEST(Safetensors, TensorsFillTheFileSideBySide)
{
    const auto pair = [](const std::string& first, const std::string& second) {
        const auto bytes = [](const std::string& offsets) {
            const auto comma = offsets.find(',');
            const int size = std::stoi(offsets.substr(comma + 1)) - std::stoi(offsets);
            return R"({"dtype":"U8","shape":[)" + std::to_string(size) + R"(],"data_offsets":[)" +
                   offsets + "]}";
        };
        const std::string header = "{\"a\":" + bytes(first) + ",\"b\":" + bytes(second) + "}";
        return FileOf(header + std::string(128 - header.size() - 8, ' '), "12345678");
    };
    EXPECT_NO_THROW(ParseSafetensors(pair("4,8", "0,4"), "m.st"));
    EXPECT_NO_THROW(ParseSafetensors(pair("8,8", "0,8"), "m.st"));
    ExpectRefused(pair("0,3", "4,8"),
                  "m.st: byte 132: tensor 'b' begins here, expected it to begin where the one "
                  "before ends, at byte 131");
    ExpectRefused(pair("0,5", "4,8"),
                  "tensor 'b' begins here, expected it to begin where the one "
                  "before ends, at byte 133");
    ExpectRefused(pair("0,8", "0,8"),
                  "m.st: byte 128: tensor 'b' begins here, expected it to begin "
                  "where the one before ends, at byte 136");
    ExpectRefused(pair("4,4", "0,8"), "tensor 'a' begins here");
    ExpectRefused(pair("1,4", "4,8"),
                  "m.st: byte 129: tensor 'a' begins here, expected it to "
                  "begin where the one before ends, at byte 128");
    ExpectRefused(pair("0,4", "4,7"),
                  "m.st: byte 135: the last tensor ends here, expected the file "
                  "to end with it, but 1 more follow");
}

TEST(Safetensors, EveryTruncationIsRefused)
{
    const std::string bytes =
        Written({{{"a", {TensorType::F32, {2}, "12345678"}}, {"b", {TensorType::U8, {3}, "abc"}}},
                 {{"k", "v"}}});
    for (std::size_t size = 0; size < bytes.size(); ++size)
    {
        EXPECT_THROW(ParseSafetensors(std::string_view(bytes).substr(0, size), "m.st"), InputError)
            << size;
    }
    EXPECT_THROW(ParseSafetensors(bytes + "x", "m.st"), InputError);
}

TEST(SafetensorsFile, AFileOnDiskIsReadWithoutACopy)
{
    const ScratchDirectory scratch;
    const std::string bytes = Written({{{"a", {TensorType::F32, {2}, "12345678"}}}, {{"k", "v"}}});
    const SafetensorsFile file(scratch.Write("m.st", bytes));
    const Tensor& tensor = file.Need("a", TensorType::F32, {2});
    EXPECT_EQ(tensor.bytes, "12345678");
    EXPECT_EQ(file.NeedText("k"), "v");
    std::filesystem::remove(file.Name()); // what is mapped stays
    EXPECT_EQ(tensor.bytes, "12345678");
}

TEST(SafetensorsFile, WhatAReaderNeedsIsNamedWhenItIsNotThere)
{
    const ScratchDirectory scratch;
    const auto path =
        scratch.Write("m.st", Written({{{"a", {TensorType::F32, {2}, "12345678"}}}, {}}));
    const SafetensorsFile file(path);
    ExpectInputError(
        [&] {
            file.Need("b", TensorType::F32, {2, 3});
        },
        path.string() + ": tensor 'b' is missing, expected F32 of shape [2, 3]");
    ExpectInputError(
        [&] {
            file.Need("a", TensorType::F32, {1, 2});
        },
        "tensor 'a' is F32 of shape [2], expected F32 of shape [1, 2]");
    ExpectInputError([&] { file.Need("a", TensorType::I32, {2}); }, "expected I32 of shape [2]");
    ExpectInputError([&] { file.NeedText("format"); }, "the metadata lacks 'format'");
}

TEST(SafetensorsFile, AFileThatCannotBeReadIsNamed)
{
    const ScratchDirectory scratch;
    const auto read = [](const std::filesystem::path& path) {
        return [path] { SafetensorsFile{path}; };
    };
    ExpectInputError(read(scratch.Path() / "none.st"),
                     "none.st: cannot be read: No such file or directory, expected a safetensors");
    ExpectInputError(read(scratch.Path()), "is a directory, expected a safetensors file");
    ExpectInputError(read(scratch.Write("empty.st", "")), "empty.st: byte 0: the file ends");
    const auto pipe = scratch.Path() / "pipe.st";
    ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
    ExpectInputError(read(pipe), "pipe.st: cannot be read: is not a regular file");
}

TEST(SafetensorsFile, ALargeSparseFileCostsNoMemory)
{
    const ScratchDirectory scratch;
    const int64_t elements = int64_t{1} << 32; // 4 GiB, which the disk does not have to hold
    const std::string header = R"({"a":{"dtype":"U8","shape":[)" + std::to_string(elements) +
                               R"(],"data_offsets":[0,)" + std::to_string(elements) + "]}}";
    const auto path = scratch.Write("m.st", FileOf(header));
    std::error_code error;
    std::filesystem::resize_file(path,
                                 8 + header.size() + static_cast<std::uintmax_t>(elements),
                                 error);
    ASSERT_FALSE(error) << "the file system of " << path
                        << " takes no file of 4 GiB: " << error.message();
    const SafetensorsFile file(path);
    const Tensor& tensor = file.Need("a", TensorType::U8, {elements});
    EXPECT_EQ(tensor.bytes.size(), static_cast<std::size_t>(elements));
    EXPECT_EQ(tensor.bytes.back(), '\0');
}

TEST_F(SafetensorsGolden, FilesOfTheReferenceImplementationAreRead)
{
    const SafetensorsFile file(SharedFile("golden/timegan_small.safetensors"));
    EXPECT_EQ(file.Content().tensors.size(), 148u);
    EXPECT_EQ(file.NeedText("note").substr(0, 3), "GRU");
    const Tensor& tensor = file.Need("in.X", TensorType::F32, {5, 12, 6});
    EXPECT_EQ(tensor.bytes.size(), 5u * 12 * 6 * 4);
    float first = 0;
    std::memcpy(&first, tensor.bytes.data(), sizeof first);
    EXPECT_GE(first, 0);
    EXPECT_LE(first, 1);
    EXPECT_EQ(ParseSafetensors(Written(file.Content()), "again").tensors.size(), 148u);
}

} // namespace
