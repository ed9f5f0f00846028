//! How far an import is, told to a callable of Python's.

use std::sync::{Arc, Mutex, PoisonError};

use cic_store::import_files::Listener;
use pyo3::prelude::*;

/// What is being read, how much of it has been, and how much there is; taken once it is told.
type Place = Arc<Mutex<Option<(String, u64, u64)>>>;

/// The callable and the news for it.
pub(crate) struct Progress<'py> {
    listener: Option<Bound<'py, PyAny>>,
    place: Place,
}

impl<'py> Progress<'py> {
    pub(crate) fn new(listener: Option<Bound<'py, PyAny>>) -> Self {
        let place = Place::default();
        Self { listener, place }
    }

    /// What the import tells.
    pub(crate) fn heard(&self) -> Hearing {
        Hearing {
            place: Arc::clone(&self.place),
            file: String::new(),
            bytes: 0,
        }
    }

    /// Tells the news, if there are any.
    pub(crate) fn tell(&self) -> PyResult<()> {
        let news = self.place.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let (Some(listener), Some(news)) = (&self.listener, news) {
            listener.call1(news)?;
        }
        Ok(())
    }
}

/// Notes the place for whoever tells it.
pub(crate) struct Hearing {
    place: Place,
    file: String,
    bytes: u64,
}

impl Listener for Hearing {
    fn begins(&mut self, file: &str, bytes: u64) {
        (self.file, self.bytes) = (file.to_owned(), bytes);
        self.has_read(0);
    }

    fn has_read(&mut self, bytes: u64) {
        let place = Some((self.file.clone(), bytes, self.bytes));
        *self.place.lock().unwrap_or_else(PoisonError::into_inner) = place;
    }
}
