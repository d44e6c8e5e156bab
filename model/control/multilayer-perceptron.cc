/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "multilayer-perceptron.h"

#include "dense-kernels.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

namespace ns3::synthnet
{
namespace
{

void
Grow(std::vector<float>& values, std::size_t size)
{
    if (values.size() < size)
    {
        values.resize(size);
    }
}

/// sums [lanes] = the sums of the rows of values [rows, lanes].
void
SumRows(const float* values, std::size_t rows, std::size_t lanes, float* sums)
{
    std::fill_n(sums, lanes, 0.0F);
    for (std::size_t row = 0; row < rows; ++row)
    {
        for (std::size_t i = 0; i < lanes; ++i)
        {
            sums[i] += values[row * lanes + i];
        }
    }
}

} // namespace

MultilayerPerceptron::MultilayerPerceptron(std::vector<std::size_t> sizes)
    : m_sizes(std::move(sizes))
{
    if (m_sizes.size() < 2 || std::count(m_sizes.begin(), m_sizes.end(), 0u) > 0)
    {
        throw std::invalid_argument("a network has at least an input and an output");
    }
    std::size_t end = 0;
    for (std::size_t i = 0; i + 1 < m_sizes.size(); ++i)
    {
        Layer layer{m_sizes[i], m_sizes[i + 1], DenseKernels::Lanes(m_sizes[i + 1]), end, 0};
        layer.biases = layer.weights + layer.inputs * layer.lanes;
        end = layer.biases + layer.lanes;
        m_layers.push_back(layer);
    }
    m_parameters.assign(end, 0.0F);
}

void
MultilayerPerceptron::Initialize(RandomNumbers& random)
{
    for (const Layer& layer : m_layers)
    {
        const float bound = 1.0F / std::sqrt(static_cast<float>(layer.inputs));
        for (std::size_t row = 0; row <= layer.inputs; ++row) // the biases are behind the weights
        {
            for (std::size_t i = 0; i < layer.outputs; ++i)
            {
                m_parameters[layer.weights + row * layer.lanes + i] =
                    bound * (2 * random.Uniform() - 1);
            }
        }
    }
}

const std::vector<std::size_t>&
MultilayerPerceptron::Sizes() const
{
    return m_sizes;
}

std::size_t
MultilayerPerceptron::Layers() const
{
    return m_layers.size();
}

std::size_t
MultilayerPerceptron::OutputStride() const
{
    return m_layers.back().lanes;
}

void
MultilayerPerceptron::Freeze(std::size_t layers)
{
    m_frozen = layers;
}

std::vector<float>&
MultilayerPerceptron::Parameters()
{
    return m_parameters;
}

const std::vector<float>&
MultilayerPerceptron::Parameters() const
{
    return m_parameters;
}

const float*
MultilayerPerceptron::Forward(const float* x, std::size_t rows, Workspace& workspace) const
{
    const DenseKernels& kernels = BestDenseKernels();
    workspace.outputs.resize(m_layers.size());
    std::size_t stride = m_sizes[0];
    for (std::size_t i = 0; i < m_layers.size(); ++i)
    {
        const Layer& layer = m_layers[i];
        const std::size_t size = rows * layer.lanes;
        Grow(workspace.outputs[i], size);
        float* y = workspace.outputs[i].data(); // [rows, lanes]
        kernels.multiply(&m_parameters[layer.biases],
                         x,
                         stride,
                         1,
                         &m_parameters[layer.weights],
                         y,
                         rows,
                         layer.inputs,
                         layer.lanes);
        if (i + 1 < m_layers.size())
        {
            for (std::size_t j = 0; j < size; ++j)
            {
                y[j] = y[j] < 0 ? 0.0F : y[j]; // what is no number stays so
            }
        }
        x = y;
        stride = layer.lanes;
    }
    return x;
}

void
MultilayerPerceptron::Backward(const float* x,
                               const float* dOutputs,
                               std::size_t rows,
                               Workspace& workspace,
                               std::vector<float>& gradients) const
{
    const DenseKernels& kernels = BestDenseKernels();
    gradients.resize(m_parameters.size());
    if (m_frozen > 0)
    {
        std::fill(gradients.begin(), gradients.end(), 0.0F);
    }
    const float* dy = dOutputs; // [rows, lanes]
    for (std::size_t i = m_layers.size(); i-- > m_frozen;)
    {
        const Layer& layer = m_layers[i];
        const float* in = i == 0 ? x : workspace.outputs[i - 1].data();
        const std::size_t stride = i == 0 ? layer.inputs : m_layers[i - 1].lanes;
        // [inputs, lanes] = inᵀ · dy
        kernels.multiply(nullptr,
                         in,
                         1,
                         stride,
                         dy,
                         &gradients[layer.weights],
                         layer.inputs,
                         rows,
                         layer.lanes);
        SumRows(dy, rows, layer.lanes, &gradients[layer.biases]);
        if (i == m_frozen)
        {
            break;
        }
        // [outputs, lanes of the inputs]
        workspace.transposed.assign(layer.outputs * stride, 0.0F);
        const float* weights = &m_parameters[layer.weights];
        for (std::size_t row = 0; row < layer.inputs; ++row)
        {
            for (std::size_t j = 0; j < layer.outputs; ++j)
            {
                workspace.transposed[j * stride + row] = weights[row * layer.lanes + j];
            }
        }
        std::vector<float>& dIn = workspace.gradients[i % 2]; // [rows, lanes of the inputs]
        Grow(dIn, rows * stride);
        kernels.multiply(nullptr,
                         dy,
                         layer.lanes,
                         1,
                         workspace.transposed.data(),
                         dIn.data(),
                         rows,
                         layer.outputs,
                         stride);
        for (std::size_t j = 0; j < rows * stride; ++j)
        {
            dIn[j] = in[j] > 0 ? dIn[j] : 0.0F;
        }
        dy = dIn.data();
    }
}

void
MultilayerPerceptron::Save(TensorStore& store,
                           const std::string& prefix,
                           const std::vector<float>& values) const
{
    for (std::size_t i = 0; i < m_layers.size(); ++i)
    {
        const Layer& layer = m_layers[i];
        std::vector<float> weights(layer.outputs * layer.inputs);
        for (std::size_t j = 0; j < layer.outputs; ++j)
        {
            for (std::size_t row = 0; row < layer.inputs; ++row)
            {
                weights[j * layer.inputs + row] = values[layer.weights + row * layer.lanes + j];
            }
        }
        const std::vector<float> biases(&values[layer.biases],
                                        &values[layer.biases] + layer.outputs);
        const std::string name = prefix + "." + std::to_string(i);
        store.Add(name + ".weight",
                  {static_cast<int64_t>(layer.outputs), static_cast<int64_t>(layer.inputs)},
                  weights);
        store.Add(name + ".bias", biases);
    }
}

std::vector<float>
MultilayerPerceptron::Load(const SafetensorsFile& file, const std::string& prefix) const
{
    std::vector<float> values(m_parameters.size(), 0.0F);
    for (std::size_t i = 0; i < m_layers.size(); ++i)
    {
        const Layer& layer = m_layers[i];
        const auto outputs = static_cast<int64_t>(layer.outputs);
        const std::string name = prefix + "." + std::to_string(i);
        const std::vector<float> weights =
            NeedFloats(file, name + ".weight", {outputs, static_cast<int64_t>(layer.inputs)});
        for (std::size_t j = 0; j < layer.outputs; ++j)
        {
            for (std::size_t row = 0; row < layer.inputs; ++row)
            {
                values[layer.weights + row * layer.lanes + j] = weights[j * layer.inputs + row];
            }
        }
        const std::vector<float> biases = NeedFloats(file, name + ".bias", {outputs});
        std::copy(biases.begin(), biases.end(), &values[layer.biases]);
    }
    return values;
}

} // namespace ns3::synthnet
