/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "diffusion-network.h"

#include <ATen/ATen.h>
#include <ATen/CPUGeneratorImpl.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <utility>

namespace ns3::synthnet
{
namespace
{

/// Bumps over the tokens, from broad to narrow: so many side by side.
constexpr int64_t BUMP_COUNTS[] = {4, 8, 16, 32};
constexpr double BUMP_WIDTH = 0.6; // of the distance of two bumps

/// How far a token of many can leave its neighbours.
constexpr float OWN_BUMP = 0.3F;
constexpr int64_t FEW_TOKENS = 8;

/// A token that a variable does not have.
constexpr float NEVER = -1e4F;

/// Weights by which layers begin to add, and the last ones to tell tokens apart.
constexpr float TIMID = 0.3F;
constexpr float FIRST_LOGITS = 0.02F;

/// Layers that join a row with the one 1, 2, 4 … before, until all rows of a window are reached.
std::size_t
LayersFor(std::size_t seqLen)
{
    std::size_t layers = 1;
    while ((std::size_t{1} << layers) < seqLen)
    {
        ++layers;
    }
    return layers;
}

/// @return [M, K]
torch::Tensor
BumpsOver(int64_t tokens, int64_t vocabulary)
{
    std::vector<torch::Tensor> rows;
    const torch::Tensor place = at::arange(vocabulary, torch::kFloat);
    const torch::Tensor has = (place < static_cast<double>(tokens)).to(torch::kFloat);
    for (const int64_t count : BUMP_COUNTS)
    {
        const double distance = static_cast<double>(tokens) / static_cast<double>(count);
        for (int64_t bump = 0; bump < count && count < tokens; ++bump)
        {
            const double centre = (static_cast<double>(bump) + 0.5) * distance - 0.5;
            const torch::Tensor away = (place - centre) / (BUMP_WIDTH * distance);
            rows.push_back(at::exp(away * away * -0.5) * has);
        }
    }
    const float own = tokens > FEW_TOKENS ? OWN_BUMP : 1.0F;
    for (int64_t token = 0; token < tokens; ++token)
    {
        rows.push_back((place == static_cast<double>(token)).to(torch::kFloat) * own);
    }
    return at::stack(rows);
}

void
FillNormal(torch::Tensor& tensor, double deviation, RandomNumbers& random)
{
    random.FillNormal(tensor.data_ptr<float>(), static_cast<std::size_t>(tensor.numel()));
    tensor.mul_(deviation);
}

} // namespace

DiffusionNoise::DiffusionNoise(uint64_t seed)
    : m_generator(at::detail::createCPUGenerator(seed))
{
}

torch::Tensor
DiffusionNoise::Dropout(const torch::Tensor& x, double rate)
{
    return rate > 0 ? x * at::empty_like(x).bernoulli_(1 - rate, m_generator).mul_(1 / (1 - rate))
                    : x;
}

torch::Tensor
DiffusionNoise::Chosen(torch::IntArrayRef shape, double share)
{
    return at::empty(shape).bernoulli_(share, m_generator);
}

DiffusionNetwork::DiffusionNetwork(const DiffusionColumns& columns, const DiffusionConfig& config)
    : m_units(static_cast<int64_t>(config.hiddenDim)),
      m_variables(static_cast<int64_t>(columns.Count())),
      m_dropout(config.dropout),
      m_masked(config.masked)
{
    const auto features = static_cast<int64_t>(columns.Features());
    const int64_t all = m_variables * m_units;
    for (std::size_t i = 0; i <= columns.Count(); ++i)
    {
        m_begins.push_back(static_cast<int64_t>(columns.FeatureBegin(i)));
    }
    m_nothing = Add("nothing", {m_units});
    m_enter = Add("enter.weight", {features, m_units});
    m_enterBias = Add("enter.bias", {m_units});
    for (std::size_t i = 0; i < LayersFor(config.seqLen); ++i)
    {
        const std::string name = "layer" + std::to_string(i);
        Layer layer;
        layer.scale = Add(name + ".scale", {m_units});
        layer.shift = Add(name + ".shift", {m_units});
        layer.join = Add(name + ".join.weight", {2 * m_units, m_units});
        layer.joinBias = Add(name + ".join.bias", {m_units});
        layer.leave = Add(name + ".leave.weight", {m_units, m_units});
        layer.leaveBias = Add(name + ".leave.bias", {m_units});
        m_layers.push_back(std::move(layer));
    }
    m_scale = Add("scale", {m_units});
    m_shift = Add("shift", {m_units});
    m_hear = Add("hear.weight", {m_units, all});
    m_hearBias = Add("hear.bias", {all});
    m_tell = Add("tell.weight", {features, all});
    m_think = Add("think.weight", {m_variables, m_units, m_units});
    m_thinkBias = Add("think.bias", {m_variables, 1, m_units});
    m_firstHead = MakeHead(columns, true);
    m_laterHead = MakeHead(columns, false);
    m_later = at::zeros({features, all});
    for (std::size_t i = 0; i < columns.Count(); ++i)
    {
        m_later.slice(0, m_begins[i], m_begins[i + 1])
            .slice(1, (static_cast<int64_t>(i) + 1) * m_units, all)
            .fill_(1);
    }
}

torch::Tensor
DiffusionNetwork::Add(const std::string& name, torch::IntArrayRef shape)
{
    m_names.push_back(name);
    m_parameters.push_back(at::zeros(shape).requires_grad_());
    return m_parameters.back();
}

DiffusionNetwork::Head
DiffusionNetwork::MakeHead(const DiffusionColumns& columns, bool first)
{
    std::vector<torch::Tensor> bumps;
    int64_t vocabulary = 0;
    for (std::size_t i = 0; i < columns.Count(); ++i)
    {
        vocabulary = std::max(vocabulary, static_cast<int64_t>(columns.Tokens(i, first)));
    }
    int64_t most = 0;
    for (std::size_t i = 0; i < columns.Count(); ++i)
    {
        bumps.push_back(BumpsOver(static_cast<int64_t>(columns.Tokens(i, first)), vocabulary));
        most = std::max(most, bumps.back().size(0));
    }
    const std::string name = first ? "first" : "later";
    Head head;
    head.weight = Add(name + ".weight", {m_variables, m_units, most});
    head.bias = Add(name + ".bias", {m_variables, 1, vocabulary});
    head.bumps = at::zeros({m_variables, most, vocabulary});
    const torch::NoGradGuard noGradients;
    head.bias.fill_(NEVER);
    for (std::size_t i = 0; i < columns.Count(); ++i)
    {
        const auto variable = static_cast<int64_t>(i);
        head.bumps[variable].slice(0, 0, bumps[i].size(0)).copy_(bumps[i]);
        for (std::size_t token = 0; token < columns.Tokens(i, first); ++token)
        {
            head.bias[variable][0][static_cast<int64_t>(token)] =
                std::log(columns.Share(i, token, first));
        }
    }
    return head;
}

void
DiffusionNetwork::Initialize(RandomNumbers& random)
{
    const torch::NoGradGuard noGradients;
    const auto fill = [&](torch::Tensor& weight, int64_t inputs, double gain) {
        FillNormal(weight, gain / std::sqrt(static_cast<double>(inputs)), random);
    };
    fill(m_nothing, 4, 1);
    fill(m_enter, m_enter.size(0), 1);
    for (Layer& layer : m_layers)
    {
        layer.scale.fill_(1);
        fill(layer.join, 2 * m_units, 1);
        fill(layer.leave, m_units, TIMID);
    }
    m_scale.fill_(1);
    fill(m_hear, m_units, 1);
    fill(m_tell, m_tell.size(0), 1);
    fill(m_think, m_units, 1);
    FillNormal(m_firstHead.weight, FIRST_LOGITS, random);
    FillNormal(m_laterHead.weight, FIRST_LOGITS, random);
}

const std::vector<torch::Tensor>&
DiffusionNetwork::Parameters() const
{
    return m_parameters;
}

std::map<std::string, torch::Tensor>
DiffusionNetwork::NamedParameters() const
{
    std::map<std::string, torch::Tensor> named;
    for (std::size_t i = 0; i < m_names.size(); ++i)
    {
        named.emplace(m_names[i], m_parameters[i].detach().clone());
    }
    return named;
}

void
DiffusionNetwork::SetNamedParameters(const std::map<std::string, torch::Tensor>& tensors)
{
    const torch::NoGradGuard noGradients;
    for (std::size_t i = 0; i < m_names.size(); ++i)
    {
        const torch::Tensor& from = tensors.at(m_names[i]);
        if (from.sizes() != m_parameters[i].sizes())
        {
            throw std::invalid_argument(m_names[i] + ": a tensor of another shape");
        }
        m_parameters[i].copy_(from);
    }
}

torch::Tensor
DiffusionNetwork::Mask(const torch::Tensor& features, DiffusionNoise& noise) const
{
    const torch::Tensor hidden = noise.Chosen({features.size(0), m_variables}, m_masked); // [N, V]
    torch::Tensor masked = features.clone();
    for (int64_t i = 0; i < m_variables; ++i)
    {
        const torch::Tensor of = hidden.slice(1, i, i + 1); // [N, 1]
        const auto at = static_cast<std::size_t>(i);
        masked.slice(1, m_begins[at], m_begins[at + 1]).mul_(1 - of);
        masked.slice(1, m_begins[at + 1] - 1, m_begins[at + 1]).copy_(of);
    }
    return masked;
}

torch::Tensor
DiffusionNetwork::Normed(const torch::Tensor& x,
                         const torch::Tensor& scale,
                         const torch::Tensor& shift) const
{
    return at::layer_norm(x, {m_units}, scale, shift);
}

torch::Tensor
DiffusionNetwork::LayerStep(const Layer& layer,
                            const torch::Tensor& x,
                            const torch::Tensor& normed,
                            const torch::Tensor& earlier,
                            DiffusionNoise* noise) const
{
    torch::Tensor joined = // [N, H]
        at::gelu(at::addmm(layer.joinBias, at::cat({normed, earlier}, 1), layer.join));
    if (noise)
    {
        joined = noise->Dropout(joined, m_dropout);
    }
    return x + at::addmm(layer.leaveBias, joined, layer.leave);
}

torch::Tensor
DiffusionNetwork::Context(const torch::Tensor& features, DiffusionNoise* noise) const
{
    const int64_t windows = features.size(0);
    const int64_t seqLen = features.size(1);
    const torch::Tensor before = // [B, L − 1, H]
        (at::matmul(features.slice(1, 0, seqLen - 1), m_enter) + m_enterBias);
    torch::Tensor x = // [B · L, H]
        at::cat({m_nothing.expand({windows, 1, m_units}), before}, 1).view({-1, m_units});
    int64_t distance = 1;
    for (const Layer& layer : m_layers)
    {
        const torch::Tensor normed = Normed(x, layer.scale, layer.shift);
        const int64_t reach = std::min(distance, seqLen);
        const torch::Tensor earlier = // [B, L, H]
            at::cat({at::zeros({windows, reach, m_units}),
                     normed.view({windows, seqLen, m_units}).slice(1, 0, seqLen - reach)},
                    1);
        x = LayerStep(layer, x, normed, earlier.view({-1, m_units}), noise);
        distance *= 2;
    }
    return Normed(x, m_scale, m_shift).view({windows, seqLen, m_units});
}

torch::Tensor
DiffusionNetwork::EmptyContext() const
{
    return Context(at::zeros({1, 1, m_enter.size(0)}), nullptr).view({1, m_units});
}

torch::Tensor
DiffusionNetwork::NextContext(const torch::Tensor& features, Memory& memory) const
{
    torch::Tensor x = memory.m_step == 0 ? m_nothing.expand({memory.m_rows, m_units})
                                         : at::addmm(m_enterBias, features, m_enter); // [N, H]
    memory.m_normed.resize(m_layers.size());
    for (std::size_t i = 0; i < m_layers.size(); ++i)
    {
        const std::size_t distance = std::size_t{1} << i;
        std::vector<torch::Tensor>& ring = memory.m_normed[i];
        ring.resize(distance);
        torch::Tensor& kept = ring[memory.m_step % distance];
        const torch::Tensor normed = Normed(x, m_layers[i].scale, m_layers[i].shift);
        x = LayerStep(m_layers[i],
                      x,
                      normed,
                      kept.defined() ? kept : at::zeros_like(normed),
                      nullptr);
        kept = normed;
    }
    ++memory.m_step;
    return Normed(x, m_scale, m_shift);
}

torch::Tensor
DiffusionNetwork::Logits(const torch::Tensor& context,
                         const torch::Tensor& features,
                         bool first,
                         DiffusionNoise* noise) const
{
    const int64_t rows = features.size(0);
    torch::Tensor begun = // [N, V · H]
        Begin(noise ? noise->Dropout(context, m_dropout) : context) +
        at::matmul(features, m_tell * m_later);
    torch::Tensor heard = // [V, N, H]
        at::gelu(begun).view({rows, m_variables, m_units}).transpose(0, 1);
    if (noise)
    {
        heard = noise->Dropout(heard, m_dropout);
    }
    torch::Tensor thought = heard + at::gelu(at::baddbmm(m_thinkBias, heard, m_think));
    if (noise)
    {
        thought = noise->Dropout(thought, m_dropout / 2);
    }
    const Head& head = first ? m_firstHead : m_laterHead;
    return at::baddbmm(head.bias, thought, at::bmm(head.weight, head.bumps));
}

torch::Tensor
DiffusionNetwork::Begin(const torch::Tensor& context) const
{
    return at::addmm(m_hearBias, context, m_hear);
}

void
DiffusionNetwork::Tell(torch::Tensor& begun,
                       std::size_t variable,
                       const torch::Tensor& features) const
{
    const int64_t later = (static_cast<int64_t>(variable) + 1) * m_units;
    if (later < begun.size(1))
    {
        begun.slice(1, later).addmm_(
            features,
            m_tell.slice(0, m_begins[variable], m_begins[variable + 1]).slice(1, later));
    }
}

torch::Tensor
DiffusionNetwork::Probabilities(const torch::Tensor& begun, std::size_t variable, bool first) const
{
    const auto at = static_cast<int64_t>(variable);
    const torch::Tensor heard =
        at::gelu(begun.slice(1, at * m_units, (at + 1) * m_units)); // [N, H]
    const torch::Tensor thought = heard + at::gelu(at::addmm(m_thinkBias[at], heard, m_think[at]));
    const Head& head = first ? m_firstHead : m_laterHead;
    return at::softmax(at::addmm(head.bias[at], thought, at::mm(head.weight[at], head.bumps[at])),
                       1);
}

DiffusionNetwork::Memory::Memory(int64_t rows)
    : m_rows(rows)
{
}

} // namespace ns3::synthnet
