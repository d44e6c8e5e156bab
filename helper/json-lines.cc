/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "json-lines.h"

#include "ns3/counted-text.h"
#include "ns3/input-error.h"
#include "ns3/input-text.h"

#include <nlohmann/json.hpp>

#include <set>
#include <vector>

namespace ns3::synthnet
{

namespace
{

using Json = nlohmann::json;

/// Counts the lines in front of the character that was read last.
class LineCounter
{
  public:
    void Read(char c)
    {
        m_line += m_lastIsNewline ? 1 : 0;
        m_lastIsNewline = c == '\n';
    }

    std::size_t Line() const
    {
        return m_line;
    }

  private:
    std::size_t m_line{1};
    bool m_lastIsNewline{false};
};

} // namespace

/// Told by the parser what it finds; the names are nlohmann-json's.
class JsonLines::Reader : public nlohmann::json_sax<Json>
{
  public:
    Reader(JsonLines& lines, const LineCounter& counter, const std::string& fileName)
        : m_lines(lines.m_lines),
          m_counter(counter),
          m_fileName(fileName)
    {
    }

    bool null() override
    {
        return Note();
    }

    bool boolean(bool) override
    {
        return Note();
    }

    bool number_integer(number_integer_t) override
    {
        return Note();
    }

    bool number_unsigned(number_unsigned_t) override
    {
        return Note();
    }

    bool number_float(number_float_t, const string_t&) override
    {
        return Note();
    }

    bool string(string_t&) override
    {
        return Note();
    }

    bool binary(binary_t&) override
    {
        return Note();
    }

    bool start_object(std::size_t) override
    {
        return Begin(false);
    }

    bool key(string_t& name) override
    {
        Open& object = m_open.back();
        m_path = object.path.empty() ? name : object.path + "." + name;
        if (!object.names.insert(name).second)
        {
            Fail("a second member " + QuoteInput(name) + ", expected each once");
        }
        return true;
    }

    bool end_object() override
    {
        m_open.pop_back();
        return true;
    }

    bool start_array(std::size_t) override
    {
        return Begin(true);
    }

    bool end_array() override
    {
        m_open.pop_back();
        return true;
    }

    bool parse_error(std::size_t, const std::string&, const Json::exception& error) override
    {
        constexpr int OUT_OF_RANGE = 406; // of nlohmann-json's numbers for errors
        Fail(error.id == OUT_OF_RANGE ? "a number beyond 1.8e308, expected one that is not"
                                      : "is not JSON here, expected " + Expected(error.what()));
    }

  private:
    /// @return what the parser says that it expected, which ends its message if it is there
    static std::string Expected(const std::string& message)
    {
        const std::string mark = "; expected ";
        const auto place = message.rfind(mark);
        return place == std::string::npos ? "a value" : message.substr(place + mark.size());
    }

    /// An object or array whose end is still to come.
    struct Open
    {
        std::string path;
        bool isArray;
        std::size_t size; //!< of an array, up to here
        std::set<std::string> names;
    };

    /// Notes where a value begins.
    bool Note()
    {
        if (!m_open.empty() && m_open.back().isArray)
        {
            m_path = m_open.back().path + "[" + std::to_string(m_open.back().size++) + "]";
        }
        m_lines[m_path] = m_counter.Line();
        return true;
    }

    bool Begin(bool isArray)
    {
        constexpr std::size_t DEEPEST = 64; // paths of all lengths up to it are kept
        Note();
        if (m_open.size() == DEEPEST)
        {
            Fail("is nested deeper than expected, " + std::to_string(DEEPEST) + " at most");
        }
        m_open.push_back({m_path, isArray, 0, {}});
        return true;
    }

    [[noreturn]] void Fail(const std::string& message) const
    {
        throw InputError(m_fileName, m_counter.Line(), message);
    }

    std::map<std::string, std::size_t>& m_lines;
    const LineCounter& m_counter;
    const std::string& m_fileName;
    std::vector<Open> m_open;
    std::string m_path; //!< of the value that comes next, unless it is an array's
};

JsonLines::JsonLines(std::string_view text, const std::string& fileName)
{
    LineCounter counter;
    Reader reader(*this, counter, fileName);
    const CountedText begin(text.data(), counter);
    const CountedText end(text.data() + text.size(), counter);
    Json::sax_parse(begin, end, &reader);
}

std::size_t
JsonLines::LineOf(const std::string& path) const
{
    for (std::string part = path; !part.empty();)
    {
        std::string withoutIndices;
        bool inIndex = false;
        for (const char c : part)
        {
            inIndex = inIndex || c == '[';
            withoutIndices += inIndex ? "" : std::string(1, c);
            inIndex = inIndex && c != ']';
        }
        for (const auto& name : {part, withoutIndices})
        {
            const auto found = m_lines.find(name);
            if (found != m_lines.end())
            {
                return found->second;
            }
        }
        const auto end = part.find_last_of(".[");
        part.resize(end == std::string::npos ? 0 : end);
    }
    return 0;
}

} // namespace ns3::synthnet
