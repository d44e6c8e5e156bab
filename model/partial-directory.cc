/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "partial-directory.h"

#include "input-error.h"

#include <cerrno>
#include <cstring>
#include <stdlib.h>
#include <string>

namespace ns3::synthnet
{

namespace fs = std::filesystem;

PartialDirectory::PartialDirectory(const fs::path& parent,
                                   const fs::path& result,
                                   const std::string& prefix)
{
    std::string name = (parent / (prefix + "XXXXXX")).string();
    if (!mkdtemp(name.data()))
    {
        throw InputError(result.string() + ": cannot be written: " + std::strerror(errno));
    }
    m_path = name;
}

PartialDirectory::~PartialDirectory()
{
    std::error_code ignored;
    fs::remove_all(m_path, ignored);
}

const fs::path&
PartialDirectory::Path() const
{
    return m_path;
}

} // namespace ns3::synthnet
