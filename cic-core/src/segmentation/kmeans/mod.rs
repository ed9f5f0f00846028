//! Clusters of like rows: k-means, how many of them, how good they are, and names that stay.
//!
//! Tables are row-major slices of numbers with `n_features` columns. Every sum runs over the same blocks of rows
//! in the same order whatever the number of threads, and every draw comes from a seed, so that the same
//! table gives the same bytes everywhere. Rows that lie in many places are added up in buckets ([`KMeansSums`]).

mod assignment;
mod choice;
mod fit;
mod matching;
mod options;
mod sample;
mod seeding;
mod silhouette;
mod standardise;
mod sums;
mod table;
mod training;

pub use choice::{ClusterChoice, choose_k};
pub use fit::{FittedKMeans, KMeans, nearest_centres};
pub use matching::match_labels;
pub use options::{KMeansError, KMeansOptions};
pub use sample::KMeansSample;
pub use silhouette::{SilhouetteOptions, silhouette};
pub use standardise::Standardiser;
pub use sums::KMeansSums;
pub use training::{KMeansTraining, TrainedKMeans};

#[cfg(test)]
mod iris;
#[cfg(test)]
mod mergeable;
