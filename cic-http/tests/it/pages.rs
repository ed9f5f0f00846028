//! Lists are whole without a limit, and in pages with one.

use crate::client::get;
use crate::server::Server;

fn ids(list: &serde_json::Value) -> Vec<String> {
    let list = list.as_array().unwrap();
    list.iter()
        .map(|member| member["id"].as_str().unwrap().to_owned())
        .collect()
}

fn next(link: Option<&str>) -> Option<String> {
    let (address, relation) = link?.split_once(">; ")?;
    assert_eq!(relation, "rel=\"next\"");
    Some(address.trim_start_matches('<').to_owned())
}

#[test]
fn following_the_links_gives_every_member_once() {
    let server = Server::start();
    for filter in ["", "segment=casual_drop_in&"] {
        let whole = ids(&get(server.address, &format!("/api/v1/members?{filter}")).json());
        for limit in [1, 3, 5, 12, 100] {
            let mut gathered = Vec::new();
            let mut address = Some(format!("/api/v1/members?{filter}limit={limit}"));
            while let Some(path) = address {
                let page = get(server.address, &path);
                assert_eq!(page.status, 200, "{path}: {}", page.text());
                let members = ids(&page.json());
                assert!(!members.is_empty() && members.len() <= limit, "{path}");
                gathered.extend(members);
                address = next(page.header("link"));
            }
            assert_eq!(gathered, whole);
        }
    }
}

#[test]
fn a_whole_list_has_no_link() {
    let server = Server::start();
    assert_eq!(get(server.address, "/api/v1/members").header("link"), None);
}
