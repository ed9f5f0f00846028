//! Models are fitted anew at a client's word, and stay when that fails.

use std::sync::atomic::Ordering;

use crate::client::{get, send_json};
use crate::server::Server;

const PATH: &str = "/api/v1/models";

#[test]
fn a_refit_on_the_same_knowledge_gives_the_same_models() {
    let server = Server::start();
    let before = get(server.address, PATH);
    let refitted = send_json(server.address, "POST", PATH, "");
    assert_eq!(refitted.status, 200, "{}", refitted.text());
    assert_eq!(refitted.json(), before.json());
    assert!(
        refitted.json()["churn"]["why"]
            .as_str()
            .unwrap()
            .contains("exits")
    );
    assert_eq!(get(server.address, PATH).json(), before.json());
}

#[test]
fn a_refit_without_the_store_is_refused_and_the_models_in_use_stay() {
    let server = Server::start();
    let before = get(server.address, PATH).json();
    server.store.is_down.store(true, Ordering::SeqCst);
    let refused = send_json(server.address, "POST", PATH, "");
    assert_eq!(refused.status, 503, "{}", refused.text());
    assert!(refused.text().contains("those in use stay"), "{}", refused.text());
    assert_eq!(get(server.address, PATH).json(), before);
}
