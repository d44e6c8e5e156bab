/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "action.h"

#include "ns3/input-error.h"

namespace ns3::synthnet
{

Action
Action::MakeDrop()
{
    Action action;
    action.kind = ActionKind::Drop;
    return action;
}

Action
Action::MakeForward(uint16_t port)
{
    Action action;
    action.kind = ActionKind::Forward;
    action.port = port;
    return action;
}

Action
Action::MakeIpv4Forward(uint64_t dstMac, uint16_t port)
{
    Action action;
    action.kind = ActionKind::Ipv4Forward;
    action.dstMac = dstMac;
    action.port = port;
    return action;
}

Action
Action::MakeSetPriority(uint8_t priority)
{
    Action action;
    action.kind = ActionKind::SetPriority;
    action.priority = priority;
    return action;
}

Action
Action::MakeMarkDscp(uint8_t dscp)
{
    Action action;
    action.kind = ActionKind::MarkDscp;
    action.dscp = dscp;
    return action;
}

bool
operator==(const Action& a, const Action& b)
{
    return a.kind == b.kind && a.port == b.port && a.dstMac == b.dstMac &&
           a.priority == b.priority && a.dscp == b.dscp;
}

const std::vector<ActionParameter>&
ActionParameters(ActionKind kind)
{
    static const std::vector<ActionParameter> none;
    static const std::vector<ActionParameter> forward{{"port", 9}};
    static const std::vector<ActionParameter> ipv4Forward{{"dstAddr", 48}, {"port", 9}};
    static const std::vector<ActionParameter> setPriority{{"priority", 3}};
    static const std::vector<ActionParameter> markDscp{{"dscp", 6}};
    switch (kind)
    {
    case ActionKind::NoAction:
    case ActionKind::Drop:
        return none;
    case ActionKind::Forward:
        return forward;
    case ActionKind::Ipv4Forward:
        return ipv4Forward;
    case ActionKind::SetPriority:
        return setPriority;
    case ActionKind::MarkDscp:
        return markDscp;
    }
    return none;
}

Action
MakeAction(ActionKind kind, const std::vector<uint64_t>& values)
{
    const std::vector<ActionParameter>& parameters = ActionParameters(kind);
    if (values.size() != parameters.size())
    {
        throw InputError(std::to_string(values.size()) + " action parameters, expected " +
                         std::to_string(parameters.size()));
    }
    for (std::size_t i = 0; i < values.size(); ++i)
    {
        if (values[i] >> parameters[i].width != 0)
        {
            throw InputError("action parameter " + std::string(parameters[i].name) + " is " +
                             std::to_string(values[i]) + ", expected at most " +
                             std::to_string(parameters[i].width) + " bits");
        }
    }
    switch (kind)
    {
    case ActionKind::NoAction:
        return {};
    case ActionKind::Drop:
        return Action::MakeDrop();
    case ActionKind::Forward:
        return Action::MakeForward(static_cast<uint16_t>(values[0]));
    case ActionKind::Ipv4Forward:
        return Action::MakeIpv4Forward(values[0], static_cast<uint16_t>(values[1]));
    case ActionKind::SetPriority:
        return Action::MakeSetPriority(static_cast<uint8_t>(values[0]));
    case ActionKind::MarkDscp:
        return Action::MakeMarkDscp(static_cast<uint8_t>(values[0]));
    }
    return {};
}

const std::vector<ActionName>&
UsualActions()
{
    static const std::vector<ActionName> actions{
        {"NoAction", ActionKind::NoAction},
        {"drop", ActionKind::Drop},
        {"forward", ActionKind::Forward},
        {"ipv4_forward", ActionKind::Ipv4Forward},
        {"set_priority", ActionKind::SetPriority},
        {"mark_dscp", ActionKind::MarkDscp},
    };
    return actions;
}

} // namespace ns3::synthnet
