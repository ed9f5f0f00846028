//! Prices and plans, and a person's word on prices.

use serde_json::{Value, json};

use crate::client::{get, send_json};
use crate::server::Server;

const PRICING: &str = "/api/v1/yield/pricing";
const APPROVAL: &str = "/api/v1/yield/pricing/approval";

fn hour<'a>(pricing: &'a Value, weekday: &str, hour: u64) -> &'a Value {
    let hours = pricing["hours"].as_array().unwrap();
    hours
        .iter()
        .find(|price| price["weekday"] == weekday && price["hour"] == hour)
        .unwrap()
}

#[test]
fn prices_are_a_week_of_hours_with_closed_ones_null() {
    let server = Server::start();
    let reply = get(server.address, PRICING);
    assert_eq!(reply.status, 200, "{}", reply.text());
    let pricing = reply.json();
    let days = pricing["prices"].as_array().unwrap();
    assert_eq!(days.len(), 7);
    assert!(days.iter().all(|day| day.as_array().unwrap().len() == 24));
    assert!(days[0][3].is_null() && days[0][12].is_number());
    assert!(!pricing["assumptions"].as_array().unwrap().is_empty());
    let best = get(server.address, &format!("{PRICING}?policy=expected_revenue"));
    assert_eq!(best.json()["policy"], "expected_revenue");
    assert_eq!(get(server.address, &format!("{PRICING}?policy=dice")).status, 400);
    assert_eq!(get(server.address, &format!("{PRICING}?polcy=tiers")).status, 400);
}

#[test]
fn an_approved_price_is_the_current_one_and_changes_the_entity_tag() {
    let server = Server::start();
    let before = get(server.address, PRICING);
    let body = json!({"approvedBy": "Kim", "prices": [{"weekday": "tue", "hour": 18, "price": 33.5}]});
    let reply = send_json(server.address, "PUT", APPROVAL, &body.to_string());
    assert_eq!(reply.status, 200, "{}", reply.text());
    assert_eq!(hour(&reply.json(), "tue", 18)["currentPrice"], 33.5);
    let after = get(server.address, PRICING);
    assert_ne!(after.header("etag"), before.header("etag"));
    let tuesday = after.json();
    let tuesday = hour(&tuesday, "tue", 18);
    assert_eq!(tuesday["isApproved"], true);
    let change = tuesday["price"].as_f64().unwrap() - 33.5;
    assert!(change.abs() <= 5.0, "{tuesday}");
}

#[test]
fn approving_without_prices_takes_what_is_recommended() {
    let server = Server::start();
    let before = get(server.address, PRICING).json();
    let reply = send_json(server.address, "PUT", APPROVAL, r#"{"approvedBy": "Kim"}"#);
    assert_eq!(reply.status, 200, "{}", reply.text());
    for recommended in before["hours"].as_array().unwrap() {
        let weekday = recommended["weekday"].as_str().unwrap();
        let reply = reply.json();
        let now = hour(&reply, weekday, recommended["hour"].as_u64().unwrap());
        assert_eq!(now["currentPrice"], recommended["price"]);
    }
}

#[test]
fn prices_that_cannot_be_approved_are_named() {
    let server = Server::start();
    let price =
        |weekday: &str, hour: i64, price: Value| json!({"weekday": weekday, "hour": hour, "price": price});
    for (pointer, body) in [
        ("/approvedBy", json!({"approvedBy": " ", "prices": []})),
        (
            "/prices/0/hour",
            json!({"approvedBy": "Kim", "prices": [price("mon", 3, json!(20))]}),
        ),
        (
            "/prices/0/hour",
            json!({"approvedBy": "Kim", "prices": [price("mon", 300, json!(20))]}),
        ),
        (
            "/prices/0/price",
            json!({"approvedBy": "Kim", "prices": [price("mon", 12, json!(-1))]}),
        ),
        (
            "/prices/0/price",
            json!({"approvedBy": "Kim", "prices": [price("mon", 12, json!(1e300))]}),
        ),
        (
            "/prices/0/price",
            json!({"approvedBy": "Kim", "prices": [price("mon", 12, json!("20"))]}),
        ),
        (
            "/prices/0/weekday",
            json!({"approvedBy": "Kim", "prices": [price("monday", 12, json!(20))]}),
        ),
        (
            "/prices/1/hour",
            json!({"approvedBy": "Kim", "prices": [price("mon", 12, json!(20)), price("mon", 12, json!(21))]}),
        ),
    ] {
        let reply = send_json(server.address, "PUT", APPROVAL, &body.to_string());
        assert_eq!(reply.status, 422, "{body}: {}", reply.text());
        assert_eq!(reply.json()["errors"][0]["pointer"], pointer, "{body}");
    }
}

#[test]
fn plans_answer_with_what_they_rest_on() {
    let server = Server::start();
    let allocation = send_json(server.address, "POST", "/api/v1/yield/allocation", "{}").json();
    assert_eq!(allocation["courts"], 7);
    assert_eq!(allocation["setRate"], 0.8);
    let growth = json!({"weeks": 50, "addedMembers": [{"segment": "casual_drop_in", "members": 10}]});
    let growth = send_json(
        server.address,
        "POST",
        "/api/v1/yield/growth",
        &growth.to_string(),
    )
    .json();
    assert_eq!(growth["grown"]["members"], 22);
    let amenities = json!({"amenities": [
        {"name": "Yoga", "setupCost": 25000, "monthlyRevenue": 3000, "monthlyCost": 800},
        {"name": "Pool", "setupCost": 90000, "monthlyRevenue": 1000, "monthlyCost": 1800}]});
    let amenities = send_json(
        server.address,
        "POST",
        "/api/v1/yield/amenity-roi",
        &amenities.to_string(),
    )
    .json();
    assert_eq!(amenities["amenities"][0]["paybackMonths"], 11.36);
    assert!(amenities["amenities"][1]["paybackMonths"].is_null());
    for answer in [allocation, growth, amenities] {
        assert!(!answer["assumptions"].as_array().unwrap().is_empty(), "{answer}");
    }
}

#[test]
fn plans_that_cannot_be_made_are_named() {
    let server = Server::start();
    for (path, body, pointer) in [
        ("allocation", json!({"courts": 0}), "/courts"),
        ("allocation", json!({"courts": 7.5}), "/courts"),
        ("allocation", json!({"demandFactor": -1}), "/demandFactor"),
        ("allocation", json!({"setRate": 80}), "/setRate"),
        (
            "allocation",
            json!({"quotas": [{"segment": "vip", "courts": 1}]}),
            "/quotas/0/segment",
        ),
        (
            "allocation",
            json!({"quotas": [{"segment": "casual_drop_in", "courts": 8}]}),
            "/quotas",
        ),
        ("growth", json!({"weeks": 0}), "/weeks"),
        ("growth", json!({"weeks": "ten"}), "/weeks"),
        ("growth", json!({"seed": -1}), "/seed"),
        (
            "growth",
            json!({"addedMembers": [{"segment": "vip", "members": 1}]}),
            "/addedMembers/0/segment",
        ),
        (
            "growth",
            json!({"flexibility": [{"segment": "casual_drop_in", "share": 2}]}),
            "/flexibility/0/share",
        ),
        ("amenity-roi", json!({"amenities": []}), "/amenities"),
        ("amenity-roi", json!({}), "/amenities"),
        (
            "amenity-roi",
            json!({"amenities": [{"name": "", "setupCost": 1, "monthlyRevenue": 1, "monthlyCost": 1}]}),
            "/amenities/0/name",
        ),
        (
            "amenity-roi",
            json!({"amenities": [{"name": "Bar", "setupCost": -1, "monthlyRevenue": 1, "monthlyCost": 1}]}),
            "/amenities/0/setupCost",
        ),
    ] {
        let reply = send_json(
            server.address,
            "POST",
            &format!("/api/v1/yield/{path}"),
            &body.to_string(),
        );
        assert_eq!(reply.status, 422, "{body}: {}", reply.text());
        assert_eq!(reply.json()["errors"][0]["pointer"], pointer, "{body}");
    }
}
