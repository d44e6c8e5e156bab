/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "command-file.h"

#include "field-value.h"

#include "ns3/input-error.h"
#include "ns3/input-text.h"

#include <algorithm>
#include <limits>

namespace ns3::synthnet
{

namespace
{

constexpr unsigned EGRESS_PORT_BITS = 9;
constexpr unsigned PRIORITY_BITS = 3;
constexpr std::string_view ARROW = "=>";
constexpr std::string_view COMMANDS = "table_add, table_set_default, table_modify, table_delete, "
                                      "table_clear, set_queue_depth, set_queue_rate";

using Words = std::vector<std::string_view>;

bool
IsBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v';
}

bool
StartsComment(std::string_view word)
{
    return word.front() == '#' || word.substr(0, 2) == "//";
}

Words
SplitLine(std::string_view line)
{
    Words words;
    std::size_t at = 0;
    while (at < line.size())
    {
        if (IsBlank(line[at]))
        {
            ++at;
            continue;
        }
        std::size_t end = at;
        while (end < line.size() && !IsBlank(line[end]))
        {
            ++end;
        }
        words.push_back(line.substr(at, end - at));
        if (StartsComment(words.back()))
        {
            words.pop_back();
            break;
        }
        at = end;
    }
    return words;
}

bool
EndsWithPart(std::string_view full, std::string_view part)
{
    return full.size() > part.size() && full.substr(full.size() - part.size()) == part &&
           full[full.size() - part.size() - 1] == '.';
}

/// Whether two names mean the same, perhaps one of them without the name of its control.
bool
SameName(std::string_view a, std::string_view b)
{
    return a == b || EndsWithPart(a, b) || EndsWithPart(b, a);
}

template <typename Named>
std::string
ListNames(const std::vector<Named>& all)
{
    std::string list;
    for (const Named& one : all)
    {
        list += (list.empty() ? "" : ", ") + one.name;
    }
    return list.empty() ? "none" : list;
}

/// Finds what a name means; the whole name goes before one without its control.
template <typename Named>
const Named&
FindNamed(std::string_view name, const std::vector<Named>& all, const std::string& what)
{
    const Named* found = nullptr;
    for (const Named& one : all)
    {
        if (one.name == name)
        {
            return one;
        }
        if (SameName(one.name, name))
        {
            if (found != nullptr)
            {
                throw InputError(what + " " + QuoteInput(name) +
                                 " is ambiguous, expected one of: " + ListNames(all));
            }
            found = &one;
        }
    }
    if (found == nullptr)
    {
        throw InputError("unknown " + what + " " + QuoteInput(name) +
                         ", expected one of: " + ListNames(all));
    }
    return *found;
}

uint64_t
ParseNumber(std::string_view word, const std::string& what, uint64_t least, uint64_t most)
{
    const std::optional<Bits128> value = ParseValue(word, 64);
    if (!value || value->low < least || value->low > most)
    {
        throw InputError(what + " is " + QuoteInput(word) + ", expected a number from " +
                         std::to_string(least) + " to " + std::to_string(most));
    }
    return value->low;
}

uint32_t
ParseHandle(std::string_view word)
{
    return static_cast<uint32_t>(
        ParseNumber(word, "handle", 0, std::numeric_limits<uint32_t>::max()));
}

std::string
ValueForms(unsigned width)
{
    std::string forms = "a decimal or 0x number";
    forms += width == 32 ? " or an IPv4 address" : "";
    forms += width == 48 ? " or a MAC address" : "";
    forms += width == 128 ? " or an IPv6 address" : "";
    return forms + " of " + std::to_string(width) + (width == 1 ? " bit" : " bits");
}

Bits128
ParseFieldValue(std::string_view word, const std::string& what, unsigned width)
{
    const std::optional<Bits128> value = ParseValue(word, width);
    if (!value)
    {
        throw InputError(what + " is " + QuoteInput(word) + ", expected " + ValueForms(width));
    }
    return *value;
}

KeyMatch
ParseLpm(std::string_view word, const std::string& name, unsigned width)
{
    const std::size_t slash = word.find('/');
    if (slash == std::string_view::npos)
    {
        throw InputError("match for " + name + " is " + QuoteInput(word) +
                         ", expected VALUE/LENGTH");
    }
    const Bits128 value = ParseFieldValue(word.substr(0, slash), "match for " + name, width);
    const uint64_t length =
        ParseNumber(word.substr(slash + 1), "prefix length for " + name, 0, width);
    return KeyMatch::Lpm(value, static_cast<unsigned>(length));
}

KeyMatch
ParseTernary(std::string_view word, const std::string& name, unsigned width)
{
    constexpr std::string_view separator = "&&&";
    const std::size_t at = word.find(separator);
    if (at == std::string_view::npos)
    {
        throw InputError("match for " + name + " is " + QuoteInput(word) +
                         ", expected VALUE&&&MASK");
    }
    return KeyMatch::Ternary(
        ParseFieldValue(word.substr(0, at), "match for " + name, width),
        ParseFieldValue(word.substr(at + separator.size()), "mask for " + name, width));
}

KeyMatch
ParseMatch(std::string_view word, const KeyField& part)
{
    const std::string name{FieldName(part.field)};
    const unsigned width = FieldWidth(part.field);
    switch (part.match)
    {
    case MatchKind::Lpm:
        return ParseLpm(word, name, width);
    case MatchKind::Ternary:
        return ParseTernary(word, name, width);
    case MatchKind::Exact:
        break;
    }
    return KeyMatch::Exact(ParseFieldValue(word, "match for " + name, width));
}

Action
ParseAction(const ActionName& name, const Words& words)
{
    const std::vector<ActionParameter>& parameters = ActionParameters(name.kind);
    if (words.size() != parameters.size())
    {
        std::string list;
        for (const ActionParameter& parameter : parameters)
        {
            list += (list.empty() ? ": " : ", ") + std::string(parameter.name);
        }
        throw InputError("action " + name.name + " was given " + std::to_string(words.size()) +
                         " parameters, expected " + std::to_string(parameters.size()) + list);
    }
    std::vector<uint64_t> values;
    for (std::size_t i = 0; i < words.size(); ++i)
    {
        const std::string what = "parameter " + std::string(parameters[i].name);
        values.push_back(ParseFieldValue(words[i], what, parameters[i].width).low);
    }
    return MakeAction(name.kind, values);
}

void
NeedWords(const Words& words, std::size_t least, std::size_t most, const std::string& usage)
{
    if (words.size() < least || words.size() > most)
    {
        throw InputError(QuoteInput(words.front()) + " has " + std::to_string(words.size() - 1) +
                         " arguments, expected " + usage);
    }
}

constexpr std::size_t ANY = std::numeric_limits<std::size_t>::max();

TableAdd
ParseTableAdd(Words words, const std::vector<TableSchema>& tables)
{
    const std::string usage = "table_add TABLE ACTION KEYS => PARAMETERS [PRIORITY]";
    NeedWords(words, 4, ANY, usage);
    const TableSchema& table = FindNamed(words[1], tables, "table");
    const ActionName& action = FindNamed(words[2], table.actions, "action");
    TableAdd command;
    command.table = table.name;

    const auto arrow = std::find(words.begin() + 3, words.end(), ARROW);
    if (arrow == words.end())
    {
        throw InputError("'=>' is missing, expected " + usage);
    }
    const Words keys(words.begin() + 3, arrow);
    Words parameters(arrow + 1, words.end());
    if (keys.size() != table.key.size())
    {
        std::string list;
        for (const KeyField& part : table.key)
        {
            list += (list.empty() ? "" : ", ") + std::string(FieldName(part.field));
        }
        throw InputError("table " + table.name + " was given " + std::to_string(keys.size()) +
                         " match fields, expected " + std::to_string(table.key.size()) + ": " +
                         list);
    }
    for (std::size_t i = 0; i < keys.size(); ++i)
    {
        command.key.push_back(ParseMatch(keys[i], table.key[i]));
    }

    if (TableKind(table.key) == MatchKind::Ternary)
    {
        if (parameters.size() != ActionParameters(action.kind).size() + 1)
        {
            throw InputError("table " + table.name + " is ternary: " +
                             std::to_string(parameters.size()) + " words follow '=>', expected " +
                             std::to_string(ActionParameters(action.kind).size()) +
                             " parameters of " + action.name + " and a priority");
        }
        command.priority = static_cast<uint32_t>(
            ParseNumber(parameters.back(), "priority", 0, std::numeric_limits<int32_t>::max()));
        parameters.pop_back();
    }
    command.action = ParseAction(action, parameters);
    return command;
}

/// The words from a place on. simple_switch_CLI takes no arrow there, but files are found that have
/// one.
Words
ParametersFrom(const Words& words, std::size_t first)
{
    const bool arrow = words.size() > first && words[first] == ARROW;
    return Words(words.begin() + static_cast<std::ptrdiff_t>(first + arrow), words.end());
}

TableSetDefault
ParseTableSetDefault(const Words& words, const std::vector<TableSchema>& tables)
{
    NeedWords(words, 3, ANY, "table_set_default TABLE ACTION PARAMETERS");
    const TableSchema& table = FindNamed(words[1], tables, "table");
    const ActionName& action = FindNamed(words[2], table.actions, "action");
    return {table.name, ParseAction(action, ParametersFrom(words, 3))};
}

TableModify
ParseTableModify(const Words& words, const std::vector<TableSchema>& tables)
{
    NeedWords(words, 4, ANY, "table_modify TABLE ACTION HANDLE PARAMETERS");
    const TableSchema& table = FindNamed(words[1], tables, "table");
    const ActionName& action = FindNamed(words[2], table.actions, "action");
    return {table.name, ParseHandle(words[3]), ParseAction(action, ParametersFrom(words, 4))};
}

TableDelete
ParseTableDelete(const Words& words, const std::vector<TableSchema>& tables)
{
    NeedWords(words, 3, 3, "table_delete TABLE HANDLE");
    return {FindNamed(words[1], tables, "table").name, ParseHandle(words[2])};
}

TableClear
ParseTableClear(const Words& words, const std::vector<TableSchema>& tables)
{
    NeedWords(words, 2, 2, "table_clear TABLE");
    return {FindNamed(words[1], tables, "table").name};
}

std::optional<uint16_t>
ParsePort(const Words& words)
{
    if (words.size() < 3)
    {
        return std::nullopt;
    }
    return static_cast<uint16_t>(ParseNumber(words[2], "port", 0, (1u << EGRESS_PORT_BITS) - 1));
}

std::optional<uint8_t>
ParsePriority(const Words& words)
{
    if (words.size() < 4)
    {
        return std::nullopt;
    }
    return static_cast<uint8_t>(ParseNumber(words[3], "priority", 0, (1u << PRIORITY_BITS) - 1));
}

SetQueueDepth
ParseSetQueueDepth(const Words& words)
{
    NeedWords(words, 2, 4, "set_queue_depth PACKETS [PORT [PRIORITY]]");
    const uint64_t depth =
        ParseNumber(words[1], "queue depth", 1, std::numeric_limits<int32_t>::max());
    return {static_cast<uint32_t>(depth), ParsePort(words), ParsePriority(words)};
}

SetQueueRate
ParseSetQueueRate(const Words& words)
{
    NeedWords(words, 2, 4, "set_queue_rate PACKETS_PER_SECOND [PORT [PRIORITY]]");
    const uint64_t rate =
        ParseNumber(words[1], "queue rate", 0, std::numeric_limits<int32_t>::max());
    return {rate, ParsePort(words), ParsePriority(words)};
}

decltype(Command::what)
ParseCommand(const Words& words, const std::vector<TableSchema>& tables)
{
    const std::string_view name = words.front();
    if (name == "table_add")
    {
        return ParseTableAdd(words, tables);
    }
    if (name == "table_set_default")
    {
        return ParseTableSetDefault(words, tables);
    }
    if (name == "table_modify")
    {
        return ParseTableModify(words, tables);
    }
    if (name == "table_delete")
    {
        return ParseTableDelete(words, tables);
    }
    if (name == "table_clear")
    {
        return ParseTableClear(words, tables);
    }
    if (name == "set_queue_depth")
    {
        return ParseSetQueueDepth(words);
    }
    if (name == "set_queue_rate")
    {
        return ParseSetQueueRate(words);
    }
    throw InputError("unknown command " + QuoteInput(name) +
                     ", expected one of: " + std::string(COMMANDS));
}

/// Carries out one kind of command on a table.
class Executor
{
  public:
    explicit Executor(MatchActionTable& table)
        : m_table(table)
    {
    }

    bool operator()(const TableAdd& command)
    {
        return Do(command, [&] { m_table.Add(command.key, command.action, command.priority); });
    }

    bool operator()(const TableSetDefault& command)
    {
        return Do(command, [&] { m_table.SetDefault(command.action); });
    }

    bool operator()(const TableModify& command)
    {
        return Do(command, [&] { m_table.Modify(command.handle, command.action); });
    }

    bool operator()(const TableDelete& command)
    {
        return Do(command, [&] { m_table.Delete(command.handle); });
    }

    bool operator()(const TableClear& command)
    {
        return Do(command, [&] { m_table.Clear(); });
    }

    bool operator()(const SetQueueDepth& /* command */)
    {
        return false;
    }

    bool operator()(const SetQueueRate& /* command */)
    {
        return false;
    }

  private:
    template <typename TableCommand, typename Call>
    bool Do(const TableCommand& command, Call call)
    {
        if (command.table != m_table.Schema().name)
        {
            return false;
        }
        call();
        return true;
    }

    MatchActionTable& m_table;
};

} // namespace

std::vector<Command>
ParseCommandFile(std::string_view text,
                 const std::string& file,
                 const std::vector<TableSchema>& tables)
{
    std::vector<Command> commands;
    std::size_t line = 0;
    while (!text.empty())
    {
        ++line;
        const std::size_t end = std::min(text.find('\n'), text.size());
        const Words words = SplitLine(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        if (words.empty())
        {
            continue;
        }
        try
        {
            commands.push_back({line, ParseCommand(words, tables)});
        }
        catch (const InputError& error)
        {
            throw InputError(file, line, error.what());
        }
    }
    return commands;
}

bool
Execute(const Command& command, MatchActionTable& table)
{
    return std::visit(Executor(table), command.what);
}

} // namespace ns3::synthnet
