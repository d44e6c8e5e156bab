/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "recurrent-network.h"

#include "gru-kernels.h"

#include <torch/csrc/autograd/custom_function.h>

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <mutex>
#include <stdexcept>
#include <utility>

namespace ns3::synthnet
{
namespace
{

/// The batch is computed in parts of as many windows, whose arrays stay in a core's cache. It does
/// not depend on the number of threads, and so do no sums.
constexpr std::size_t PART_LANES = 32;

/// Some windows of a batch, at the beginning of `lanes` lanes.
struct BatchPart
{
    std::size_t begin;
    std::size_t count;
    std::size_t lanes;
};

std::vector<BatchPart>
SplitBatch(std::size_t windows)
{
    constexpr std::size_t unit = GruKernels::LANE_UNIT;
    std::vector<BatchPart> parts;
    for (std::size_t begin = 0; begin < windows; begin += PART_LANES)
    {
        const std::size_t count = std::min(PART_LANES, windows - begin);
        parts.push_back({begin, count, (count + unit - 1) / unit * unit});
    }
    return parts;
}

std::vector<int64_t>
ShapeOf(const GruShape::Part& part)
{
    const auto rows = static_cast<int64_t>(part.rows);
    return part.columns == 0 ? std::vector<int64_t>{rows}
                             : std::vector<int64_t>{rows, static_cast<int64_t>(part.columns)};
}

/// part [rows, lanes] = the part's windows of all [rows, windows], unused lanes zero.
void
CopyIn(const float* all, std::size_t windows, const BatchPart& part, float* to, std::size_t rows)
{
    for (std::size_t row = 0; row < rows; ++row)
    {
        float* lanes = to + row * part.lanes;
        std::copy_n(all + row * windows + part.begin, part.count, lanes);
        std::fill(lanes + part.count, lanes + part.lanes, 0.0F);
    }
}

/// The reverse of CopyIn().
void
CopyOut(const float* from, float* all, std::size_t windows, const BatchPart& part, std::size_t rows)
{
    for (std::size_t row = 0; row < rows; ++row)
    {
        std::copy_n(from + row * part.lanes, part.count, all + row * windows + part.begin);
    }
}

} // namespace

/// What the fused kind has beside its parameters.
class RecurrentNetwork::Fused : public std::enable_shared_from_this<Fused>
{
  public:
    /// The memory of one pass of one part of the batch.
    struct PartPass
    {
        GruStack::Tape tape;
        std::vector<float> in;
        std::vector<float> out;
        std::vector<float> dParameters;
    };

    using Pass = std::vector<PartPass>;

    /// Holds a pass as long as a graph may need it, then gives its memory back.
    struct PassHolder : torch::CustomClassHolder
    {
        std::shared_ptr<Fused> network;
        std::unique_ptr<Pass> pass;

        ~PassHolder() override
        {
            network->Return(std::move(pass));
        }
    };

    struct Function : torch::autograd::Function<Function>
    {
        static torch::Tensor forward(torch::autograd::AutogradContext* context,
                                     const torch::Tensor& x,
                                     const torch::Tensor& parameters,
                                     Fused* network)
        {
            auto holder = c10::make_intrusive<PassHolder>();
            holder->network = network->shared_from_this();
            holder->pass = network->Take();
            torch::Tensor y = network->Forward(x, parameters, *holder->pass);
            context->save_for_backward({parameters});
            context->saved_data["pass"] = c10::IValue::make_capsule(holder);
            return y;
        }

        static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context,
                                                       torch::autograd::variable_list gradients)
        {
            const auto capsule = context->saved_data.at("pass").toCapsule();
            auto* holder = static_cast<PassHolder*>(capsule.get());
            if (!holder->pass)
            {
                throw std::logic_error("the gradients of a fused GRU are there once only");
            }
            const auto [dx, dParameters] =
                holder->network->Backward(gradients.at(0),
                                          context->get_saved_variables().at(0),
                                          *holder->pass,
                                          context->needs_input_grad(0),
                                          context->needs_input_grad(1));
            holder->network->Return(std::move(holder->pass));
            return {dx, dParameters, torch::Tensor()};
        }
    };

    Fused(const GruShape& shape, std::shared_ptr<WorkerPool> pool)
        : m_shape(shape),
          m_stack(shape),
          m_pool(std::move(pool))
    {
    }

    torch::Tensor Forward(const torch::Tensor& x, const torch::Tensor& parameters, Pass& pass)
    {
        const torch::Tensor input = x.contiguous();
        const std::size_t steps = input.size(0);
        const std::size_t windows = input.size(2);
        torch::Tensor y =
            torch::empty({input.size(0), static_cast<int64_t>(m_shape.outputs), input.size(2)});
        const std::vector<BatchPart> parts = SplitBatch(windows);
        pass.resize(std::max(pass.size(), parts.size()));
        const float* from = input.data_ptr<float>();
        const float* weights = parameters.data_ptr<float>();
        float* to = y.data_ptr<float>();
        m_pool->Run(parts.size(), [&](std::size_t i) {
            const BatchPart& part = parts[i];
            PartPass& memory = pass[i];
            CopyIn(from,
                   windows,
                   part,
                   m_stack.Input(memory.tape, steps, part.lanes),
                   steps * m_shape.inputs);
            memory.out.resize(steps * m_shape.outputs * part.lanes);
            m_stack.Forward(weights, memory.tape, memory.out.data());
            CopyOut(memory.out.data(), to, windows, part, steps * m_shape.outputs);
        });
        return y;
    }

    /// @return the gradients of the input and of the parameters, each when wanted
    std::pair<torch::Tensor, torch::Tensor> Backward(const torch::Tensor& dy,
                                                     const torch::Tensor& parameters,
                                                     Pass& pass,
                                                     bool wantInput,
                                                     bool wantParameters)
    {
        const torch::Tensor gradient = dy.contiguous();
        const std::size_t steps = gradient.size(0);
        const std::size_t windows = gradient.size(2);
        torch::Tensor dx;
        if (wantInput)
        {
            dx = torch::empty(
                {gradient.size(0), static_cast<int64_t>(m_shape.inputs), gradient.size(2)});
        }
        const std::vector<BatchPart> parts = SplitBatch(windows);
        const float* from = gradient.data_ptr<float>();
        const float* weights = parameters.data_ptr<float>();
        m_pool->Run(parts.size(), [&](std::size_t i) {
            const BatchPart& part = parts[i];
            PartPass& memory = pass[i];
            CopyIn(from, windows, part, memory.out.data(), steps * m_shape.outputs);
            if (wantInput)
            {
                memory.in.resize(steps * m_shape.inputs * part.lanes);
            }
            if (wantParameters)
            {
                memory.dParameters.assign(m_shape.ParameterCount(), 0);
            }
            m_stack.Backward(weights,
                             memory.tape,
                             memory.out.data(),
                             wantInput ? memory.in.data() : nullptr,
                             wantParameters ? memory.dParameters.data() : nullptr);
            if (wantInput)
            {
                CopyOut(memory.in.data(),
                        dx.data_ptr<float>(),
                        windows,
                        part,
                        steps * m_shape.inputs);
            }
        });
        torch::Tensor dParameters;
        if (wantParameters)
        {
            dParameters = torch::zeros_like(parameters);
            float* sums = dParameters.data_ptr<float>();
            for (std::size_t i = 0; i < parts.size(); ++i)
            {
                for (std::size_t j = 0; j < pass[i].dParameters.size(); ++j)
                {
                    sums[j] += pass[i].dParameters[j];
                }
            }
        }
        return {dx, dParameters};
    }

    std::unique_ptr<Pass> Take()
    {
        const std::lock_guard<std::mutex> lock(m_mutex);
        if (m_free.empty())
        {
            return std::make_unique<Pass>();
        }
        std::unique_ptr<Pass> pass = std::move(m_free.back());
        m_free.pop_back();
        return pass;
    }

    void Return(std::unique_ptr<Pass> pass)
    {
        if (pass)
        {
            const std::lock_guard<std::mutex> lock(m_mutex);
            m_free.push_back(std::move(pass));
        }
    }

  private:
    GruShape m_shape;
    GruStack m_stack;
    std::shared_ptr<WorkerPool> m_pool;
    std::mutex m_mutex; // graphs may be freed on Torch's own threads
    std::vector<std::unique_ptr<Pass>> m_free;
};

RecurrentNetwork::RecurrentNetwork(const GruShape& shape,
                                   GruKind kind,
                                   torch::Device device,
                                   std::shared_ptr<WorkerPool> pool)
    : m_shape(shape)
{
    if (kind == GruKind::FUSED)
    {
        m_fused = std::make_shared<Fused>(shape, std::move(pool));
        m_parameters.push_back(torch::zeros(static_cast<int64_t>(shape.ParameterCount())));
    }
    else
    {
        for (const GruShape::Part& part : shape.Parts())
        {
            m_parameters.push_back(torch::zeros(ShapeOf(part), device));
        }
    }
    for (torch::Tensor& parameter : m_parameters)
    {
        parameter.set_requires_grad(true);
    }
}

RecurrentNetwork::~RecurrentNetwork() = default;
RecurrentNetwork::RecurrentNetwork(RecurrentNetwork&&) noexcept = default;

void
RecurrentNetwork::Initialize(RandomNumbers& random)
{
    std::map<std::string, torch::Tensor> tensors;
    for (const GruShape::Part& part : m_shape.Parts())
    {
        torch::Tensor tensor = torch::zeros(ShapeOf(part));
        if (part.columns > 0)
        {
            const std::size_t gates = part.name[0] == 'g' ? 3 : 1;
            const float bound =
                std::sqrt(6.0F / static_cast<float>(part.rows / gates + part.columns));
            float* values = tensor.data_ptr<float>();
            for (std::size_t i = 0; i < part.Size(); ++i)
            {
                values[i] = bound * (2 * random.Uniform() - 1);
            }
        }
        tensors.emplace(part.name, tensor);
    }
    SetNamedParameters(tensors);
}

torch::Tensor
RecurrentNetwork::Forward(const torch::Tensor& x) const
{
    if (m_fused)
    {
        return Fused::Function::apply(x, m_parameters[0], m_fused.get());
    }
    const std::vector<torch::Tensor> gru(m_parameters.begin(), m_parameters.end() - 2);
    const torch::Tensor start = torch::zeros(
        {static_cast<int64_t>(m_shape.layers), x.size(2), static_cast<int64_t>(m_shape.hidden)},
        x.options());
    const torch::Tensor states = // [steps, windows, hidden]
        std::get<0>(at::gru(x.transpose(1, 2),
                            start,
                            gru,
                            true, // has biases
                            static_cast<int64_t>(m_shape.layers),
                            0,       // dropout
                            false,   // training, for the dropout
                            false,   // bidirectional
                            false)); // batch first
    const std::size_t head = m_parameters.size() - 2;
    torch::Tensor y = at::linear(states, m_parameters[head], m_parameters[head + 1]);
    if (m_shape.sigmoid)
    {
        y = torch::sigmoid(y);
    }
    return y.transpose(1, 2);
}

const GruShape&
RecurrentNetwork::Shape() const
{
    return m_shape;
}

const std::vector<torch::Tensor>&
RecurrentNetwork::Parameters() const
{
    return m_parameters;
}

std::map<std::string, torch::Tensor>
RecurrentNetwork::NamedParameters() const
{
    return Named(m_parameters);
}

std::map<std::string, torch::Tensor>
RecurrentNetwork::Named(const std::vector<torch::Tensor>& tensors) const
{
    const torch::NoGradGuard noGradients;
    std::map<std::string, torch::Tensor> named;
    const std::vector<GruShape::Part> parts = m_shape.Parts();
    for (std::size_t i = 0; i < parts.size(); ++i)
    {
        const auto offset = static_cast<int64_t>(parts[i].offset);
        const auto size = static_cast<int64_t>(parts[i].Size());
        const torch::Tensor tensor =
            m_fused ? tensors.at(0).slice(0, offset, offset + size).view(ShapeOf(parts[i]))
                    : tensors.at(i);
        named.emplace(parts[i].name, tensor.detach().to(torch::kCPU, torch::kFloat, false, true));
    }
    return named;
}

void
RecurrentNetwork::SetNamedParameters(const std::map<std::string, torch::Tensor>& tensors)
{
    const torch::NoGradGuard noGradients;
    const std::vector<GruShape::Part> parts = m_shape.Parts();
    for (std::size_t i = 0; i < parts.size(); ++i)
    {
        const torch::Tensor& from = tensors.at(parts[i].name);
        if (m_fused)
        {
            const auto offset = static_cast<int64_t>(parts[i].offset);
            m_parameters[0]
                .slice(0, offset, offset + static_cast<int64_t>(parts[i].Size()))
                .copy_(from.flatten());
        }
        else
        {
            m_parameters[i].copy_(from);
        }
    }
}

} // namespace ns3::synthnet
