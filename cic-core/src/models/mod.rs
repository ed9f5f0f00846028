//! Every model by its name: columns of numbers in, columns of numbers out, options and figures as JSON.
//!
//! The faces offer the models through this table, so that each of them converts columns and nothing else. Whoever
//! links the crate has the models themselves, with types of their own: [`crate::purchasing`], [`crate::churn`],
//! [`crate::segmentation`].

mod clusters;
mod course;
mod fault;
mod given;
mod hazard;
mod occasions;
mod retention;
mod spend;
mod survival;
mod table;
mod visits;

use serde::Serialize;
use serde_json::Value;

use crate::error::{Error, Result};
use crate::json::to_text;
use crate::stop::Stop;

pub use course::{HazardCourse, Next};
pub use given::{Given, GivenColumn};
pub use table::MODELS;

/// A kind of model: what it learns from, and what can be asked of it.
#[derive(Serialize)]
pub struct ModelKind {
    /// `BetaGeo`: its class on every face.
    pub name: &'static str,
    /// The columns that a fit needs, in order; `values` is a table, all others are plain.
    pub columns: &'static [&'static str],
    /// The columns that a fit can take besides.
    pub further: &'static [&'static str],
    /// The columns of a fit itself: [`Model::column`].
    pub fitted: &'static [&'static str],
    /// What a fitted model can be asked.
    pub questions: &'static [ModelQuestion],
    #[serde(skip)]
    fit: fn(&Given, &Stop) -> Result<Box<dyn Answers>>,
    #[serde(skip)]
    at: fn(&Value) -> Result<Box<dyn Answers>>,
}

/// Something to ask of a fitted model.
#[derive(Serialize)]
pub struct ModelQuestion {
    /// `expected_visits`: the method in Python; Node says `expectedVisits`.
    pub name: &'static str,
    /// The numbers it needs among its options, in order.
    pub numbers: &'static [&'static str],
    /// The columns it needs, in order.
    pub columns: &'static [&'static str],
}

/// What each family of models does behind its name.
trait Answers: Send + Sync {
    /// Parameters and figures of the fit.
    fn figures(&self) -> Value;

    /// What makes the model anew: [`Model::at`].
    fn parameters(&self) -> Value;

    /// A column of the fit itself.
    fn column(&self, _name: &str) -> Vec<f64> {
        Vec::new()
    }

    /// One value a row, or several where the question has them, row by row.
    fn ask(&self, question: &str, given: &Given) -> Result<Vec<f64>>;
}

/// A model that has its parameters.
///
/// ```
/// use cic_core::Stop;
/// use cic_core::models::{Given, GivenColumn, Model};
/// let survivors = GivenColumn::new("survivors", vec![1000.0, 869.0, 743.0, 653.0]);
/// let model = Model::fit("ShiftedBetaGeo", &Given::new("{}", vec![survivors])?, &Stop::default())?;
/// let periods = Given::new("{}", vec![GivenColumn::new("periods", vec![0.0, 1.0])])?;
/// let survival = model.ask("survival", &periods)?;
/// assert!(survival[0] == 1.0 && (survival[1] - 0.86).abs() < 0.02);
/// let again = Model::at("ShiftedBetaGeo", &model.parameters())?;
/// assert_eq!(again.ask("survival", &periods)?, survival);
/// # Ok::<(), cic_core::Error>(())
/// ```
pub struct Model {
    kind: &'static ModelKind,
    answers: Box<dyn Answers>,
}

impl ModelKind {
    /// The kind of this name.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none.
    pub fn find(name: &str) -> Result<&'static Self> {
        MODELS
            .iter()
            .find(|kind| kind.name == name)
            .ok_or_else(|| Error::NotFound {
                what: "model",
                id: name.to_owned(),
            })
    }
}

impl Model {
    /// Fits the model called `name`, ending early once `stop` is raised.
    ///
    /// # Errors
    /// [`Error::NotFound`] for a name that no model has, [`Error::Invalid`] for options or columns that cannot be used,
    /// [`Error::Stopped`].
    pub fn fit(name: &str, given: &Given, stop: &Stop) -> Result<Self> {
        let kind = ModelKind::find(name)?;
        let answers = (kind.fit)(given, stop)?;
        Ok(Self { kind, answers })
    }

    /// The model called `name` at known parameters: those of the papers, or what [`Model::parameters`] wrote.
    ///
    /// # Errors
    /// [`Error::NotFound`] for a name that no model has, [`Error::Invalid`] for parameters that the model cannot have.
    pub fn at(name: &str, parameters: &str) -> Result<Self> {
        let kind = ModelKind::find(name)?;
        let answers = (kind.at)(&given::value("params", parameters)?)?;
        Ok(Self { kind, answers })
    }

    /// What it is called, learns from and can be asked.
    #[must_use]
    pub const fn kind(&self) -> &'static ModelKind {
        self.kind
    }

    /// Parameters and figures of the fit: a JSON object with `snake_case` keys.
    #[must_use]
    pub fn figures(&self) -> String {
        to_text(&self.answers.figures())
    }

    /// The JSON text from which [`Model::at`] makes the same model.
    #[must_use]
    pub fn parameters(&self) -> String {
        to_text(&self.answers.parameters())
    }

    /// A column of the fit itself, by its name in [`ModelKind::fitted`]; empty for a model that was not fitted here.
    #[must_use]
    pub fn column(&self, name: &str) -> Vec<f64> {
        self.answers.column(name)
    }

    /// The values that a question of [`ModelKind::questions`] gives.
    ///
    /// # Errors
    /// [`Error::NotFound`] for a question that the model does not answer, [`Error::Invalid`] for columns or numbers that
    /// it cannot use.
    pub fn ask(&self, question: &str, given: &Given) -> Result<Vec<f64>> {
        if self.kind.questions.iter().any(|known| known.name == question) {
            return self.answers.ask(question, given);
        }
        Err(Error::NotFound {
            what: "question to this model",
            id: question.to_owned(),
        })
    }
}

#[cfg(test)]
mod tests;
