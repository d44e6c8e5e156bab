/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "measure-notes.h"

#include <map>

namespace ns3::synthnet
{

std::string
MeasureNote(const std::string& measure)
{
    static const std::map<std::string, std::string> NOTES{
        {"M",
         "Differences of median and interquartile range, in parts of the real range, summed over "
         "the "
         "features. Shuffled columns have nearly 0, and the median of a feature with two frequent "
         "values flips on a coin: compare the range with that of real windows."},
        {"KS",
         "Largest difference between the distribution functions, the mean over the features, 0 to "
         "1. "
         "It sees one feature and one moment at a time."},
        {"Wasserstein-1",
         "Area between the distribution functions, in parts of the real range, the mean over the "
         "features. It sees one feature and one moment at a time."},
        {"autocorrelation distance",
         "Mean absolute difference of the autocorrelations at lags 1 to 10 within windows. It sees "
         "the order in time, and neither distributions nor dependence between features."},
        {"correlation distance",
         "Mean absolute difference between the correlations of all pairs of features. It sees "
         "linear "
         "dependence at one moment."},
        {"correlational score",
         "A tenth of the sum of those differences, as Diffusion-TS reports it. It grows with the "
         "number of features."},
        {"impossible rows",
         "Share of rows in which columns that name one category together have values that no real "
         "row has, or constant columns another value."},
        {"forest detector",
         "How well a random forest tells synthetic windows from real ones by levels and first "
         "differences: |accuracy − 0.5|, 0 to 0.5. Below 0.05 is noise; copies of training windows "
         "pass."},
        {"nearest neighbour p5",
         "Distance to the nearest training window, the 5th percentile. Below that of real windows "
         "which training did not see, windows were memorised; far above it, they are unlike any."},
        {"nearest neighbour p50", "The median of these distances."},
        {"discriminative score",
         "How well a small recurrent network tells synthetic windows from real ones, |accuracy − "
         "0.5|, "
         "as the TimeGAN paper defines it. Overlapping windows are on both sides of its split, "
         "which "
         "flatters the network."},
        {"predictive score",
         "Mean absolute error on real windows of a small recurrent network that learned from the "
         "others to predict the last feature a step ahead from all others. The real figure is what "
         "real windows teach."},
        {"Context-FID",
         "Fréchet distance between embeddings of real and other windows by an encoder that learned "
         "from real ones without labels. Its scale depends on the data: compare with the real "
         "figure."},
    };
    // M7 and its like are M over fewer features.
    const bool isM = measure.size() > 1 && measure[0] == 'M' &&
                     measure.find_first_not_of("0123456789", 1) == std::string::npos;
    const auto found = NOTES.find(isM ? "M" : measure);
    return found == NOTES.end() ? "" : found->second;
}

} // namespace ns3::synthnet
