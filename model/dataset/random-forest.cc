/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "random-forest.h"

#include "random-draws.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <stdexcept>

namespace ns3::synthnet
{

namespace
{

constexpr std::size_t MOST_BINS = 256;

/// How many samples of each class.
struct Classes
{
    uint32_t first{0};
    uint32_t second{0};

    void Add(bool isSecond)
    {
        ++(isSecond ? second : first);
    }

    void operator+=(const Classes& other)
    {
        first += other.first;
        second += other.second;
    }

    Classes operator-(const Classes& other) const
    {
        return {first - other.first, second - other.second};
    }

    uint32_t Total() const
    {
        return first + second;
    }

    /// The larger, the purer; the sum over both sides of a split falls with their Gini impurity.
    double Purity() const
    {
        const double a = first;
        const double b = second;
        return (a * a + b * b) / (a + b);
    }
};

/// The best cut found so far between two bins of a feature.
struct Cut
{
    double purity;
    Eigen::Index feature{-1};
    uint8_t bin{0}; //!< bins up to it are below

    /// Looks at a feature's cut above @p candidate.
    void Offer(Eigen::Index candidate, uint8_t at, const Classes& below, const Classes& all)
    {
        const double sum = below.Purity() + (all - below).Purity();
        if (sum > purity)
        {
            *this = {sum, candidate, at};
        }
    }
};

} // namespace

/// Each feature's values as numbers of bins.
class RandomForest::Bins
{
  public:
    explicit Bins(const Eigen::Ref<const Eigen::MatrixXd>& samples)
        : m_numbers(samples.rows(), samples.cols())
    {
        std::vector<double> sorted(static_cast<std::size_t>(samples.rows()));
        for (Index feature = 0; feature < samples.cols(); ++feature)
        {
            Eigen::VectorXd::Map(sorted.data(), samples.rows()) = samples.col(feature);
            std::sort(sorted.begin(), sorted.end());
            m_edges.push_back(EdgesOf(sorted));
            const auto& edges = m_edges.back();
            for (Index sample = 0; sample < samples.rows(); ++sample)
            {
                m_numbers(sample, feature) = static_cast<uint8_t>(
                    std::lower_bound(edges.begin(), edges.end(), samples(sample, feature)) -
                    edges.begin());
            }
        }
    }

    /// Of all samples.
    const uint8_t* Numbers(Index feature) const
    {
        return m_numbers.col(feature).data();
    }

    /// What parts a bin from the next.
    double Edge(Index feature, uint8_t bin) const
    {
        return m_edges[static_cast<std::size_t>(feature)][bin];
    }

    std::size_t Count(Index feature) const
    {
        return m_edges[static_cast<std::size_t>(feature)].size() + 1;
    }

    Index Features() const
    {
        return m_numbers.cols();
    }

  private:
    /// In the middle between neighbouring values, equally many samples apart.
    static std::vector<double> EdgesOf(const std::vector<double>& sorted)
    {
        std::size_t different = 1;
        for (std::size_t i = 1; i < sorted.size(); ++i)
        {
            different += sorted[i] != sorted[i - 1] ? 1 : 0;
        }
        const std::size_t steps = different <= MOST_BINS ? sorted.size() : MOST_BINS;
        std::vector<double> edges;
        std::size_t last = 0;
        for (std::size_t step = 1; step < steps; ++step)
        {
            std::size_t above = std::max(step * sorted.size() / steps, last + 1);
            while (above < sorted.size() && sorted[above] == sorted[above - 1])
            {
                ++above;
            }
            if (above >= sorted.size())
            {
                break;
            }
            const double edge = sorted[above - 1] + (sorted[above] - sorted[above - 1]) / 2;
            edges.push_back(edge < sorted[above] ? edge : sorted[above - 1]);
            last = above;
        }
        return edges;
    }

    Eigen::Matrix<uint8_t, Eigen::Dynamic, Eigen::Dynamic> m_numbers; // [samples, features]
    std::vector<std::vector<double>> m_edges;
};

/// Grows one tree.
class RandomForest::Grower
{
  public:
    Grower(const Bins& bins, const std::vector<uint8_t>& isSecond, RandomDraws draws)
        : m_bins(bins),
          m_isSecond(isSecond),
          m_draws(draws),
          m_features(static_cast<std::size_t>(bins.Features())),
          m_tries(std::max<std::size_t>(
              1,
              static_cast<std::size_t>(std::sqrt(static_cast<double>(bins.Features())))))
    {
        std::iota(m_features.begin(), m_features.end(), Index{0});
    }

    Tree Grow()
    {
        std::vector<uint32_t> samples(m_isSecond.size());
        for (auto& sample : samples)
        {
            sample = static_cast<uint32_t>(m_draws.Index(m_isSecond.size()));
        }
        // Neighbours in memory once, so that the counting of a node reads forward.
        std::sort(samples.begin(), samples.end());
        m_tree.assign(1, {});

        struct Open
        {
            std::size_t node;
            std::size_t begin;
            std::size_t end;
        };

        std::vector<Open> open{{0, 0, samples.size()}};
        while (!open.empty())
        {
            const auto [node, begin, end] = open.back();
            open.pop_back();
            const auto first = samples.begin() + static_cast<std::ptrdiff_t>(begin);
            const auto last = samples.begin() + static_cast<std::ptrdiff_t>(end);
            const Classes all = Count(first, last);
            m_tree[node].share = static_cast<double>(all.second) / all.Total();
            const Cut cut = all.first == 0 || all.second == 0 ? Cut{0} : BestCut(first, last, all);
            if (cut.feature < 0)
            {
                continue;
            }
            const uint8_t* numbers = m_bins.Numbers(cut.feature);
            const auto middle = std::stable_partition(first, last, [&](uint32_t sample) {
                return numbers[sample] <= cut.bin;
            });
            m_tree[node].feature = cut.feature;
            m_tree[node].threshold = m_bins.Edge(cut.feature, cut.bin);
            m_tree[node].below = m_tree.size();
            m_tree[node].above = m_tree.size() + 1;
            const auto at = begin + static_cast<std::size_t>(middle - first);
            open.push_back({m_tree[node].below, begin, at});
            open.push_back({m_tree[node].above, at, end});
            m_tree.resize(m_tree.size() + 2);
        }
        return std::move(m_tree);
    }

  private:
    using Iterator = std::vector<uint32_t>::const_iterator;

    Classes Count(Iterator first, Iterator last) const
    {
        Classes all;
        for (auto sample = first; sample != last; ++sample)
        {
            all.Add(m_isSecond[*sample]);
        }
        return all;
    }

    /// Tries features in random order: enough of them, and on until one can be cut.
    Cut BestCut(Iterator first, Iterator last, const Classes& all)
    {
        Cut best{all.Purity()};
        for (std::size_t tried = 0; tried < m_features.size(); ++tried)
        {
            if (tried >= m_tries && best.feature >= 0)
            {
                break;
            }
            std::swap(m_features[tried],
                      m_features[tried + m_draws.Index(m_features.size() - tried)]);
            constexpr std::ptrdiff_t FEW = 48; // sorting is then faster than walking all bins
            if (last - first <= FEW)
            {
                TryFew(m_features[tried], first, last, all, best);
            }
            else
            {
                TryMany(m_features[tried], first, last, all, best);
            }
        }
        return best;
    }

    void TryMany(Index feature, Iterator first, Iterator last, const Classes& all, Cut& best) const
    {
        const uint8_t* numbers = m_bins.Numbers(feature);
        const std::size_t bins = m_bins.Count(feature);
        // Indexed by the class, so that counting has no branch.
        std::array<std::array<uint32_t, 2>, MOST_BINS> counts;
        std::fill_n(counts.begin(), bins, std::array<uint32_t, 2>{});
        for (auto sample = first; sample != last; ++sample)
        {
            ++counts[numbers[*sample]][m_isSecond[*sample]];
        }
        Classes below;
        for (std::size_t bin = 0; bin < bins; ++bin)
        {
            const Classes here{counts[bin][0], counts[bin][1]};
            if (here.Total() == 0)
            {
                continue;
            }
            below += here;
            if (below.Total() == all.Total())
            {
                break;
            }
            best.Offer(feature, static_cast<uint8_t>(bin), below, all);
        }
    }

    void TryFew(Index feature, Iterator first, Iterator last, const Classes& all, Cut& best)
    {
        const uint8_t* numbers = m_bins.Numbers(feature);
        m_few.clear();
        for (auto sample = first; sample != last; ++sample)
        {
            m_few.push_back(static_cast<uint16_t>(numbers[*sample] << 1 | m_isSecond[*sample]));
        }
        std::sort(m_few.begin(), m_few.end());
        Classes below;
        for (std::size_t i = 0; i + 1 < m_few.size(); ++i)
        {
            below.Add(m_few[i] & 1);
            if (m_few[i] >> 1 != m_few[i + 1] >> 1)
            {
                best.Offer(feature, static_cast<uint8_t>(m_few[i] >> 1), below, all);
            }
        }
    }

    const Bins& m_bins;
    const std::vector<uint8_t>& m_isSecond;
    RandomDraws m_draws;
    std::vector<Index> m_features; // in an order that each node shuffles further
    std::size_t m_tries;           // features looked at in a node
    std::vector<uint16_t> m_few;   // bin and class of each sample of a small node
    Tree m_tree;
};

RandomForest::RandomForest(const Eigen::Ref<const Eigen::MatrixXd>& samples,
                           const std::vector<bool>& isSecond,
                           Index trees,
                           uint64_t seed)
{
    if (samples.rows() < 1 || samples.cols() < 1 || trees < 1 ||
        samples.rows() != static_cast<Index>(isSecond.size()))
    {
        throw std::invalid_argument("a forest needs trees, features, and a class for each sample");
    }
    const Bins bins(samples);
    const std::vector<uint8_t> classes(isSecond.begin(), isSecond.end());
    for (Index tree = 0; tree < trees; ++tree)
    {
        m_trees.push_back(
            Grower(bins, classes, RandomDraws(seed, static_cast<uint64_t>(tree))).Grow());
    }
}

Eigen::VectorXd
RandomForest::Predict(const Eigen::Ref<const Eigen::MatrixXd>& samples) const
{
    Eigen::VectorXd shares = Eigen::VectorXd::Zero(samples.rows());
    for (const auto& tree : m_trees)
    {
        for (Index sample = 0; sample < samples.rows(); ++sample)
        {
            std::size_t node = 0;
            while (tree[node].feature >= 0)
            {
                node = samples(sample, tree[node].feature) <= tree[node].threshold
                           ? tree[node].below
                           : tree[node].above;
            }
            shares(sample) += tree[node].share;
        }
    }
    return shares / static_cast<double>(m_trees.size());
}

} // namespace ns3::synthnet
