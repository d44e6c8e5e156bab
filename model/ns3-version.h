/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_NS3_VERSION_H
#define SYNTHNET_NS3_VERSION_H

/**
 * @file
 * @ingroup synthnet
 * The one place that knows how ns-3 releases from 3.37 on differ.
 */

#include <cstring> // ns-3.37's mac48-address.h calls memcmp without including it

#include "ns3/event-id.h" // no longer included by nstime.h since 3.47
#include "ns3/test.h"

#if __has_include("ns3/application-helper.h")
#define SYNTHNET_NS3_AT_LEAST_3_42 1
#define SYNTHNET_OVERRIDE_SINCE_3_42 override
#else
#define SYNTHNET_NS3_AT_LEAST_3_42 0
/// Application::AssignStreams is virtual since 3.42.
#define SYNTHNET_OVERRIDE_SINCE_3_42
#endif

#endif // SYNTHNET_NS3_VERSION_H
