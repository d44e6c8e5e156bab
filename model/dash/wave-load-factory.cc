/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "wave-load-factory.h"

#include "constant-load.h"
#include "download-load.h"
#include "flash-crowd-load.h"
#include "microburst-load.h"
#include "schedule-load.h"
#include "sinusoid-load.h"
#include "stair-step-load.h"

#include "ns3/input-error.h"
#include "ns3/object-factory.h"

#include <map>

namespace ns3::synthnet
{

namespace
{

constexpr const char* FILE_PREFIX = "file:";

const std::map<std::string, TypeId>&
KnownLoads()
{
    static const std::map<std::string, TypeId> loads = {
        {"constant", ConstantLoad::GetTypeId()},
        {"download", DownloadLoad::GetTypeId()},
        {"flashcrowd", FlashCrowdLoad::GetTypeId()},
        {"microburst", MicroburstLoad::GetTypeId()},
        {"sinusoid", SinusoidLoad::GetTypeId()},
        {"stairstep", StairStepLoad::GetTypeId()},
    };
    return loads;
}

} // namespace

Ptr<WaveLoad>
MakeWaveLoad(const std::string& name)
{
    const std::string prefix = FILE_PREFIX;
    if (name.compare(0, prefix.size(), prefix) == 0)
    {
        auto load = CreateObject<ScheduleLoad>();
        load->SetSchedule(ReadLoadSchedule(name.substr(prefix.size())));
        return load;
    }
    if (name == "none")
    {
        return nullptr;
    }
    const auto known = KnownLoads().find(name);
    if (known == KnownLoads().end())
    {
        std::string names;
        for (const auto& load : KnownLoads())
        {
            names += load.first + ", ";
        }
        throw InputError("'" + name + "' is no load, expected one of " + names + prefix +
                         "NAME, none");
    }
    ObjectFactory factory;
    factory.SetTypeId(known->second);
    return factory.Create<WaveLoad>();
}

} // namespace ns3::synthnet
