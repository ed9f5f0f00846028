//! Who is what kind of customer: rules as data, with a confidence, the reasons against it, and a person's last word.

mod agreement;
mod confidence;
mod connectors;
mod contradictions;
mod definition;
mod kmeans;
mod rules;
mod sign;

pub use agreement::adjusted_rand_index;
pub use confidence::{SourceFit, confidence, source_fits};
pub use connectors::{ConnectorTier, connector_score};
pub use contradictions::{Contradiction, contradictions};
pub use definition::{SegmentDefinition, Sign, default_segments};
pub use kmeans::{
    ClusterChoice, FittedKMeans, KMeans, KMeansError, KMeansOptions, KMeansSample, KMeansSums,
    KMeansTraining, SilhouetteOptions, Standardiser, TrainedKMeans, choose_k, match_labels, nearest_centres,
    silhouette,
};
pub use rules::{Assigned, Origin, Standing, assign};
