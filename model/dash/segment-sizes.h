/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_SEGMENT_SIZES_H
#define SYNTHNET_SEGMENT_SIZES_H

#include "mpd.h"

#include "ns3/ns3-version.h"

#include "ns3/object.h"
#include "ns3/random-variable-stream.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-dash
 * @brief How many bytes each segment of each representation has; an MPD does not say it.
 */
class SegmentSizes : public Object
{
  public:
    static TypeId GetTypeId();

    /**
     * @brief Takes the MPD whose segments it is asked about, before the first GetBytes().
     * @throws InputError when it has no sizes for this MPD
     */
    void SetMpd(const Mpd& mpd);

    /**
     * @param quality index into the MPD's representations
     * @param index of the segment, from 0
     * @return bytes, at least 1, the same in each call
     */
    virtual uint64_t GetBytes(std::size_t quality, uint64_t index) const = 0;

    /// @return how many random streams it took from @p stream on; none by default
    virtual int64_t AssignStreams(int64_t stream);

  protected:
    /// Bytes of a segment at the representation's mean rate.
    double NominalBytes(std::size_t quality, uint64_t index) const;

  private:
    /// What a model derives from the MPD; nothing by default.
    virtual void Prepare(const Mpd& mpd);

    std::optional<Mpd> m_mpd;
};

/**
 * @ingroup synthnet-dash
 * @brief Constant bit rate: the representation's bandwidth times the segment's duration.
 */
class CbrSegmentSizes : public SegmentSizes
{
  public:
    static TypeId GetTypeId();

    uint64_t GetBytes(std::size_t quality, uint64_t index) const override;
};

/**
 * @ingroup synthnet-dash
 * @brief Measured sizes, from a file that SegmentTable reads; a longer video repeats the table.
 */
class TableSegmentSizes : public SegmentSizes
{
  public:
    static TypeId GetTypeId();

    uint64_t GetBytes(std::size_t quality, uint64_t index) const override;

  private:
    void Prepare(const Mpd& mpd) override;

    std::string m_file;
    std::vector<std::vector<uint64_t>> m_sizes; //!< [quality][segment], bytes
};

/**
 * @ingroup synthnet-dash
 * @brief Variable bit rate: the nominal size times the complexity of the scene.
 *
 * The complexity of the segments is a lognormal series of mean 1 with a given coefficient of
 * variation and correlation from one segment to the next, and the same for all representations:
 * a difficult scene is difficult at each quality. It repeats after CycleLength segments, over
 * which its mean is exactly 1, so that memory does not grow with the length of the stream.
 */
class VbrSegmentSizes : public SegmentSizes
{
  public:
    static TypeId GetTypeId();

    VbrSegmentSizes();

    uint64_t GetBytes(std::size_t quality, uint64_t index) const override;
    int64_t AssignStreams(int64_t stream) override;

  private:
    void Prepare(const Mpd& mpd) override;

    double m_variation;
    double m_correlation;
    uint32_t m_cycleLength;
    Ptr<NormalRandomVariable> m_normal;
    std::vector<double> m_complexity; //!< of each segment of the cycle
};

} // namespace ns3::synthnet

#endif // SYNTHNET_SEGMENT_SIZES_H
