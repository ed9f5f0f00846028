use std::sync::Arc;

use cic_core::segmentation::{FittedKMeans, KMeans, KMeansOptions};
use serde_json::{Value, json};

use super::refused::{Refused, only, width};
use super::{Model, Shared};

pub(super) fn fit(arguments: &Value, columns: &[Vec<f64>]) -> Result<Shared, Refused> {
    let default = KMeansOptions::default();
    let whole = |name: &str, default: usize| match arguments["options"].get(name) {
        None => Ok(default),
        Some(value) => value
            .as_u64()
            .map(|value| value as usize)
            .ok_or_else(|| Refused::at(name, format!("{value} is not a whole number; pass one"))),
    };
    let options = KMeansOptions {
        clusters: whole("clusters", default.clusters)?,
        restarts: whole("restarts", default.restarts)?,
        max_iterations: whole("max_iterations", default.max_iterations)?,
        seed: whole("seed", 0)? as u64,
        ..default
    };
    Ok(Arc::new(KMeans::fit(
        only(columns)?,
        width(arguments)?,
        &options,
    )?))
}

impl Model for FittedKMeans {
    fn said(&self) -> Value {
        let centres: Vec<&[f64]> = self.centres().chunks(self.n_features()).collect();
        json!({ "centres": centres, "labels": self.labels(), "inertia": self.inertia(), "iterations": self.iterations() })
    }

    fn ask(&self, _: &str, _: &Value, columns: &[Vec<f64>]) -> Result<Vec<f64>, Refused> {
        Ok(self.predict(only(columns)?)?.into_iter().map(f64::from).collect())
    }
}
