/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// The groups of the reference that Doxygen makes; a room is a folder of model/.

/**
 * @defgroup synthnet synthnet
 * @brief The video testbed in ns-3, and synthetic network data.
 *
 * @defgroup synthnet-telemetry Telemetry
 * @ingroup synthnet
 * @brief In-band Network Telemetry: metadata, probe, collector, log.
 *
 * @defgroup synthnet-switch Switch
 * @ingroup synthnet
 * @brief A switch that queues and matches as BMv2 does.
 *
 * @defgroup synthnet-dash DASH
 * @ingroup synthnet
 * @brief Server, player, adaptation rules, and the WAVE load.
 *
 * @defgroup synthnet-packet Packets
 * @ingroup synthnet
 * @brief Captures. Knows no ns-3.
 *
 * @defgroup synthnet-netdiffusion Flows that are generated
 * @ingroup synthnet
 * @brief Flows as symbols and tokens, which generators learn and draw. Knows no ns-3.
 *
 * @defgroup synthnet-dataset Tables
 * @ingroup synthnet
 * @brief Logs as tables: reading, joining, cleaning, comparing. Knows no ns-3.
 *
 * @defgroup synthnet-timegan Generators
 * @ingroup synthnet
 * @brief Models of windows of telemetry: training, drawing, scores. Knows no ns-3.
 *
 * @defgroup synthnet-source Generated sources
 * @ingroup synthnet
 * @brief Bring what a model draws into a simulation.
 *
 * @defgroup synthnet-replay Replay
 * @ingroup synthnet
 * @brief Bring captures into a simulation, packet by packet or as flows of ns-3's TCP.
 *
 * @defgroup synthnet-control Control
 * @ingroup synthnet
 * @brief Environments in Gymnasium's sense, agents that learn in them, and control of queues.
 *
 * @defgroup synthnet-report Report
 * @ingroup synthnet
 * @brief Pictures. Knows no ns-3.
 *
 * @defgroup synthnet-helper Helpers
 * @ingroup synthnet
 * @brief Build a testbed in a scenario.
 *
 * @defgroup synthnet-programs Programs
 * @ingroup synthnet
 * @brief What the programs have in common.
 */
