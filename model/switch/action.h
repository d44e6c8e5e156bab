/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_ACTION_H
#define SYNTHNET_ACTION_H

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-switch
 * @brief What a table can have done to a packet.
 */
enum class ActionKind : uint8_t
{
    NoAction,    //!< nothing
    Drop,        //!< mark_to_drop
    Forward,     //!< set the egress port
    Ipv4Forward, //!< set the egress port and the MAC addresses, and decrement the TTL
    SetPriority, //!< set the priority, which chooses the egress queue
    MarkDscp,    //!< set the DSCP of the IP header
};

/**
 * @ingroup synthnet-switch
 * @brief An action with its parameters: data that the switch carries out.
 *
 * Members that the kind has no use for are zero.
 */
struct Action
{
    ActionKind kind{ActionKind::NoAction};
    uint16_t port{0};    //!< Forward, Ipv4Forward: the egress port, 9 bits
    uint64_t dstMac{0};  //!< Ipv4Forward: the next hop's MAC address, 48 bits
    uint8_t priority{0}; //!< SetPriority: 3 bits, 0 is the lowest
    uint8_t dscp{0};     //!< MarkDscp: 6 bits

    static Action MakeDrop();                 //!< discard the packet
    static Action MakeForward(uint16_t port); //!< send it to @p port as it is

    /**
     * @brief The ipv4_forward of the P4 tutorials.
     *
     * The packet's destination MAC address becomes its source address, @p dstMac its destination,
     * its TTL is decremented, and it leaves by @p port.
     */
    static Action MakeIpv4Forward(uint64_t dstMac, uint16_t port);
    static Action MakeSetPriority(uint8_t priority); //!< 0 to 7, 0 is the lowest
    static Action MakeMarkDscp(uint8_t dscp);        //!< 0 to 63
};

/// @return whether two actions do the same
bool operator==(const Action& a, const Action& b);

/**
 * @ingroup synthnet-switch
 * @brief One parameter of an action, as a P4 program declares it.
 */
struct ActionParameter
{
    std::string_view name; //!< for messages
    unsigned width;        //!< bits, 1 to 48
};

/// @ingroup synthnet-switch
/// @return the parameters of a kind of action, in the order in which command files give them
const std::vector<ActionParameter>& ActionParameters(ActionKind kind);

/**
 * @ingroup synthnet-switch
 * @brief Makes an action from the values of its parameters.
 * @param kind the kind
 * @param values one for each of ActionParameters(kind)
 * @throws InputError when there are more or fewer, or one is wider than its parameter
 */
Action MakeAction(ActionKind kind, const std::vector<uint64_t>& values);

/**
 * @ingroup synthnet-switch
 * @brief A name by which command files call a kind of action.
 */
struct ActionName
{
    std::string name; //!< as the P4 program has it, perhaps with its control: `MyIngress.drop`
    ActionKind kind;  //!< what it does
};

/**
 * @ingroup synthnet-switch
 * @return every kind under its usual name: NoAction, drop, forward, ipv4_forward, set_priority,
 *         mark_dscp
 */
const std::vector<ActionName>& UsualActions();

} // namespace ns3::synthnet

#endif // SYNTHNET_ACTION_H
