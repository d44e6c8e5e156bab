/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_PROGRAM_H
#define SYNTHNET_PROGRAM_H

#include <boost/program_options.hpp>

#include <chrono>
#include <exception>
#include <functional>
#include <map>
#include <optional>
#include <ostream>
#include <set>
#include <string>
#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-programs
 * @brief The command line of one program: `synthnet-SUBJECT [VERB] --option=value …`.
 *
 * Usage: SetWork(), or AddVerb() for each verb, with the options (boost::program_options) and what
 * to do once they are parsed; then Run(), which turns every exception into one line on standard
 * error and exit status 1.
 */
class Program
{
  public:
    /// One verb: what it is called, one line about it, and its options.
    struct Verb
    {
        std::string name;
        std::string summary;
        boost::program_options::options_description options;
        std::function<void()> work; //!< called after the options were parsed
        /// Takes options that are not in the list, as SetPassThrough(); none: that one does
        std::function<bool(const std::string&, const std::string&)> take{};
        std::string notes{}; //!< whole lines for --help, behind the options
    };

    /**
     * @param name as typed, for example "synthnet-gap"
     * @param summary one or two sentences for --help
     */
    Program(std::string name, std::string summary);

    /// A program without verbs: its options and its work.
    void SetWork(boost::program_options::options_description options, std::function<void()> work);
    /// A program whose first argument selects what to do; a first verb without a name is what it
    /// does without one.
    void AddVerb(Verb verb);
    /**
     * Options that are not the program's own, such as `--ns3::Class::Attribute=value`, go to this
     * function, which returns false when it does not know the name or refuses the value. Without
     * it they are unknown options.
     */
    void SetPassThrough(std::function<bool(const std::string&, const std::string&)> passThrough);

    /// What to print of an exception in place of its what(), unless it is empty.
    void SetErrorText(std::function<std::string(const std::exception&)> errorText);

    /**
     * @brief Says on standard error that an input was damaged, of which what could be read was
     * used.
     *
     * Run() then returns 2 when all else goes well.
     * @param text one line: how much was used, where it ended
     */
    void ReportDamage(const std::string& text);

    /// @return the exit status: 0, 1 after an exception or when standard output was lost, 2 after
    ///         ReportDamage(), 128 + n when StopSignals had signal n
    int Run(int argc, char* argv[]);

    /// @return whether the command line has the option; its default does not count
    bool IsTyped(const std::string& option) const;

    /// Says on standard error that StopSignals had a signal.
    /// @return the exit status, 128 + n
    int ReportSignal() const;

    /**
     * @brief Writes the record of a run: program, options, versions, wall time.
     * @param stream usually DIR/run.json, or TABLE.run.json beside a single file
     * @param more further members, each a JSON text, for example {"seed", "1"}
     */
    void WriteRunRecord(std::ostream& stream,
                        const std::map<std::string, std::string>& more = {}) const;

  private:
    /// Takes the verb off the arguments; null when they begin with none.
    const Verb* TakeVerb(std::vector<std::string>& arguments) const;
    std::string VerbNames() const; //!< for messages: what is expected
    void Execute(std::vector<std::string> arguments);
    void Parse(const Verb& verb, const std::vector<std::string>& arguments);
    void PrintHelp(const Verb* verb) const;
    void PrintVerbs() const;
    std::string ErrorText(const std::exception& error) const;
    void Report(std::string text) const; //!< one line on standard error

    std::string m_name;
    std::string m_summary;
    std::vector<Verb> m_verbs;
    bool m_hasVerbs{false};
    std::function<bool(const std::string&, const std::string&)> m_passThrough;
    std::function<std::string(const std::exception&)> m_errorText;
    std::map<std::string, std::string> m_options; //!< as typed or defaulted, for run.json
    std::set<std::string> m_typed;
    std::string m_verb;
    bool m_hasDamage{false};
    std::chrono::steady_clock::time_point m_start{std::chrono::steady_clock::now()};
};

/**
 * @ingroup synthnet-programs
 * @brief The value of an option that need not be there.
 * @param target gets it when it is; must outlive the parsing
 */
template <typename T>
boost::program_options::typed_value<T>*
Optional(std::optional<T>& target)
{
    return boost::program_options::value<T>()->notifier(
        [&target](const T& value) { target = value; });
}

/// @return true when the progress of long work should be shown: standard error is a terminal
bool ShowsProgress();

} // namespace ns3::synthnet

#endif // SYNTHNET_PROGRAM_H
