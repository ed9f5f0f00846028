use serde::Deserialize;
use serde_json::{Value, json};

use super::given::{Given, stored};
use super::{Answers, ModelQuestion};
use crate::error::{Error, Result};
use crate::segmentation::{FittedKMeans, KMeans, nearest_centres};
use crate::stop::Stop;

pub(super) const COLUMNS: &[&str] = &["values"];
pub(super) const FITTED: &[&str] = &["labels"];
pub(super) const QUESTIONS: &[ModelQuestion] = &[ModelQuestion::of("predict", &[], &["values"])];

struct Clusters {
    centres: Vec<f64>,
    n_features: usize,
    fitted: Option<FittedKMeans>,
}

/// Known centres, one row a cluster.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Known {
    centres: Vec<Vec<f64>>,
}

pub(super) fn fit(given: &Given, stop: &Stop) -> Result<Box<dyn Answers>> {
    let (values, n_features) = given.table()?;
    let fitted = KMeans::fit_until(values, n_features, &given.options()?, stop)?;
    Ok(Box::new(Clusters {
        centres: fitted.centres().to_vec(),
        n_features,
        fitted: Some(fitted),
    }))
}

pub(super) fn at(given: &Value) -> Result<Box<dyn Answers>> {
    let known: Known = stored(given)?;
    let n_features = known.centres.first().map_or(0, Vec::len);
    if n_features == 0 || known.centres.iter().any(|centre| centre.len() != n_features) {
        return Err(Error::invalid(
            "centres",
            "every centre needs as many values as the first",
        ));
    }
    Ok(Box::new(Clusters {
        centres: known.centres.concat(),
        n_features,
        fitted: None,
    }))
}

impl Answers for Clusters {
    fn figures(&self) -> Value {
        let fitted = self.fitted.as_ref();
        json!({
            "centres": self.centres.chunks(self.n_features).collect::<Vec<_>>(),
            "inertia": fitted.map(FittedKMeans::inertia),
            "iterations": fitted.map(FittedKMeans::iterations),
        })
    }

    fn parameters(&self) -> Value {
        json!({ "centres": self.centres.chunks(self.n_features).collect::<Vec<_>>() })
    }

    fn column(&self, _name: &str) -> Vec<f64> {
        let labels = self.fitted.as_ref().map_or(&[][..], FittedKMeans::labels);
        labels.iter().copied().map(f64::from).collect()
    }

    fn ask(&self, _question: &str, given: &Given) -> Result<Vec<f64>> {
        let (values, _) = given.table()?;
        let labels = nearest_centres(values, &self.centres, self.n_features)?;
        Ok(labels.into_iter().map(f64::from).collect())
    }
}
