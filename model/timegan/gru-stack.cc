/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "gru-stack.h"

#include "gru-kernels.h"

#include <algorithm>

namespace ns3::synthnet
{
namespace
{

/// sums [rows] += the sums over lanes and steps of dy [steps, rows, lanes].
void
AddRowSums(const float* dy,
           std::size_t dyStep,
           float* sums,
           std::size_t rows,
           std::size_t lanes,
           std::size_t steps)
{
    constexpr std::size_t unit = GruKernels::LANE_UNIT;
    for (std::size_t row = 0; row < rows; ++row)
    {
        float parts[unit] = {};
        for (std::size_t step = 0; step < steps; ++step)
        {
            const float* from = dy + step * dyStep + row * lanes;
            for (std::size_t lane = 0; lane < lanes; lane += unit)
            {
                for (std::size_t i = 0; i < unit; ++i)
                {
                    parts[i] += from[lane + i];
                }
            }
        }
        float sum = 0;
        for (const float part : parts)
        {
            sum += part;
        }
        sums[row] += sum;
    }
}

/// @return the transpose of weights [rows, columns]
std::vector<float>
Transposed(const float* weights, std::size_t rows, std::size_t columns)
{
    std::vector<float> transposed(rows * columns);
    for (std::size_t row = 0; row < rows; ++row)
    {
        for (std::size_t column = 0; column < columns; ++column)
        {
            transposed[column * rows + row] = weights[row * columns + column];
        }
    }
    return transposed;
}

} // namespace

std::size_t
GruShape::Part::Size() const
{
    return rows * std::max<std::size_t>(columns, 1);
}

std::vector<GruShape::Part>
GruShape::Parts() const
{
    std::vector<Part> parts;
    std::size_t offset = 0;
    const auto add = [&](const std::string& name, std::size_t rows, std::size_t columns) {
        parts.push_back({name, offset, rows, columns});
        offset += parts.back().Size();
    };
    for (std::size_t layer = 0; layer < layers; ++layer)
    {
        const std::string suffix = "_l" + std::to_string(layer);
        add("g.weight_ih" + suffix, 3 * hidden, LayerInputs(layer));
        add("g.weight_hh" + suffix, 3 * hidden, hidden);
        add("g.bias_ih" + suffix, 3 * hidden, 0);
        add("g.bias_hh" + suffix, 3 * hidden, 0);
    }
    add("l.weight", outputs, hidden);
    add("l.bias", outputs, 0);
    return parts;
}

std::size_t
GruShape::ParameterCount() const
{
    const Part last = Parts().back();
    return last.offset + last.Size();
}

std::size_t
GruShape::LayerInputs(std::size_t layer) const
{
    return layer == 0 ? inputs : hidden;
}

/// Where a layer's arrays, or the head's, begin in the parameters.
struct GruStack::LayerOffsets
{
    std::size_t inputWeights;
    std::size_t stateWeights; // the head has none
    std::size_t inputBias;
    std::size_t stateBias; // the head has none
};

GruStack::GruStack(const GruShape& shape)
    : m_shape(shape)
{
}

GruStack::LayerOffsets
GruStack::OffsetsOf(std::size_t layer) const
{
    const std::size_t h = m_shape.hidden;
    const std::size_t first = 3 * h * (m_shape.inputs + h + 2);
    const std::size_t other = 3 * h * (h + h + 2);
    const std::size_t begin = layer == 0 ? 0 : first + (layer - 1) * other;
    if (layer == m_shape.layers)
    {
        return {begin, 0, begin + m_shape.outputs * h, 0};
    }
    const std::size_t stateWeights = begin + 3 * h * m_shape.LayerInputs(layer);
    const std::size_t inputBias = stateWeights + 3 * h * h;
    return {begin, stateWeights, inputBias, inputBias + 3 * h};
}

float*
GruStack::Input(Tape& tape, std::size_t steps, std::size_t lanes) const
{
    const std::size_t h = m_shape.hidden;
    tape.m_steps = steps;
    tape.m_lanes = lanes;
    tape.m_input.resize(steps * m_shape.inputs * lanes);
    tape.m_layers.resize(m_shape.layers);
    for (auto& layer : tape.m_layers)
    {
        layer.gates.resize(steps * 3 * h * lanes);
        layer.candidate.resize(steps * h * lanes);
        layer.states.resize(steps * h * lanes);
    }
    return tape.m_input.data();
}

void
GruStack::Forward(const float* parameters, Tape& tape, float* y) const
{
    const GruKernels& kernels = BestGruKernels();
    const std::size_t h = m_shape.hidden;
    const std::size_t lanes = tape.m_lanes;
    const std::size_t stateSize = h * lanes;
    std::vector<float> bias(3 * h);
    const float* x = tape.m_input.data();
    for (std::size_t l = 0; l < m_shape.layers; ++l)
    {
        const std::size_t inputs = m_shape.LayerInputs(l);
        const LayerOffsets offsets = OffsetsOf(l);
        const float* stateWeights = parameters + offsets.stateWeights;
        const float* stateBias = parameters + offsets.stateBias;
        std::copy_n(parameters + offsets.inputBias, 3 * h, bias.begin());
        for (std::size_t i = 0; i < 2 * h; ++i) // n's state bias stands inside r ∘ (…)
        {
            bias[i] += stateBias[i];
        }
        Tape::Layer& layer = tape.m_layers[l];
        const float* before = nullptr;
        for (std::size_t t = 0; t < tape.m_steps; ++t)
        {
            float* gates = layer.gates.data() + t * 3 * stateSize;
            float* candidate = layer.candidate.data() + t * stateSize;
            float* after = layer.states.data() + t * stateSize;
            kernels.multiply(bias.data(),
                             parameters + offsets.inputWeights,
                             inputs,
                             x + t * inputs * lanes,
                             gates,
                             3 * h,
                             inputs,
                             lanes);
            if (before)
            {
                kernels.multiply(nullptr, stateWeights, h, before, gates, 2 * h, h, lanes);
            }
            kernels.multiply(stateBias + 2 * h,
                             stateWeights + 2 * h * h,
                             h,
                             before,
                             candidate,
                             h,
                             before ? h : 0,
                             lanes);
            kernels.step(gates, candidate, before, after, stateSize);
            before = after;
        }
        x = layer.states.data();
    }

    const LayerOffsets head = OffsetsOf(m_shape.layers);
    const std::size_t outputSize = m_shape.outputs * lanes;
    for (std::size_t t = 0; t < tape.m_steps; ++t)
    {
        float* out = y + t * outputSize;
        kernels.multiply(parameters + head.inputBias,
                         parameters + head.inputWeights,
                         h,
                         x + t * stateSize,
                         out,
                         m_shape.outputs,
                         h,
                         lanes);
    }
    if (m_shape.sigmoid)
    {
        kernels.sigmoid(y, tape.m_steps * outputSize);
        tape.m_output.assign(y, y + tape.m_steps * outputSize);
    }
}

void
GruStack::Backward(const float* parameters, Tape& tape, float* dy, float* dx, float* dParameters)
    const
{
    const GruKernels& kernels = BestGruKernels();
    const std::size_t h = m_shape.hidden;
    const std::size_t lanes = tape.m_lanes;
    const std::size_t steps = tape.m_steps;
    const std::size_t stateSize = h * lanes;
    const std::size_t outputSize = m_shape.outputs * lanes;

    const LayerOffsets head = OffsetsOf(m_shape.layers);
    if (m_shape.sigmoid)
    {
        kernels.sigmoidBack(tape.m_output.data(), dy, steps * outputSize);
    }
    const float* top = tape.m_layers.back().states.data();
    if (dParameters)
    {
        kernels.correlate(dy,
                          outputSize,
                          top,
                          stateSize,
                          dParameters + head.inputWeights,
                          m_shape.outputs,
                          h,
                          lanes,
                          steps);
        AddRowSums(dy, outputSize, dParameters + head.inputBias, m_shape.outputs, lanes, steps);
    }
    tape.m_dState.resize(steps * stateSize);
    const std::vector<float> zeros(std::max(h, m_shape.inputs));
    const std::vector<float> headTransposed =
        Transposed(parameters + head.inputWeights, m_shape.outputs, h);
    for (std::size_t t = 0; t < steps; ++t)
    {
        kernels.multiply(zeros.data(),
                         headTransposed.data(),
                         m_shape.outputs,
                         dy + t * outputSize,
                         tape.m_dState.data() + t * stateSize,
                         h,
                         m_shape.outputs,
                         lanes);
    }

    std::vector<float> dBefore(stateSize);
    for (std::size_t l = m_shape.layers; l-- > 0;)
    {
        const std::size_t inputs = m_shape.LayerInputs(l);
        const LayerOffsets offsets = OffsetsOf(l);
        const std::vector<float> stateTransposed = // [hidden, 3 · hidden]
            Transposed(parameters + offsets.stateWeights, 3 * h, h);
        Tape::Layer& layer = tape.m_layers[l];
        for (std::size_t t = steps; t-- > 0;)
        {
            float* gates = layer.gates.data() + t * 3 * stateSize;
            float* candidate = layer.candidate.data() + t * stateSize;
            const float* before = t > 0 ? layer.states.data() + (t - 1) * stateSize : nullptr;
            float* dAfter = tape.m_dState.data() + t * stateSize;
            if (t + 1 < steps)
            {
                for (std::size_t i = 0; i < stateSize; ++i)
                {
                    dAfter[i] += dBefore[i];
                }
            }
            kernels.stepBack(gates, candidate, before, dAfter, dBefore.data(), stateSize);
            if (t > 0)
            {
                const float* transposed = stateTransposed.data();
                kernels
                    .multiply(nullptr, transposed, 3 * h, gates, dBefore.data(), h, 2 * h, lanes);
                kernels.multiply(nullptr,
                                 transposed + 2 * h,
                                 3 * h,
                                 candidate,
                                 dBefore.data(),
                                 h,
                                 h,
                                 lanes);
            }
        }

        const float* x = l > 0 ? tape.m_layers[l - 1].states.data() : tape.m_input.data();
        if (dParameters)
        {
            const std::size_t gateSize = 3 * stateSize;
            const float* gates = layer.gates.data();
            const float* candidate = layer.candidate.data();
            kernels.correlate(gates,
                              gateSize,
                              x,
                              inputs * lanes,
                              dParameters + offsets.inputWeights,
                              3 * h,
                              inputs,
                              lanes,
                              steps);
            float* dStateWeights = dParameters + offsets.stateWeights; // step 0 has no state before
            kernels.correlate(gates + gateSize,
                              gateSize,
                              layer.states.data(),
                              stateSize,
                              dStateWeights,
                              2 * h,
                              h,
                              lanes,
                              steps - 1);
            kernels.correlate(candidate + stateSize,
                              stateSize,
                              layer.states.data(),
                              stateSize,
                              dStateWeights + 2 * h * h,
                              h,
                              h,
                              lanes,
                              steps - 1);
            std::vector<float> sums(3 * h);
            AddRowSums(gates, gateSize, sums.data(), 3 * h, lanes, steps);
            for (std::size_t i = 0; i < 3 * h; ++i)
            {
                dParameters[offsets.inputBias + i] += sums[i];
            }
            for (std::size_t i = 0; i < 2 * h; ++i)
            {
                dParameters[offsets.stateBias + i] += sums[i];
            }
            AddRowSums(candidate,
                       stateSize,
                       dParameters + offsets.stateBias + 2 * h,
                       h,
                       lanes,
                       steps);
        }

        if (l == 0 && !dx)
        {
            return;
        }
        float* below = dx;
        if (l > 0)
        {
            tape.m_dBelow.resize(steps * stateSize);
            below = tape.m_dBelow.data();
        }
        const std::vector<float> inputTransposed = // [inputs, 3 · hidden]
            Transposed(parameters + offsets.inputWeights, 3 * h, inputs);
        for (std::size_t t = 0; t < steps; ++t)
        {
            kernels.multiply(zeros.data(),
                             inputTransposed.data(),
                             3 * h,
                             layer.gates.data() + t * 3 * stateSize,
                             below + t * inputs * lanes,
                             inputs,
                             3 * h,
                             lanes);
        }
        tape.m_dState.swap(tape.m_dBelow);
    }
}

} // namespace ns3::synthnet
