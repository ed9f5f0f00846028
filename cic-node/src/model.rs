//! Models by their names: typed arrays in, typed arrays out.

use std::sync::Arc;

use cic_core::models::{Given, GivenColumn, Model};
use napi::bindgen_prelude::{AsyncTask, Float64Array};
use napi_derive::napi;

use crate::call::Call;
use crate::error::{Result, of_engine};
use crate::stop::Stop;

/// A named column, or a table of `width` columns row by row.
#[napi(object, object_to_js = false)]
pub struct NativeNumbers {
    /// `repeat_visits`, as the table of models calls it.
    pub name: String,
    /// The values, row by row.
    pub values: Float64Array,
    /// How many values a row has.
    pub width: u32,
}

/// A handle on a model.
#[napi]
pub struct NativeModel(Arc<Model>);

impl From<Model> for NativeModel {
    fn from(model: Model) -> Self {
        Self(Arc::new(model))
    }
}

#[napi]
impl NativeModel {
    /// The model called `name` at parameters known as JSON text.
    #[napi(factory)]
    pub fn at(name: String, parameters: String) -> Result<Self> {
        let model = Model::at(&name, &parameters);
        model.map(Self::from).map_err(|refused| of_engine(&refused))
    }

    /// Parameters and figures of the fit, as JSON text.
    #[napi(getter)]
    pub fn figures(&self) -> String {
        self.0.figures()
    }

    /// A column of the fit itself.
    #[napi]
    pub fn column(&self, name: String) -> Float64Array {
        self.0.column(&name).into()
    }

    /// The values that `question` gives.
    #[napi(ts_return_type = "Promise<Float64Array>")]
    pub fn ask(
        &self,
        question: String,
        options: String,
        columns: Vec<NativeNumbers>,
        stop: &Stop,
    ) -> AsyncTask<Call<Vec<f64>, Float64Array>> {
        let (model, columns) = (Arc::clone(&self.0), taken(columns));
        Call::of(stop, Float64Array::from, move |_stop| {
            model.ask(&question, &Given::new(&options, columns)?)
        })
    }
}

/// A model of the kind `name`, fitted to `columns`.
#[napi(ts_return_type = "Promise<NativeModel>")]
#[must_use]
pub fn fit_model(
    name: String,
    options: String,
    columns: Vec<NativeNumbers>,
    stop: &Stop,
) -> AsyncTask<Call<Model, NativeModel>> {
    let columns = taken(columns);
    Call::of(stop, NativeModel::from, move |stop| {
        Model::fit(&name, &Given::new(&options, columns)?, stop)
    })
}

/// Columns off the hands of JavaScript.
fn taken(columns: Vec<NativeNumbers>) -> Vec<GivenColumn> {
    let column = |column: NativeNumbers| GivenColumn {
        name: column.name,
        values: column.values.to_vec(),
        width: column.width as usize,
    };
    columns.into_iter().map(column).collect()
}
