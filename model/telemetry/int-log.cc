/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "int-log.h"

#include "ns3/input-error.h"

#include <ostream>
#include <string>

namespace ns3::synthnet
{

namespace
{

void
WriteHop(std::ostream& stream, const IntMetadata& hop)
{
    stream << ',' << hop.switchId << ',' << hop.ingressPort << ',' << hop.egressPort << ','
           << hop.egressSpec << ',' << hop.ingressGlobalTimestamp << ','
           << hop.egressGlobalTimestamp << ',' << hop.enqTimestamp << ',' << hop.enqQdepth << ','
           << hop.deqTimedelta << ',' << hop.deqQdepth;
}

} // namespace

IntLog::IntLog(std::ostream& stream, std::size_t switches, int64_t start)
    : m_stream(stream),
      m_switches(switches),
      m_start(start)
{
    if (switches == 0)
    {
        throw InputError("an INT log of 0 switches, expected at least 1");
    }
    m_stream << "timestamp";
    for (std::size_t number = switches; number > 0; --number)
    {
        m_stream << ",switchID_t" << number;
        for (const char* name : {" ingress_port",
                                 " egress_port",
                                 " egress_spec",
                                 " ingress_global_timestamp",
                                 " egress_global_timestamp",
                                 " enq_timestamp",
                                 " enq_qdepth",
                                 " deq_timedelta",
                                 " deq_qdepth"})
        {
            m_stream << ',' << name << number;
        }
    }
    m_stream << '\n';
}

void
IntLog::Write(const ProbeHops& hops, std::chrono::nanoseconds arrival)
{
    if (hops.size() != m_switches)
    {
        throw InputError("a probe of " + std::to_string(hops.size()) +
                         " hops for the INT log, expected " + std::to_string(m_switches));
    }
    m_stream << m_start + std::chrono::duration_cast<std::chrono::seconds>(arrival).count();
    for (const IntMetadata& hop : hops)
    {
        WriteHop(m_stream, hop);
    }
    m_stream << '\n';
}

} // namespace ns3::synthnet
