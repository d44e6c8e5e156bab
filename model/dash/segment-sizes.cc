/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "segment-sizes.h"

#include "segment-table.h"

#include "ns3/double.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <cmath>

namespace ns3::synthnet
{

NS_OBJECT_ENSURE_REGISTERED(SegmentSizes);
NS_OBJECT_ENSURE_REGISTERED(CbrSegmentSizes);
NS_OBJECT_ENSURE_REGISTERED(TableSegmentSizes);
NS_OBJECT_ENSURE_REGISTERED(VbrSegmentSizes);

namespace
{

uint64_t
ToBytes(double bytes)
{
    return static_cast<uint64_t>(std::max(1.0, std::round(bytes)));
}

} // namespace

TypeId
SegmentSizes::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::synthnet::SegmentSizes").SetParent<Object>().SetGroupName("Synthnet");
    return tid;
}

void
SegmentSizes::SetMpd(const Mpd& mpd)
{
    m_mpd = mpd;
    Prepare(mpd);
}

int64_t
SegmentSizes::AssignStreams(int64_t)
{
    return 0;
}

double
SegmentSizes::NominalBytes(std::size_t quality, uint64_t index) const
{
    NS_ABORT_MSG_IF(!m_mpd, "SegmentSizes::SetMpd was not called");
    return static_cast<double>(m_mpd->Representations()[quality].bandwidth) / 8 *
           m_mpd->SegmentDuration(index);
}

void
SegmentSizes::Prepare(const Mpd&)
{
}

TypeId
CbrSegmentSizes::GetTypeId()
{
    static TypeId tid = TypeId("ns3::synthnet::CbrSegmentSizes")
                            .SetParent<SegmentSizes>()
                            .SetGroupName("Synthnet")
                            .AddConstructor<CbrSegmentSizes>();
    return tid;
}

uint64_t
CbrSegmentSizes::GetBytes(std::size_t quality, uint64_t index) const
{
    return ToBytes(NominalBytes(quality, index));
}

TypeId
TableSegmentSizes::GetTypeId()
{
    static TypeId tid = TypeId("ns3::synthnet::TableSegmentSizes")
                            .SetParent<SegmentSizes>()
                            .SetGroupName("Synthnet")
                            .AddConstructor<TableSegmentSizes>()
                            .AddAttribute("File",
                                          "CSV file with the header segment,representationId,bytes",
                                          StringValue(""),
                                          MakeStringAccessor(&TableSegmentSizes::m_file),
                                          MakeStringChecker());
    return tid;
}

void
TableSegmentSizes::Prepare(const Mpd& mpd)
{
    const SegmentTable table = SegmentTable::Read(m_file);
    m_sizes.clear();
    for (const Representation& representation : mpd.Representations())
    {
        m_sizes.push_back(table.Sizes(representation.id));
    }
}

uint64_t
TableSegmentSizes::GetBytes(std::size_t quality, uint64_t index) const
{
    const std::vector<uint64_t>& sizes = m_sizes.at(quality);
    return sizes[index % sizes.size()];
}

TypeId
VbrSegmentSizes::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::synthnet::VbrSegmentSizes")
            .SetParent<SegmentSizes>()
            .SetGroupName("Synthnet")
            .AddConstructor<VbrSegmentSizes>()
            .AddAttribute("CoefficientOfVariation",
                          "Standard deviation of a segment's size divided by its mean",
                          DoubleValue(0.3),
                          MakeDoubleAccessor(&VbrSegmentSizes::m_variation),
                          MakeDoubleChecker<double>(0, 10))
            .AddAttribute("Correlation",
                          "Correlation of the sizes of two successive segments",
                          DoubleValue(0.5),
                          MakeDoubleAccessor(&VbrSegmentSizes::m_correlation),
                          MakeDoubleChecker<double>(0, 0.999))
            .AddAttribute("CycleLength",
                          "Number of segments after which the sizes repeat",
                          UintegerValue(4096),
                          MakeUintegerAccessor(&VbrSegmentSizes::m_cycleLength),
                          MakeUintegerChecker<uint32_t>(1, 10'000'000));
    return tid;
}

VbrSegmentSizes::VbrSegmentSizes()
    : m_normal(CreateObject<NormalRandomVariable>())
{
}

int64_t
VbrSegmentSizes::AssignStreams(int64_t stream)
{
    m_normal->SetStream(stream);
    return 1;
}

void
VbrSegmentSizes::Prepare(const Mpd&)
{
    // A first-order autoregressive normal series, and its exponential. The correlation r of the
    // exponentials is (exp(rho s^2) - 1) / (exp(s^2) - 1), solved for that of the normals, rho.
    const double cv2 = m_variation * m_variation;
    const double variance = std::log1p(cv2);
    const double rho = cv2 > 0 ? std::log1p(m_correlation * cv2) / variance : 0;
    const double sigma = std::sqrt(variance);
    m_complexity.clear();
    double sum = 0;
    double state = m_normal->GetValue();
    for (uint32_t segment = 0; segment < m_cycleLength; ++segment)
    {
        m_complexity.push_back(std::exp(sigma * state - variance / 2));
        sum += m_complexity.back();
        state = rho * state + std::sqrt(1 - rho * rho) * m_normal->GetValue();
    }
    for (double& complexity : m_complexity)
    {
        complexity *= m_cycleLength / sum;
    }
}

uint64_t
VbrSegmentSizes::GetBytes(std::size_t quality, uint64_t index) const
{
    return ToBytes(NominalBytes(quality, index) * m_complexity.at(index % m_complexity.size()));
}

} // namespace ns3::synthnet
