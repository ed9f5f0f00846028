//! Work on a thread of Node's pool, by a promise.

use std::panic::{AssertUnwindSafe, catch_unwind};

use napi::bindgen_prelude::{AsyncTask, ToNapiValue, TypeName};
use napi::{Env, Task};

use crate::error::{Result, internal, of_engine};
use crate::stop::Stop;

type Work<T> = Box<dyn FnOnce(&cic_core::Stop) -> cic_core::Result<T> + Send>;

/// A call under way: `work`, then what becomes of its outcome on the main thread.
pub struct Call<T, V> {
    work: Option<Work<T>>,
    stop: Stop,
    turn: fn(T) -> V,
}

impl<T: Send + 'static, V: ToNapiValue + TypeName + 'static> Call<T, V> {
    /// The promise of what `work` comes to, unless `stop` is raised before.
    pub(crate) fn of(
        stop: &Stop,
        turn: fn(T) -> V,
        work: impl FnOnce(&cic_core::Stop) -> cic_core::Result<T> + Send + 'static,
    ) -> AsyncTask<Self> {
        AsyncTask::new(Self {
            work: Some(Box::new(work)),
            stop: stop.clone(),
            turn,
        })
    }
}

impl<T: Send + 'static, V: ToNapiValue + TypeName + 'static> Task for Call<T, V> {
    type Output = T;
    type JsValue = V;

    fn compute(&mut self) -> Result<T> {
        let Some(work) = self.work.take() else {
            return Err(internal());
        };
        let flag = self.stop.flag();
        let outcome = catch_unwind(AssertUnwindSafe(|| {
            flag.check()?;
            work(flag)
        }));
        outcome
            .map_err(|_panic| internal())?
            .map_err(|refused| of_engine(&refused))
    }

    fn resolve(&mut self, _: Env, outcome: T) -> Result<V> {
        Ok((self.turn)(outcome))
    }
}
