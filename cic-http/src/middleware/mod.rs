//! What stands around the routes.

pub(crate) mod access_log;
pub(crate) mod entity_tag;
pub(crate) mod panic;
pub(crate) mod problem_everywhere;
pub(crate) mod security_headers;
pub(crate) mod time_limit;
