/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_SYNTHNET_OPENGYM_H
#define SYNTHNET_SYNTHNET_OPENGYM_H

#include "opengym-container.h"
#include "opengym-env.h"
#include "opengym-interface.h"
#include "opengym-space.h"

/**
 * @file
 * @ingroup synthnet-control
 * In place of ns3/opengym-module.h in scenarios that were written for ns3-gym: its names, in its
 * namespace. Not part of synthnet-module.h, so that both modules can be in one ns-3 tree.
 */

namespace ns3
{

using synthnet::OpenGymBoxContainer;
using synthnet::OpenGymBoxSpace;
using synthnet::OpenGymDataContainer;
using synthnet::OpenGymDictContainer;
using synthnet::OpenGymDictSpace;
using synthnet::OpenGymDiscreteContainer;
using synthnet::OpenGymDiscreteSpace;
using synthnet::OpenGymEnv;
using synthnet::OpenGymInterface;
using synthnet::OpenGymSpace;
using synthnet::OpenGymTupleContainer;
using synthnet::OpenGymTupleSpace;

} // namespace ns3

#endif // SYNTHNET_SYNTHNET_OPENGYM_H
