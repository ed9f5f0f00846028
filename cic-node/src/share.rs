//! Engines that worker threads take over by number.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError, Weak};

use cic_store::held_engine::HeldEngine;

#[derive(Default)]
struct Shared {
    next: u32,
    engines: HashMap<u32, Weak<HeldEngine>>,
}

static SHARED: LazyLock<Mutex<Shared>> = LazyLock::new(Mutex::default);

/// A number under which any thread of this process finds `held` while somebody holds it.
pub(crate) fn share(held: &Arc<HeldEngine>) -> u32 {
    let mut shared = SHARED.lock().unwrap_or_else(PoisonError::into_inner);
    shared.engines.retain(|_, engine| engine.strong_count() > 0);
    let known = shared
        .engines
        .iter()
        .find(|(_, engine)| engine.as_ptr() == Arc::as_ptr(held));
    if let Some((&number, _)) = known {
        return number;
    }
    shared.next += 1;
    let number = shared.next;
    shared.engines.insert(number, Arc::downgrade(held));
    number
}

/// The engine shared under `number`, if somebody still holds it.
pub(crate) fn find(number: u32) -> Option<Arc<HeldEngine>> {
    let shared = SHARED.lock().unwrap_or_else(PoisonError::into_inner);
    shared.engines.get(&number).and_then(Weak::upgrade)
}
