//! Connections that dawdle are closed; requests under way end in good order.

use std::io::Write;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use cic_http::config::Limits;

use crate::client::{connect, get, read_reply, send_json};
use crate::server::Server;

fn impatient() -> Limits {
    Limits {
        head_read: Duration::from_millis(300),
        body_read: Duration::from_millis(300),
        ..Limits::default()
    }
}

#[test]
fn a_head_that_dribbles_in_is_cut_off() {
    let server = Server::start_with(impatient());
    let mut stream = connect(server.address);
    stream
        .write_all(b"GET /api/v1/segments HTTP/1.1\r\nhost: te")
        .unwrap();
    let started = Instant::now();
    let reply = read_reply(&mut stream);
    assert!(
        started.elapsed() < Duration::from_secs(5),
        "still open after {:?}",
        started.elapsed()
    );
    assert!(reply.is_none_or(|reply| reply.status == 408));
}

#[test]
fn a_connection_that_says_nothing_is_closed() {
    let server = Server::start_with(impatient());
    let mut silent = connect(server.address);
    let mut idle = connect(server.address);
    idle.write_all(b"GET /healthz HTTP/1.1\r\nhost: test\r\n\r\n")
        .unwrap();
    let started = Instant::now();
    assert!(read_reply(&mut silent).is_none());
    assert_eq!(read_reply(&mut idle).unwrap().status, 200);
    assert!(
        started.elapsed() < Duration::from_secs(5),
        "still open after {:?}",
        started.elapsed()
    );
}

#[test]
fn a_body_that_does_not_arrive_is_408() {
    let server = Server::start_with(impatient());
    let mut stream = connect(server.address);
    let head = "POST /api/v1/yield/event-decision HTTP/1.1\r\nhost: test\r\nconnection: close\r\n\
        content-type: application/json\r\ncontent-length: 50\r\n\r\n{\"revenue\"";
    stream.write_all(head.as_bytes()).unwrap();
    let reply = read_reply(&mut stream).unwrap();
    assert_eq!(reply.status, 408);
    assert_eq!(reply.header("content-type"), Some("application/problem+json"));
}

#[test]
fn a_request_that_takes_too_long_is_503() {
    let limits = Limits {
        request: Duration::from_millis(100),
        ..Limits::default()
    };
    let server = Server::start_with(limits);
    server.store.milliseconds_a_write.store(2_000, Ordering::SeqCst);
    let body = r#"{"segment": "casual_drop_in", "reason": "she told me", "decidedBy": "Kim"}"#;
    let reply = send_json(server.address, "PUT", "/api/v1/members/M01/segment", body);
    assert_eq!(reply.status, 503);
    assert_eq!(reply.header("content-type"), Some("application/problem+json"));
    server.store.milliseconds_a_write.store(0, Ordering::SeqCst);
}

#[test]
fn a_stop_lets_the_request_under_way_end() {
    let mut server = Server::start();
    server.store.milliseconds_a_write.store(600, Ordering::SeqCst);
    let address = server.address;
    let body = r#"{"segment": "casual_drop_in", "reason": "she told me", "decidedBy": "Kim"}"#;
    let under_way =
        std::thread::spawn(move || send_json(address, "PUT", "/api/v1/members/M01/segment", body).status);
    std::thread::sleep(Duration::from_millis(200));
    server.ask_to_stop();
    assert_eq!(under_way.join().unwrap(), 200);
    server.wait();
    assert!(std::net::TcpStream::connect(address).is_err());
}

#[test]
fn a_stop_does_not_wait_for_ever() {
    let limits = Limits {
        stop: Duration::from_millis(300),
        ..Limits::default()
    };
    let mut server = Server::start_with(limits);
    let mut stream = connect(server.address);
    stream
        .write_all(b"GET /api/v1/segments HTTP/1.1\r\nhost: te")
        .unwrap();
    std::thread::sleep(Duration::from_millis(100));
    let started = Instant::now();
    server.wait();
    assert!(started.elapsed() < Duration::from_secs(3));
}

#[test]
fn connections_beyond_the_limit_wait_for_room() {
    let limits = Limits {
        connections: 2,
        head_read: Duration::from_millis(500),
        ..Limits::default()
    };
    let server = Server::start_with(limits);
    let _silent = (connect(server.address), connect(server.address));
    std::thread::sleep(Duration::from_millis(50));
    let started = Instant::now();
    assert_eq!(get(server.address, "/healthz").status, 200);
    assert!(started.elapsed() > Duration::from_millis(200), "it did not wait");
}

#[test]
fn garbage_on_the_wire_disturbs_nobody() {
    let server = Server::start_with(impatient());
    for garbage in [
        &b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"[..],
        b"GET\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET /api/v1/segments\x00 HTTP/1.1\r\n\r\n",
        b"POST /api/v1/yield/event-decision HTTP/1.1\r\nhost: x\r\ncontent-length: -1\r\n\r\n",
        b"POST /api/v1/yield/event-decision HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n",
        b"POST /api/v1/yield/event-decision HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n\
            transfer-encoding: chunked\r\nconnection: close\r\n\r\nZZ\r\n",
    ] {
        let mut stream = connect(server.address);
        stream.write_all(garbage).unwrap();
        if let Some(reply) = read_reply(&mut stream) {
            assert!((400..500).contains(&reply.status), "{} to {garbage:?}", reply.status);
        }
    }
    let huge_head = format!("/api/v1/segments?x={}", "y".repeat(60_000));
    let reply = get(server.address, &huge_head);
    assert!((400..500).contains(&reply.status), "{}", reply.status);
    assert_eq!(get(server.address, "/healthz").status, 200);
}

#[test]
fn a_client_that_takes_nothing_is_dropped() {
    let limits = Limits {
        write_stall: Duration::from_millis(300),
        connections: 1,
        ..Limits::default()
    };
    let server = Server::start_with(limits);
    let mut greedy = connect(server.address);
    let request = "GET /docs/swagger-ui-bundle.js HTTP/1.1\r\nhost: test\r\n\r\n".repeat(20);
    greedy.write_all(request.as_bytes()).unwrap();
    assert_eq!(get(server.address, "/healthz").status, 200);
}
