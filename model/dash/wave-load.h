/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_WAVE_LOAD_H
#define SYNTHNET_WAVE_LOAD_H

#include "ns3/ns3-version.h"

#include "ns3/nstime.h"
#include "ns3/object.h"

#include <cstdint>
#include <optional>
#include <string>

namespace ns3::synthnet
{

/// @ingroup synthnet-dash
/// What a client of a load is.
enum class LoadClient
{
    PLAYER,        //!< plays video
    PACKET_SOURCE, //!< sends packets, such as MicroburstSource
    DOWNLOAD,      //!< is sent data over TCP without an end, such as by DownloadSource
};

/**
 * @ingroup synthnet-dash
 * @brief How many clients run at what time: one of WAVE's load patterns.
 *
 * A pattern knows no simulator. It tells its changes one after the other, when it is asked, and
 * remembers none of them, so that its memory does not grow with time. WaveController carries
 * the changes out. Source: WAVE (ifpb/wave, ifpb/new_wave).
 */
class WaveLoad : public Object
{
  public:
    static TypeId GetTypeId();

    static constexpr uint32_t MAX_CLIENTS = 1'000'000; //!< what a pattern's attributes may ask for

    /// One client more or one less.
    struct Change
    {
        Time at;     //!< since the load began, not before the change before
        int clients; //!< +1 or −1
    };

    /// An attribute whose value does not go with the others.
    struct Contradiction
    {
        std::string attribute; //!< its name
        std::string message;   //!< "is …, expected …"
    };

    /// @return what Next() throws for; nothing by default
    virtual std::optional<Contradiction> FindContradiction() const;

    /**
     * @return the next change, or nothing when there is none any more
     * @throws InputError when the attributes contradict each other
     */
    virtual std::optional<Change> Next() = 0;

    /// @return what the clients are; players by default
    virtual LoadClient GetClient() const;

    /**
     * @param stream the first random stream to use
     * @return how many streams were used; none by default
     */
    virtual int64_t AssignStreams(int64_t stream);

  protected:
    void NeedNoContradiction() const; //!< @throws InputError when there is one
};

} // namespace ns3::synthnet

#endif // SYNTHNET_WAVE_LOAD_H
