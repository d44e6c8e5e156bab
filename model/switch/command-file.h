/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_COMMAND_FILE_H
#define SYNTHNET_COMMAND_FILE_H

#include "match-action-table.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace ns3::synthnet
{

/// @ingroup synthnet-switch
/// @brief table_add TABLE ACTION KEYS => PARAMETERS [PRIORITY]
struct TableAdd
{
    std::string table;         //!< its name in the schema
    std::vector<KeyMatch> key; //!< one for each field
    Action action;             //!< with its parameters
    uint32_t priority{0};      //!< ternary tables only; the smaller wins
};

/// @ingroup synthnet-switch
/// @brief table_set_default TABLE ACTION PARAMETERS
struct TableSetDefault
{
    std::string table; //!< its name in the schema
    Action action;     //!< with its parameters
};

/// @ingroup synthnet-switch
/// @brief table_modify TABLE ACTION HANDLE [=>] PARAMETERS
struct TableModify
{
    std::string table;  //!< its name in the schema
    uint32_t handle{0}; //!< the entry: the first one added to a new table is 0, the next 1
    Action action;      //!< with its parameters
};

/// @ingroup synthnet-switch
/// @brief table_delete TABLE HANDLE
struct TableDelete
{
    std::string table;  //!< its name in the schema
    uint32_t handle{0}; //!< the entry
};

/// @ingroup synthnet-switch
/// @brief table_clear TABLE
struct TableClear
{
    std::string table; //!< its name in the schema
};

/// @ingroup synthnet-switch
/// @brief set_queue_depth N [PORT [PRIORITY]]
struct SetQueueDepth
{
    uint32_t depth{0};               //!< packets, at least 1
    std::optional<uint16_t> port;    //!< all, and those made later, without it
    std::optional<uint8_t> priority; //!< all of the port without it
};

/// @ingroup synthnet-switch
/// @brief set_queue_rate PPS [PORT [PRIORITY]]
struct SetQueueRate
{
    uint64_t rate{0};                //!< packets a second; 0 is unlimited
    std::optional<uint16_t> port;    //!< all, and those made later, without it
    std::optional<uint8_t> priority; //!< all of the port without it
};

/**
 * @ingroup synthnet-switch
 * @brief One command of a file.
 */
struct Command
{
    std::size_t line; //!< counted from 1
    std::variant<TableAdd,
                 TableSetDefault,
                 TableModify,
                 TableDelete,
                 TableClear,
                 SetQueueDepth,
                 SetQueueRate>
        what; //!< the command
};

/**
 * @ingroup synthnet-switch
 * @brief Parses a file of commands as simple_switch_CLI of BMv2 takes them.
 *
 * One command a line; empty lines, and what follows `#` or `//` at the begin of a line or after a
 * blank, do not count. Tables and actions are called by their names, with or without the name of
 * their control: `MyIngress.ipv4_lpm` and `ipv4_lpm` are the same when only one table is meant.
 *
 * Values are decimal or hexadecimal with 0x; fields of 32, 48 and 128 bits are also written as
 * IPv4, MAC and IPv6 addresses. An lpm match is `VALUE/LENGTH`, a ternary one `VALUE&&&MASK`. A
 * table with a ternary field needs a priority at the end of the line, any other table takes none.
 *
 * Source: p4lang/behavioral-model, docs/runtime_CLI.md.
 *
 * @param text the file's content
 * @param file its name, for messages
 * @param tables the tables that the switch has
 * @throws InputError FILE:LINE with what was expected, at the first line that is wrong
 */
std::vector<Command> ParseCommandFile(std::string_view text,
                                      const std::string& file,
                                      const std::vector<TableSchema>& tables);

/**
 * @ingroup synthnet-switch
 * @brief Carries out a command on a table.
 * @param command a command whose table is called @p table, or one that concerns no table
 * @param table the table
 * @return whether the command was one for this table
 * @throws InputError when the table is full, has the same entry, or lacks the handle
 */
bool Execute(const Command& command, MatchActionTable& table);

} // namespace ns3::synthnet

#endif // SYNTHNET_COMMAND_FILE_H
