/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Captures: as nPrint bits and images and back, repaired, inspected, and taken apart into flows.

#include "packets-colour-verb.h"
#include "packets-decode-verb.h"
#include "packets-encode-verb.h"
#include "packets-image-verb.h"
#include "packets-inspect-verb.h"
#include "packets-repair-verb.h"
#include "packets-split-verb.h"
#include "packets-unimage-verb.h"
#include "program.h"

int
main(int argc, char* argv[])
{
    using namespace ns3::synthnet;
    Program program("synthnet-packets",
                    "Turns captures into nPrint bits and images and back, repairs what the "
                    "protocols do not allow,\nand takes captures apart.");
    PacketsEncodeVerb encode;
    encode.AddTo(program);
    PacketsDecodeVerb decode;
    decode.AddTo(program);
    PacketsImageVerb image;
    image.AddTo(program);
    PacketsColourVerb colour;
    colour.AddTo(program);
    PacketsUnimageVerb unimage;
    unimage.AddTo(program);
    PacketsInspectVerb inspect;
    inspect.AddTo(program);
    PacketsRepairVerb repair;
    repair.AddTo(program);
    PacketsSplitVerb split;
    split.AddTo(program);
    return program.Run(argc, argv);
}
