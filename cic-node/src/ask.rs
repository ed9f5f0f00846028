//! One question, answered on a thread of Node's pool.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use cic_core::Engine;
use napi::{Env, Task};

use crate::error::{Result, internal, of_engine};
use crate::stop::Stop;

/// A question under way.
pub struct Ask {
    pub(crate) engine: Arc<Engine>,
    pub(crate) question: String,
    pub(crate) request: String,
    pub(crate) stop: Stop,
}

/// Not a question: a fault, so that a test can see what becomes of one.
const FAULT: &str = "fault!";

impl Ask {
    fn answer(&self) -> Result<String> {
        self.stop.check()?;
        assert_ne!(self.question, FAULT);
        let answer = self.engine.ask(&self.question, &self.request);
        answer.map_err(|refused| of_engine(&refused))
    }
}

impl Task for Ask {
    type Output = String;
    type JsValue = String;

    fn compute(&mut self) -> Result<String> {
        catch_unwind(AssertUnwindSafe(|| self.answer())).unwrap_or_else(|_panic| Err(internal()))
    }

    fn resolve(&mut self, _: Env, answer: String) -> Result<String> {
        Ok(answer)
    }
}
