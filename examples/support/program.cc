/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "program.h"

#include "stop-signals.h"

#include "ns3/input-error.h"
#include "ns3/table.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <exception>
#include <iostream>
#include <new>
#include <stdexcept>
#include <typeinfo>
#include <unistd.h>

namespace ns3::synthnet
{

namespace po = boost::program_options;

namespace
{

constexpr int DAMAGE_STATUS = 2;

constexpr int STYLE =
    po::command_line_style::allow_long | po::command_line_style::long_allow_adjacent;

std::string
ValueAsText(const po::variable_value& value)
{
    const auto& any = value.value();
    if (const auto* text = boost::any_cast<std::string>(&any))
    {
        return *text;
    }
    if (const auto* flag = boost::any_cast<bool>(&any))
    {
        return *flag ? "true" : "false";
    }
    if (const auto* number = boost::any_cast<double>(&any))
    {
        return nlohmann::json(*number).dump();
    }
    if (const auto* number = boost::any_cast<int>(&any))
    {
        return std::to_string(*number);
    }
    if (const auto* number = boost::any_cast<unsigned>(&any))
    {
        return std::to_string(*number);
    }
    if (const auto* number = boost::any_cast<uint64_t>(&any))
    {
        return std::to_string(*number);
    }
    if (const auto* number = boost::any_cast<int64_t>(&any))
    {
        return std::to_string(*number);
    }
    if (const auto* list = boost::any_cast<std::vector<std::string>>(&any))
    {
        std::string text;
        for (const auto& item : *list)
        {
            text += (text.empty() ? "" : ",") + item;
        }
        return text;
    }
    return {};
}

/// @return the type of an option's value, null when it takes none
const std::type_info*
TypeOf(const po::options_description& options, const std::string& option)
{
    const auto* described =
        options.find_nothrow(option.substr(option.find_first_not_of('-')), false);
    const auto* value = described
                            ? dynamic_cast<const po::typed_value_base*>(described->semantic().get())
                            : nullptr;
    return value ? &value->value_type() : nullptr;
}

/// @return ", expected a whole number" or the like for an option that takes a number
std::string
ExpectedNumber(const po::options_description& options, const std::string& option)
{
    const std::type_info* type = TypeOf(options, option);
    if (!type)
    {
        return "";
    }
    return *type == typeid(double) ? ", expected a number" : ", expected a whole number";
}

/// What Boost would read as a number near the largest one.
void
RefuseNegative(const po::options_description& options, const po::parsed_options& parsed)
{
    for (const auto& option : parsed.options)
    {
        const std::type_info* type = TypeOf(options, option.string_key);
        const bool isUnsigned = type && (*type == typeid(unsigned) || *type == typeid(uint64_t));
        const std::string value = option.value.empty() ? "" : option.value.front();
        if (isUnsigned && value.rfind('-', 0) == 0)
        {
            throw InputError("the argument ('" + value + "') for option '--" + option.string_key +
                             "' is invalid, expected a whole number that is not negative");
        }
    }
}

/// As shells say it.
int
SignalStatus()
{
    return 128 + StopSignals::Arrived();
}

} // namespace

Program::Program(std::string name, std::string summary)
    : m_name(std::move(name)),
      m_summary(std::move(summary))
{
}

void
Program::SetWork(po::options_description options, std::function<void()> work)
{
    m_verbs.clear();
    m_verbs.push_back(Verb{"", "", std::move(options), std::move(work)});
}

void
Program::AddVerb(Verb verb)
{
    m_hasVerbs = true;
    m_verbs.push_back(std::move(verb));
}

void
Program::SetPassThrough(std::function<bool(const std::string&, const std::string&)> passThrough)
{
    m_passThrough = std::move(passThrough);
}

void
Program::SetErrorText(std::function<std::string(const std::exception&)> errorText)
{
    m_errorText = std::move(errorText);
}

const Program::Verb*
Program::TakeVerb(std::vector<std::string>& arguments) const
{
    if (!m_hasVerbs)
    {
        return &m_verbs.at(0);
    }
    if (arguments.empty() || arguments[0].rfind("--", 0) == 0)
    {
        return m_verbs.at(0).name.empty() ? &m_verbs.at(0) : nullptr;
    }
    const auto found = std::find_if(m_verbs.begin(), m_verbs.end(), [&](const Verb& each) {
        return each.name == arguments[0];
    });
    if (found == m_verbs.end())
    {
        throw InputError("unknown verb '" + arguments[0] + "', expected " + VerbNames());
    }
    arguments.erase(arguments.begin());
    return &*found;
}

std::string
Program::VerbNames() const
{
    std::vector<std::string> names;
    for (const auto& verb : m_verbs)
    {
        if (!verb.name.empty())
        {
            names.push_back(verb.name);
        }
    }
    return (names.size() == 1 ? "" : "one of ") + JoinNames(names);
}

int
Program::Run(int argc, char* argv[])
{
    try
    {
        Execute({argv + 1, argv + argc});
        if (!std::cout.flush())
        {
            throw std::runtime_error("standard output could not be written");
        }
        return m_hasDamage ? DAMAGE_STATUS : 0;
    }
    catch (const Stopped& stopped)
    {
        Report(stopped.what());
        return SignalStatus();
    }
    catch (const std::exception& error)
    {
        // What a signal broke off may have failed for that reason only.
        if (StopSignals::Arrived() != 0)
        {
            return ReportSignal();
        }
        Report(ErrorText(error));
        return 1;
    }
}

void
Program::Execute(std::vector<std::string> arguments)
{
    const bool help = std::find(arguments.begin(), arguments.end(), "--help") != arguments.end();
    const Verb* verb = TakeVerb(arguments);
    if (help)
    {
        PrintHelp(verb);
        return;
    }
    if (!verb)
    {
        throw InputError("a verb is missing, expected " + VerbNames());
    }
    m_verb = verb->name;
    Parse(*verb, arguments);
    verb->work();
}

void
Program::ReportDamage(const std::string& text)
{
    m_hasDamage = true;
    Report(text);
}

bool
Program::IsTyped(const std::string& option) const
{
    return m_typed.count(option) > 0;
}

int
Program::ReportSignal() const
{
    Report("stopped by " + StopSignals::Name());
    return SignalStatus();
}

std::string
Program::ErrorText(const std::exception& error) const
{
    const std::string text = m_errorText ? m_errorText(error) : "";
    if (!text.empty())
    {
        return text;
    }
    return dynamic_cast<const std::bad_alloc*>(&error)
               ? "not enough memory, expected smaller tables or options"
               : error.what();
}

void
Program::Report(std::string text) const
{
    std::replace(text.begin(), text.end(), '\n', ' ');
    std::cerr << (m_name + ": " + text + "\n") << std::flush;
}

void
Program::Parse(const Verb& verb, const std::vector<std::string>& arguments)
{
    for (const auto& argument : arguments)
    {
        if (argument.rfind("--", 0) != 0)
        {
            throw InputError("unexpected argument '" + argument +
                             "', expected options of the form --name=value");
        }
    }
    std::vector<std::string> own;
    for (const auto& argument : arguments)
    {
        const auto equals = argument.find('=');
        const std::string name =
            argument.substr(2, equals == std::string::npos ? equals : equals - 2);
        const auto& take = verb.take ? verb.take : m_passThrough;
        if (!verb.options.find_nothrow(name, false) && take && equals != std::string::npos)
        {
            const std::string value = argument.substr(equals + 1);
            if (!take(name, value))
            {
                throw InputError("unknown option --" + name + " or bad value '" + value +
                                 "', see --help");
            }
            m_options[name] = value;
            continue;
        }
        own.push_back(argument);
    }
    po::variables_map values;
    try
    {
        const auto parsed = po::command_line_parser(own).options(verb.options).style(STYLE).run();
        RefuseNegative(verb.options, parsed);
        po::store(parsed, values);
        po::notify(values);
    }
    catch (const po::invalid_option_value& error)
    {
        throw InputError(error.what() + ExpectedNumber(verb.options, error.get_option_name()));
    }
    catch (const po::invalid_command_line_syntax& error)
    {
        if (error.kind() == po::invalid_syntax::empty_adjacent_parameter)
        {
            throw InputError(error.get_option_name() + " is empty, expected a value");
        }
        throw;
    }
    catch (const po::unknown_option& error)
    {
        throw InputError("unknown option " + error.get_option_name() + ", see --help");
    }
    for (const auto& [name, value] : values)
    {
        m_options[name] = ValueAsText(value);
        if (!value.defaulted())
        {
            m_typed.insert(name);
        }
    }
}

void
Program::PrintHelp(const Verb* verb) const
{
    std::cout << m_summary << "\n\n";
    if (verb)
    {
        std::cout << "Usage: " << m_name << (verb->name.empty() ? "" : " " + verb->name)
                  << " --option=value ...\n";
        if (!verb->summary.empty())
        {
            std::cout << verb->summary << "\n";
        }
        std::cout << "\n" << verb->options << std::flush;
        if (verb->take || m_passThrough)
        {
            std::cout << "  --ns3::CLASS::ATTRIBUTE=value   the default of any ns-3 attribute\n";
        }
        std::cout << (verb->notes.empty() ? "" : "\n") << verb->notes;
        if (verb->name.empty() && m_hasVerbs)
        {
            std::cout << "\n";
            PrintVerbs();
        }
        return;
    }
    std::cout << "Usage: " << m_name << " VERB --option=value ...\n\n";
    PrintVerbs();
}

void
Program::PrintVerbs() const
{
    std::cout << "Verbs:\n";
    for (const auto& each : m_verbs)
    {
        if (!each.name.empty())
        {
            std::cout << "  " << each.name << "\n      " << each.summary << "\n";
        }
    }
    std::cout << "\n" << m_name << " VERB --help shows a verb's options.\n";
}

void
Program::WriteRunRecord(std::ostream& stream, const std::map<std::string, std::string>& more) const
{
    nlohmann::ordered_json record;
    record["program"] = m_name;
    if (!m_verb.empty())
    {
        record["verb"] = m_verb;
    }
    record["options"] = m_options;
    record["versions"]["synthnet"] = SYNTHNET_VERSION;
    for (const auto& [name, text] : more)
    {
        auto value = nlohmann::ordered_json::parse(text);
        if (name == "versions")
        {
            record["versions"].update(value);
        }
        else
        {
            record[name] = std::move(value);
        }
    }
    const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - m_start;
    record["wallSeconds"] = wall.count();
    using Json = nlohmann::ordered_json;
    stream << record.dump(2, ' ', false, Json::error_handler_t::replace)
           << "\n"; // not UTF-8: U+FFFD
}

bool
ShowsProgress()
{
    return isatty(STDERR_FILENO) != 0;
}

} // namespace ns3::synthnet
