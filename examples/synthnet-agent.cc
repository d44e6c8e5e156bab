/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Agents that control the queues of the simulated testbed: what they learn from, training,
// evaluation, the service to a client of ns3-gym, and a study of learning online and offline.

#include "agent-collect-verb.h"
#include "agent-evaluate-verb.h"
#include "agent-serve-verb.h"
#include "agent-study-verb.h"
#include "agent-train-verb.h"
#include "program.h"

#ifdef SYNTHNET_HAS_TORCH
#include "ns3/torch-error-text.h"
#endif

using namespace ns3::synthnet;

int
main(int argc, char* argv[])
{
    Program program("synthnet-agent",
                    "Agents that control the queues of the simulated video testbed.");
#ifdef SYNTHNET_HAS_TORCH
    program.SetErrorText(&TorchErrorText);
#endif
    AgentCollectVerb collect;
    AgentTrainVerb train;
    AgentEvaluateVerb evaluate;
    AgentServeVerb serve;
    AgentStudyVerb study;
    collect.AddTo(program);
    train.AddTo(program);
    evaluate.AddTo(program);
    serve.AddTo(program);
    study.AddTo(program);
    return program.Run(argc, argv);
}
