use std::io::{BufRead, BufReader};
use std::net::{SocketAddr, TcpListener};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::{Desk, code, complaint};
use crate::client::{get, send_json};
use crate::server::eventually;

struct Serving {
    child: Child,
    address: SocketAddr,
}

impl Serving {
    fn start(desk: &Desk) -> Self {
        let mut child = desk
            .command()
            .args(["serve", "--listen", "127.0.0.1:0"])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let address = line.split("http://").nth(1).unwrap().split(' ').next().unwrap();
        Self {
            address: address.parse().unwrap(),
            child,
        }
    }

    /// Ends it as an operator would, and gives back its exit code and what it logged.
    fn stop(mut self) -> (i32, String) {
        let id = self.child.id().to_string();
        assert!(
            Command::new("kill")
                .args(["-TERM", &id])
                .status()
                .unwrap()
                .success()
        );
        let log = std::io::read_to_string(self.child.stderr.take().unwrap()).unwrap();
        (self.child.wait().unwrap().code().unwrap(), log)
    }
}

#[test]
fn the_server_gives_the_bytes_that_the_command_prints() {
    let desk = Desk::with_a_club();
    let serving = Serving::start(&desk);
    for (path, arguments) in [
        ("/api/v1/segments", &["segments", "--json"][..]),
        ("/api/v1/members", &["members", "--json"]),
        (
            "/api/v1/members?segment=casual_drop_in",
            &["members", "--segment", "casual_drop_in", "--json"],
        ),
        ("/api/v1/members/M1", &["member", "M1", "--json"]),
    ] {
        assert_eq!(
            get(serving.address, path).text(),
            desk.print(arguments).trim_end()
        );
    }
    let question = r#"{"revenue": 500, "dateTime": "2026-02-19T19:00", "courts": 4}"#;
    let answer = send_json(serving.address, "POST", "/api/v1/yield/event-decision", question);
    let printed = desk.print(&[
        "decide",
        "--revenue",
        "500",
        "--at",
        "2026-02-19T19:00",
        "--courts",
        "4",
        "--json",
    ]);
    assert_eq!(answer.text(), printed.trim_end());
    assert_eq!(serving.stop().0, 0);
}

#[test]
fn a_server_takes_over_what_is_imported_and_fitted_beside_it() {
    let desk = Desk::with_a_club();
    let serving = Serving::start(&desk);
    let members = || {
        get(serving.address, "/api/v1/members")
            .json()
            .as_array()
            .unwrap()
            .len()
    };
    assert_eq!(members(), 6);
    desk.write(
        "more.csv",
        "id,name,email,join_date,status,plan\nM9,Player 9,p9@example.com,2024-01-10,active,Standard\n",
    );
    desk.print(&["import", "more.csv"]);
    eventually("the new member", || members() == 7);
    desk.print(&["fit", "--as-of", "2026-01-16"]);
    eventually("the earlier instant", || {
        get(serving.address, "/readyz").json()["asOf"] == "2026-01-16T06:00:00Z"
    });
    serving.stop();
}

#[test]
fn an_override_over_http_survives_a_fit_and_a_restart() {
    let desk = Desk::with_a_club();
    let serving = Serving::start(&desk);
    let body = r#"{"segment": "corporate_power_user", "reason": "owns the firm", "decidedBy": "Kim"}"#;
    let put = send_json(serving.address, "PUT", "/api/v1/members/M8/segment", body);
    assert_eq!(put.status, 200, "{}", put.text());
    serving.stop();
    desk.print(&["fit", "--as-of", "2026-02-16T12:00"]);
    assert_eq!(
        desk.json(&["member", "M8"])["segment"]["id"],
        "corporate_power_user"
    );
    let serving = Serving::start(&desk);
    let member = get(serving.address, "/api/v1/members/M8").json();
    assert_eq!(member["segment"]["origin"], "override");
    serving.stop();
}

#[test]
fn a_stop_is_prompt_and_orderly() {
    let desk = Desk::with_a_club();
    let serving = Serving::start(&desk);
    let started = Instant::now();
    let (code, log) = serving.stop();
    assert_eq!(code, 0);
    assert!(started.elapsed() < Duration::from_secs(5));
    assert!(log.contains("stopped"), "{log}");
}

#[test]
fn a_taken_port_is_said_plainly() {
    let desk = Desk::with_a_club();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let output = desk.run(&["serve", "--listen", &address]);
    assert_eq!(code(&output), 1);
    assert!(
        complaint(&output).contains("another program listens there"),
        "{}",
        complaint(&output)
    );
    let output = desk.run(&["serve", "--listen", "nonsense"]);
    assert_eq!(code(&output), 1);
}

#[test]
fn the_log_names_no_member_and_no_query() {
    let desk = Desk::with_a_club();
    let serving = Serving::start(&desk);
    get(serving.address, "/api/v1/members/M1?name=Player");
    get(serving.address, "/api/v1/members/nobody");
    get(serving.address, "/secret/path");
    send_json(
        serving.address,
        "POST",
        "/api/v1/yield/event-decision",
        "{\"dateTime\": \"tea time\"}",
    );
    let (_, log) = serving.stop();
    assert!(log.contains("/api/v1/members/{id}"), "{log}");
    for personal in ["M1", "Player", "nobody", "secret", "tea time"] {
        assert!(!log.contains(personal), "{personal} is in {log}");
    }
}
