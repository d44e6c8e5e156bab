/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_TESTBED_CONFIG_H
#define SYNTHNET_TESTBED_CONFIG_H

#include "attribute-text.h"

#include "ns3/representation.h"

#include <cstdint>
#include <string>
#include <vector>

namespace ns3::synthnet
{

/// @ingroup synthnet-helper
/// @brief A switch of the testbed.
struct SwitchConfig
{
    uint32_t depth{64};      //!< packets, each egress queue
    double rate{0};          //!< packets a second, each egress queue; 0 is unlimited
    std::string queueDisc;   //!< an ns-3 queue discipline in place of tail drop; empty: none
    double upTimeSeconds{0}; //!< how long it had run at time 0
    AttributeMap attributes; //!< of the IntSwitch, for example IngressService and EgressService
};

/// @ingroup synthnet-helper
/// @brief A cable of the testbed.
struct LinkConfig
{
    std::string rate{"1Gbps"};  //!< both directions
    std::string delay{"50us"};  //!< one way
    uint32_t outputBuffer{128}; //!< frames, in each direction
    double loss{0};             //!< share of packets lost, in each direction
    std::string service;        //!< ServiceTime of the interfaces at both ends; empty: none
};

/// @ingroup synthnet-helper
/// @brief The video that is served.
struct VideoConfig
{
    std::string mpd; //!< file with the MPD to serve; empty: one made of the next three
    std::vector<Representation> ladder;                         //!< at least one
    double segmentSeconds{4};                                   //!< of media in a segment
    double contentSeconds{3600};                                //!< 0: a live stream without an end
    std::string segmentSizes{"ns3::synthnet::CbrSegmentSizes"}; //!< TypeId[Attribute=Value|...]
};

/// @ingroup synthnet-helper
/// @brief The players that are measured.
struct PlayerConfig
{
    /// Ports of a switch, less those of the path and the load.
    static constexpr uint32_t MOST = 509;

    uint32_t count{1};       //!< each on a host of its own
    double startSeconds{0};  //!< simulated time
    AttributeMap attributes; //!< of the DashPlayer
};

/// @ingroup synthnet-helper
/// @brief The load beside them, which comes and goes.
struct LoadConfig
{
    std::string pattern{"sinusoid"}; //!< a name that MakeWaveLoad() knows, or "none"
    AttributeMap patternAttributes;  //!< of the pattern
    double startSeconds{0};          //!< simulated time
    double stopSeconds{0};           //!< simulated time; 0: when the pattern ends
    uint32_t remaining{0};           //!< clients that run on when it is stopped
    double onPlayerHost{0};          //!< share of the clients that run on the first player's host
    AttributeMap clientAttributes;   //!< of each client: a DashPlayer, or a MicroburstSource
};

/// @ingroup synthnet-helper
/// @brief Further loads, with which the load takes turns: one runs for a time, then the next.
struct TurnsConfig
{
    std::string seconds{"ns3::UniformRandomVariable[Min=150|Max=300]"}; //!< of a turn, at least 1
    std::vector<LoadConfig> loads; //!< their times count from the begin of a turn; empty: no turns
};

/// @ingroup synthnet-helper
/// @brief The probes from the server to the first player.
struct ProbeConfig
{
    double startSeconds{0};  //!< simulated time
    AttributeMap attributes; //!< of the ProbeSender
};

/**
 * @ingroup synthnet-helper
 * @brief All that describes a testbed: server – switches in a row – players and load.
 *
 * Plain data; as JSON it is a file that a user changes and gives back.
 */
struct TestbedConfig
{
    std::string scenario;               //!< its name
    int64_t unixStart{0};               //!< Unix seconds at time 0, of all logs
    double durationSeconds{600};        //!< simulated, at least 1
    AttributeMap attributes;            //!< defaults of ns-3 attributes, by full name
    std::vector<SwitchConfig> switches; //!< from the server to the players, at least one
    LinkConfig serverLink;              //!< server to first switch
    LinkConfig switchLink;              //!< between switches
    LinkConfig playerLink;              //!< last switch to each player
    LinkConfig loadLink;                //!< last switch to the host of the load
    VideoConfig video;
    PlayerConfig player;
    LoadConfig load;
    TurnsConfig turns;
    ProbeConfig probe;

    /**
     * @param name "2022" or "2023", the measured testbeds; see doc/calibration.rst
     * @throws InputError when it is neither
     */
    static TestbedConfig Scenario(const std::string& name);

    /**
     * @brief Changes what a JSON file states and keeps the rest: objects member by member, arrays
     * as a whole; an object in place of the array `switches` applies to each switch. Another load
     * pattern starts without the attributes of the one that was there, and so do its clients.
     * @throws InputError with the line and the path of the member, when the file cannot be read,
     * is not JSON, has a member that does not exist or is of another type, or Check() refuses it
     */
    void MergeFile(const std::string& fileName);

    /**
     * @brief Makes a text the value of an attribute of all objects of a type: puts it into
     * `attributes` and takes away what other members say of it, which would win. MergeFile() does
     * so with the `attributes` of the file, before its other members.
     * @param name the attribute's full name, ns3::Class::Attribute
     * @param text its value
     * @throws InputError when there is no such attribute
     */
    void SetDefault(const std::string& name, const std::string& text);

    /**
     * @brief Makes a pattern the only load; another than that of `load` starts without attributes.
     * @param pattern a name that MakeWaveLoad() knows, or "none"
     */
    void SetLoad(const std::string& pattern);

    std::string ToJson() const; //!< complete, indented; MergeFile() takes it back

    /// @throws InputError with the path of a member that has no sense, such as a queue of depth 0
    void Check() const;

    /// @brief Makes `attributes` the defaults of ns-3 objects to come.
    /// @throws InputError when one does not exist or refuses its value
    void ApplyAttributes() const;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_TESTBED_CONFIG_H
