//! Models on typed arrays: fitted off the main thread, then asked by the name of a call.

mod clusters;
mod hazard;
mod purchasing;
mod refused;
mod retention;
mod survival;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use napi::bindgen_prelude::{AsyncTask, Float64Array};
use napi::{Env, Task};
use napi_derive::napi;
use serde_json::Value;

use crate::error::{Result, internal, of_engine};
use crate::stop::Stop;
use refused::Refused;

/// A model that has its parameters.
pub trait Model: Send + Sync {
    /// Parameters and figures of the fit, as JSON.
    fn said(&self) -> Value;

    /// One value a row, or the values of a matrix by row.
    fn ask(&self, call: &str, arguments: &Value, columns: &[Vec<f64>]) -> Result<Vec<f64>, Refused>;
}

type Shared = Arc<dyn Model>;

/// Fits the model called `name` to `columns`, or takes the `params` among its arguments.
fn fit(name: &str, arguments: &Value, columns: &[Vec<f64>]) -> Result<Shared, Refused> {
    match name {
        "ChurnHazard" => hazard::fit(arguments, columns),
        "KMeans" => clusters::fit(arguments, columns),
        "KaplanMeier" => survival::kaplan_meier(columns),
        "CoxPh" => survival::cox(arguments, columns),
        "ShiftedBetaGeo" | "BetaDiscreteWeibull" => retention::fit(name, columns),
        _ => purchasing::fit(name, arguments, columns),
    }
}

/// A handle on a model.
#[napi]
pub struct NativeModel(Shared);

#[napi]
impl NativeModel {
    /// Parameters and figures of the fit, as JSON text.
    #[napi]
    pub fn said(&self) -> String {
        cic_core::json::to_text(&self.0.said())
    }

    /// The values that `call` gives.
    #[napi(ts_return_type = "Promise<Float64Array>")]
    pub fn ask(
        &self,
        call: String,
        arguments: String,
        columns: Vec<Float64Array>,
        stop: &Stop,
    ) -> AsyncTask<Asking> {
        AsyncTask::new(Asking {
            model: Arc::clone(&self.0),
            call,
            given: Given::new(arguments, &columns),
            stop: stop.clone(),
        })
    }
}

/// A model of the kind `name`, fitted to `columns`.
#[napi(ts_return_type = "Promise<NativeModel>")]
#[must_use]
pub fn fit_model(
    name: String,
    arguments: String,
    columns: Vec<Float64Array>,
    stop: &Stop,
) -> AsyncTask<Fitting> {
    AsyncTask::new(Fitting {
        name,
        given: Given::new(arguments, &columns),
        stop: stop.clone(),
    })
}

/// Arguments and columns, off the hands of JavaScript.
struct Given {
    arguments: Value,
    columns: Vec<Vec<f64>>,
}

impl Given {
    fn new(arguments: String, columns: &[Float64Array]) -> Self {
        let arguments = serde_json::from_str(&arguments).unwrap_or_default();
        Self {
            arguments,
            columns: columns.iter().map(|column| column.to_vec()).collect(),
        }
    }
}

/// A fit under way.
pub struct Fitting {
    name: String,
    given: Given,
    stop: Stop,
}

/// A call under way.
pub struct Asking {
    model: Shared,
    call: String,
    given: Given,
    stop: Stop,
}

fn guarded<T>(stop: &Stop, work: impl FnOnce() -> Result<T, Refused>) -> Result<T> {
    stop.check()?;
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(outcome) => outcome.map_err(|refused| of_engine(&refused.into())),
        Err(_panic) => Err(internal()),
    }
}

impl Task for Fitting {
    type Output = Shared;
    type JsValue = NativeModel;

    fn compute(&mut self) -> Result<Shared> {
        guarded(&self.stop, || {
            fit(&self.name, &self.given.arguments, &self.given.columns)
        })
    }

    fn resolve(&mut self, _: Env, fitted: Shared) -> Result<NativeModel> {
        Ok(NativeModel(fitted))
    }
}

impl Task for Asking {
    type Output = Vec<f64>;
    type JsValue = Float64Array;

    fn compute(&mut self) -> Result<Vec<f64>> {
        guarded(&self.stop, || {
            self.model
                .ask(&self.call, &self.given.arguments, &self.given.columns)
        })
    }

    fn resolve(&mut self, _: Env, values: Vec<f64>) -> Result<Float64Array> {
        Ok(values.into())
    }
}
