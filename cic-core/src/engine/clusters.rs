use serde::{Deserialize, Serialize};

use super::Engine;
use crate::features::Behaviour;
use crate::segmentation::{
    KMeansOptions, SilhouetteOptions, Standardiser, adjusted_rand_index, choose_k, match_labels, silhouette,
};

/// Which labels the groups get.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClustersRequest {
    /// Centres of an earlier answer, by label: groups near to them keep their labels.
    pub earlier: Vec<ClusterCentre>,
}

/// The groups that k-means finds in behaviour alone, beside the rules.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Clusters {
    /// How many members were clustered: listed ones with a visit in the last 52 weeks.
    pub members: usize,
    /// How well the groups hold together, -1 to 1; `null` without groups.
    pub silhouette: Option<f64>,
    /// Agreement with the rules' segments: adjusted Rand index, 0 by chance, 1 when the same; `null` without groups.
    pub agreement_with_rules: Option<f64>,
    /// The groups by label; none when there are too few members to tell groups apart.
    pub clusters: Vec<Cluster>,
}

/// One group.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Cluster {
    /// The same from month to month when the earlier centres are given.
    pub label: u32,
    /// How many members it holds.
    pub member_count: usize,
    /// The segment id most of them have by the rules.
    pub mostly: String,
    /// Its centre.
    pub centre: ClusterCentre,
}

/// Mean behaviour of a group; what is not known of a member counts as the club's mean.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClusterCentre {
    /// Visits a week.
    pub visits_per_week: f64,
    /// Share on weekdays 17:00 to 21:00.
    pub weekday_peak_share: f64,
    /// Share on weekdays before 16:00.
    pub off_peak_share: f64,
    /// Distinct partners per meeting.
    pub partner_variety: f64,
    /// Share in sessions and lessons.
    pub session_share: f64,
    /// Mean minutes a visit.
    pub mean_stay_minutes: f64,
}

const WIDTH: usize = 6;
const FEWEST_MEMBERS: usize = 20;

impl ClusterCentre {
    const fn row(&self) -> [f64; WIDTH] {
        [
            self.visits_per_week,
            self.weekday_peak_share,
            self.off_peak_share,
            self.partner_variety,
            self.session_share,
            self.mean_stay_minutes,
        ]
    }

    fn of_row(row: &[f64]) -> Self {
        Self {
            visits_per_week: row[0],
            weekday_peak_share: row[1],
            off_peak_share: row[2],
            partner_variety: row[3],
            session_share: row[4],
            mean_stay_minutes: row[5],
        }
    }
}

impl Engine {
    /// Groups found in behaviour alone; centres of an earlier answer hand on their labels to the groups nearest to them.
    ///
    /// The number of groups, 2 to 8, is the one with the best silhouette on a sample; the seed is fixed.
    #[must_use]
    pub fn clusters(&self, request: &ClustersRequest) -> Clusters {
        let members: Vec<usize> = self
            .listed()
            .filter(|&member| self.observed.behaviours[member].mean_stay_minutes.is_some())
            .collect();
        let rows = filled(members.iter().map(|&member| &self.observed.behaviours[member]));
        let none = Clusters {
            members: members.len(),
            silhouette: None,
            agreement_with_rules: None,
            clusters: Vec::new(),
        };
        if members.len() < FEWEST_MEMBERS {
            return none;
        }
        let options = KMeansOptions {
            restarts: 4,
            ..KMeansOptions::default()
        };
        let Ok(standardiser) = Standardiser::fit(&rows, WIDTH) else {
            return none;
        };
        let Ok(standard) = standardiser.transform(&rows) else {
            return none;
        };
        let Ok(choice) = choose_k(&standard, WIDTH, 2..=8, &options) else {
            return none;
        };
        let labels = choice.fitted.labels();
        let by_rules: Vec<u32> = members
            .iter()
            .map(|&member| u32::try_from(self.segment_of(member)).unwrap_or(u32::MAX))
            .collect();
        let sizes_and_sums = self.describe(&members, &rows, labels, choice.fitted.clusters());
        let names = self.names(&sizes_and_sums, &request.earlier, &standardiser);
        let mut clusters: Vec<Cluster> = sizes_and_sums
            .into_iter()
            .zip(names)
            .map(|(cluster, label)| Cluster { label, ..cluster })
            .collect();
        clusters.sort_by_key(|cluster| cluster.label);
        Clusters {
            silhouette: silhouette(&standard, WIDTH, labels, SilhouetteOptions::default())
                .ok()
                .flatten(),
            agreement_with_rules: Some(adjusted_rand_index(labels, &by_rules)),
            clusters,
            ..none
        }
    }

    fn describe(&self, members: &[usize], rows: &[f64], labels: &[u32], count: usize) -> Vec<Cluster> {
        let of_label = |label: usize| {
            let inside: Vec<usize> = (0..members.len())
                .filter(|&index| labels[index] as usize == label)
                .collect();
            let mut sums = [0.0; WIDTH];
            let mut segments = vec![0_usize; self.observed.settings.segments.len()];
            for &index in &inside {
                for (sum, value) in sums.iter_mut().zip(&rows[index * WIDTH..(index + 1) * WIDTH]) {
                    *sum += value;
                }
                segments[self.segment_of(members[index])] += 1;
            }
            let most = (0..segments.len())
                .rev()
                .max_by_key(|&segment| segments[segment])
                .unwrap_or(0);
            let centre = sums.map(|sum| sum / inside.len().max(1) as f64);
            Cluster {
                label: u32::try_from(label).unwrap_or(u32::MAX),
                member_count: inside.len(),
                mostly: self.observed.settings.segments[most].id.clone(),
                centre: ClusterCentre::of_row(&centre),
            }
        };
        (0..count).map(of_label).collect()
    }

    fn names(&self, clusters: &[Cluster], earlier: &[ClusterCentre], scale: &Standardiser) -> Vec<u32> {
        if earlier.is_empty() {
            return clusters.iter().map(|cluster| cluster.label).collect();
        }
        let standard = |centres: &mut dyn Iterator<Item = &ClusterCentre>| {
            let rows: Vec<f64> = centres.flat_map(ClusterCentre::row).collect();
            scale.transform(&rows).unwrap_or_default()
        };
        let old = standard(&mut earlier.iter());
        let new = standard(&mut clusters.iter().map(|cluster| &cluster.centre));
        match_labels(&old, &new, WIDTH)
    }
}

/// One row a member; what is unknown takes the mean of what is known.
fn filled<'a>(behaviours: impl Iterator<Item = &'a Behaviour>) -> Vec<f64> {
    let rows: Vec<[Option<f64>; WIDTH]> = behaviours
        .map(|behaviour| {
            [
                Some(behaviour.visits_per_week),
                behaviour.weekday_peak_share,
                behaviour.off_peak_share,
                behaviour.partner_variety,
                behaviour.session_share,
                behaviour.mean_stay_minutes,
            ]
        })
        .collect();
    let mean = |column: usize| {
        let known: Vec<f64> = rows.iter().filter_map(|row| row[column]).collect();
        known.iter().sum::<f64>() / known.len().max(1) as f64
    };
    let means: [f64; WIDTH] = std::array::from_fn(mean);
    rows.iter()
        .flat_map(|row| (0..WIDTH).map(|column| row[column].unwrap_or(means[column])))
        .collect()
}
