/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "csv.h"

#include "../input-error.h"
#include "../input-file.h"
#include "../input-text.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <limits>
#include <optional>
#include <set>

namespace ns3::synthnet
{

namespace
{

/// A line's cells, or nothing when its quotes do not close.
using Cells = std::optional<std::vector<std::string>>;

constexpr std::string_view SPACES = " \t\r";
constexpr std::string_view BYTE_ORDER_MARK = "\xEF\xBB\xBF";

std::string_view
Trimmed(std::string_view text)
{
    const auto first = text.find_first_not_of(SPACES);
    if (first == std::string_view::npos)
    {
        return {};
    }
    return text.substr(first, text.find_last_not_of(SPACES) - first + 1);
}

/**
 * @brief Takes a quoted cell off the front of @p rest.
 * @return its text, or nothing when the quotes do not close before the delimiter or the end
 */
std::optional<std::string>
TakeQuoted(std::string_view& rest, char delimiter)
{
    std::string cell;
    for (std::size_t at = rest.find('"') + 1; at < rest.size(); ++at)
    {
        if (rest[at] != '"')
        {
            cell += rest[at];
        }
        else if (at + 1 < rest.size() && rest[at + 1] == '"')
        {
            cell += rest[at++];
        }
        else
        {
            const auto end = std::min(rest.find(delimiter, at), rest.size());
            if (!Trimmed(rest.substr(at + 1, end - at - 1)).empty())
            {
                return {};
            }
            rest.remove_prefix(end);
            return cell;
        }
    }
    return {};
}

Cells
Split(std::string_view line, char delimiter)
{
    std::vector<std::string> cells;
    for (std::string_view rest = line;;)
    {
        const auto end = std::min(rest.find(delimiter), rest.size());
        if (const auto cell = Trimmed(rest.substr(0, end)); cell.empty() || cell.front() != '"')
        {
            cells.emplace_back(cell);
            rest.remove_prefix(end);
        }
        else if (auto quoted = TakeQuoted(rest, delimiter))
        {
            cells.push_back(std::move(*quoted));
        }
        else
        {
            return {};
        }
        if (rest.empty())
        {
            return cells;
        }
        rest.remove_prefix(1);
    }
}

bool
IsMissing(std::string_view cell)
{
    return cell.empty() || cell == "nan" || cell == "NaN" || cell == "NA";
}

/// @return the finite number that the whole cell is
std::optional<double>
Number(std::string_view cell)
{
    const auto value = ParseWhole<double>(cell);
    return value && std::isfinite(*value) ? value : std::nullopt;
}

/// @return the one of , and ; that occurs more often outside of quotation marks
char
Delimiter(std::string_view header)
{
    std::ptrdiff_t balance = 0; // semicolons less commas
    bool quoted = false;
    for (const char each : header)
    {
        quoted = quoted != (each == '"');
        balance += quoted ? 0 : (each == ';') - (each == ',');
    }
    return balance > 0 ? ';' : ',';
}

std::vector<std::string>
ParseHeader(std::string_view line, char delimiter, const std::string& file)
{
    const Cells cells = Split(line, delimiter);
    if (!cells)
    {
        throw InputError(file, 1, "a quotation mark is not closed, expected column names");
    }
    std::set<std::string> seen;
    for (const auto& name : *cells)
    {
        if (name.empty())
        {
            throw InputError(file,
                             1,
                             "column " + std::to_string(seen.size() + 1) +
                                 " has no name, expected a line of column names");
        }
        if (!seen.insert(name).second)
        {
            throw InputError(file,
                             1,
                             "column '" + name + "' occurs twice, expected different names");
        }
    }
    if (std::all_of(cells->begin(), cells->end(), [](const auto& cell) {
            return Number(cell).has_value();
        }))
    {
        throw InputError(file, 1, "has numbers only, expected a line of column names");
    }
    return *cells;
}

/// A line that has as many cells as the header.
struct Line
{
    std::size_t number; // from 1
    std::vector<std::string> cells;
};

/**
 * @brief Takes a text apart.
 * @param lines where lines of the right number of cells go
 * @param skip called with the number of each other line that is not empty, and what is wrong
 * @return the names of the columns
 */
template <typename Skip>
std::vector<std::string>
SplitLines(std::string_view text, const std::string& file, std::vector<Line>& lines, Skip skip)
{
    if (text.substr(0, BYTE_ORDER_MARK.size()) == BYTE_ORDER_MARK)
    {
        text.remove_prefix(BYTE_ORDER_MARK.size());
    }
    if (text.empty())
    {
        throw InputError(file, 1, "is empty, expected a line of column names");
    }
    if (text.find('\n') == std::string_view::npos && text.find('\r') < text.size() - 1)
    {
        throw InputError(file, 1, "ends in CR alone, expected lines that end in LF or CR LF");
    }
    char delimiter = ',';
    std::vector<std::string> names;
    for (std::size_t number = 1; !text.empty(); ++number)
    {
        const auto end = std::min(text.find('\n'), text.size());
        const std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (number == 1)
        {
            delimiter = Delimiter(line);
            names = ParseHeader(line, delimiter, file);
            continue;
        }
        if (Trimmed(line).empty())
        {
            continue;
        }
        Cells cells = Split(line, delimiter);
        if (cells && cells->size() == names.size())
        {
            lines.push_back(Line{number, std::move(*cells)});
        }
        else
        {
            skip(number,
                 cells ? std::to_string(cells->size()) + " cells, expected " +
                             std::to_string(names.size()) + " as line 1 names them"
                       : "a quotation mark is not closed, expected cells");
        }
    }
    return names;
}

/// @return for each column whether most of its cells that are not missing are texts
std::vector<bool>
CategoricalColumns(const std::vector<Line>& lines, std::size_t columns)
{
    std::vector<bool> categorical;
    for (std::size_t column = 0; column < columns; ++column)
    {
        std::ptrdiff_t balance = 0; // numbers less texts
        for (const auto& line : lines)
        {
            const auto& cell = line.cells[column];
            if (!IsMissing(cell))
            {
                balance += Number(cell) ? 1 : -1;
            }
        }
        categorical.push_back(balance < 0);
    }
    return categorical;
}

/// @return the first column that holds a text instead of a number; their count when none does
std::size_t
FirstMisfit(const Line& line, const std::vector<bool>& categorical)
{
    std::size_t column = 0;
    while (column < categorical.size() &&
           (categorical[column] || IsMissing(line.cells[column]) || Number(line.cells[column])))
    {
        ++column;
    }
    return column;
}

Table
TableOf(const std::vector<std::string>& names,
        const std::vector<bool>& categorical,
        const std::vector<Line>& rows)
{
    Table table;
    for (std::size_t column = 0; column < names.size(); ++column)
    {
        if (categorical[column])
        {
            std::vector<std::string> labels;
            labels.reserve(rows.size());
            for (const auto& row : rows)
            {
                labels.push_back(IsMissing(row.cells[column]) ? "" : row.cells[column]);
            }
            table.AppendCategorical(names[column], labels);
        }
        else
        {
            Eigen::VectorXd values(static_cast<Table::Index>(rows.size()));
            for (std::size_t row = 0; row < rows.size(); ++row)
            {
                values(static_cast<Table::Index>(row)) =
                    Number(rows[row].cells[column])
                        .value_or(std::numeric_limits<double>::quiet_NaN());
            }
            table.Append(names[column], values);
        }
    }
    return table;
}

} // namespace

std::string
CsvDocument::SkippedNote() const
{
    if (skipped == 0)
    {
        return {};
    }
    return file + ": skipped " + std::to_string(skipped) +
           (skipped == 1 ? " line that is not a row, line "
                         : " lines that are not rows, first line ") +
           std::to_string(firstSkipped);
}

void
CsvDocument::NeedColumns(const std::vector<std::string>& names) const
{
    for (const auto& name : names)
    {
        if (!table.Has(name))
        {
            throw InputError(file,
                             1,
                             "column '" + name + "' is missing, expected " + JoinNames(names));
        }
    }
}

void
CsvDocument::NeedRows() const
{
    if (table.Rows() == 0)
    {
        throw InputError(file,
                         skipped > 0 ? firstSkipped : 2,
                         "no row, expected lines of " + std::to_string(table.Columns()) +
                             " cells as line 1 names them");
    }
}

void
CsvDocument::NeedWhole() const
{
    if (skipped > 0)
    {
        throw InputError(file, firstSkipped, firstProblem);
    }
}

namespace
{

/// @return whether a text is a number as others write it: +3, 49,5, 1'000, inf
bool
IsForeignNumber(std::string_view text)
{
    text.remove_prefix(!text.empty() && (text[0] == '+' || text[0] == '-') ? 1 : 0);
    std::string lower(text);
    std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char each) {
        return static_cast<char>(std::tolower(each));
    });
    const auto exponent = lower.find_last_not_of("0123456789+-");
    if (exponent != std::string::npos && exponent > 0 && lower[exponent] == 'e')
    {
        lower.resize(exponent);
    }
    const bool hasDigit = lower.find_first_of("0123456789") != std::string::npos;
    const bool isPlain = lower.find_first_not_of("0123456789.,'_") == std::string::npos &&
                         std::count(lower.begin(), lower.end(), '.') <= 1; // else an address
    return lower == "inf" || lower == "infinity" || (hasDigit && isPlain);
}

} // namespace

void
CsvDocument::NeedFamiliarNumbers() const
{
    for (const auto& name : table.Names())
    {
        if (!table.IsCategorical(name))
        {
            continue;
        }
        const std::vector<std::string>& texts = table.Categories(name);
        const auto foreign = std::count_if(texts.begin(), texts.end(), IsForeignNumber);
        if (2 * foreign > static_cast<std::ptrdiff_t>(texts.size()))
        {
            const auto example = std::find_if(texts.begin(), texts.end(), IsForeignNumber);
            throw InputError(file,
                             2,
                             "column " + QuoteInput(name) + " holds " + QuoteInput(*example) +
                                 ", expected finite numbers such as 12, -3.5 or 1e-6");
        }
    }
}

void
CsvDocument::NeedNumbers(const std::vector<std::string>& names) const
{
    for (const auto& name : names)
    {
        if (table.IsCategorical(name))
        {
            throw InputError(file,
                             2,
                             "column '" + name + "' holds texts such as '" +
                                 table.Categories(name).front() + "', expected numbers");
        }
    }
}

CsvDocument
ParseCsv(std::string_view text, const std::string& file)
{
    CsvDocument document;
    document.file = file;
    const auto skip = [&document](std::size_t line, const std::string& problem) {
        if (document.skipped++ == 0 || line < document.firstSkipped)
        {
            document.firstSkipped = line;
            document.firstProblem = problem;
        }
    };
    std::vector<Line> lines;
    const std::vector<std::string> names = SplitLines(text, file, lines, skip);
    // What is no row may have decided about a column: look again until nothing is skipped.
    std::vector<bool> categorical;
    for (std::size_t before = 0; before != document.skipped || categorical.empty();)
    {
        before = document.skipped;
        categorical = CategoricalColumns(lines, names.size());
        std::vector<Line> rows;
        for (auto& line : lines)
        {
            const std::size_t misfit = FirstMisfit(line, categorical);
            if (misfit == names.size())
            {
                rows.push_back(std::move(line));
            }
            else
            {
                skip(line.number,
                     "column " + QuoteInput(names[misfit]) + " holds " +
                         QuoteInput(line.cells[misfit]) + ", expected a number");
            }
        }
        lines = std::move(rows);
    }
    document.table = TableOf(names, categorical, lines);
    return document;
}

CsvDocument
ReadCsv(const std::filesystem::path& path)
{
    return ParseCsv(ReadInputFile(path, "a file of comma-separated values"), path.string());
}

Table
ReadWholeTable(const std::filesystem::path& path)
{
    CsvDocument document = ReadCsv(path);
    document.NeedWhole();
    document.NeedRows();
    document.NeedFamiliarNumbers();
    return std::move(document.table);
}

std::string
QuoteCell(const std::string& text)
{
    if (text.find_first_of(",;\"") == std::string::npos && Trimmed(text) == text &&
        text.compare(0, BYTE_ORDER_MARK.size(), BYTE_ORDER_MARK) != 0)
    {
        return text;
    }
    std::string quoted = "\"";
    for (const char each : text)
    {
        quoted += each == '"' ? "\"\"" : std::string(1, each);
    }
    return quoted + '"';
}

std::string
FormatNumber(double value)
{
    constexpr double EXACT_INTEGERS = 1e15; // below 2^53, and short of an exponent
    if (std::isnan(value))
    {
        return "nan";
    }
    if (std::abs(value) < EXACT_INTEGERS && value == std::trunc(value))
    {
        return std::to_string(static_cast<long long>(value));
    }
    char buffer[32];
    const auto result = std::to_chars(buffer, buffer + sizeof buffer, value);
    return {buffer, result.ptr};
}

void
WriteCsv(std::ostream& stream, const Table& table)
{
    WriteCsvNames(stream, table.Names());
    WriteCsvRows(stream, table);
}

void
WriteCsvNames(std::ostream& stream, const std::vector<std::string>& names)
{
    for (std::size_t column = 0; column < names.size(); ++column)
    {
        stream << (column == 0 ? "" : ",") << QuoteCell(names[column]);
    }
    stream << '\n';
}

void
WriteCsvRows(std::ostream& stream, const Table& table)
{
    const auto& names = table.Names();
    for (Table::Index row = 0; row < table.Rows(); ++row)
    {
        for (Table::Index column = 0; column < table.Columns(); ++column)
        {
            const auto& name = names[static_cast<std::size_t>(column)];
            const double value = table.Values()(row, column);
            stream << (column == 0 ? "" : ",")
                   << (table.IsCategorical(name) && !std::isnan(value)
                           ? QuoteCell(table.Label(name, row))
                           : FormatNumber(value));
        }
        stream << '\n';
    }
}

} // namespace ns3::synthnet
