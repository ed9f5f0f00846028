use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;

use super::stalling::Stalling;
use crate::config::Limits;

/// What a request head may weigh.
const MOST_HEADERS: usize = 64;
const MOST_HEAD_BYTES: usize = 16 * 1024;
/// How long to wait when the process is out of file handles.
const PAUSE_AFTER_A_REFUSED_ACCEPT: Duration = Duration::from_millis(50);

/// Serves `service` on `listener` until `stop` resolves, then lets requests under way end within `limits.stop`.
///
/// axum's own loop installs no timer, which makes the limit on reading a request's head inert; hence this one.
pub async fn serve(listener: TcpListener, service: Router, limits: &Limits, stop: impl Future<Output = ()>) {
    let connections = GracefulShutdown::new();
    let room = Arc::new(Semaphore::new(limits.connections));
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(limits.head_read)
        .max_headers(MOST_HEADERS)
        .max_header_size(MOST_HEAD_BYTES);
    tokio::pin!(stop);
    loop {
        let accepting = async {
            let permit = Arc::clone(&room).acquire_owned().await;
            (permit, listener.accept().await)
        };
        let (permit, accepted) = tokio::select! {
            accepted = accepting => accepted,
            () = &mut stop => break,
        };
        let stream: TcpStream = match accepted {
            Ok((stream, _peer)) => stream,
            Err(error) => {
                tracing::warn!(%error, "a connection could not be accepted");
                tokio::time::sleep(PAUSE_AFTER_A_REFUSED_ACCEPT).await;
                continue;
            }
        };
        let _slower_without = stream.set_nodelay(true);
        let io = TokioIo::new(Stalling::new(stream, limits.write_stall));
        let connection = http.serve_connection(io, TowerToHyperService::new(service.clone()));
        let connection = connections.watch(connection);
        tokio::spawn(async move {
            let _held = permit;
            if let Err(error) = connection.await {
                tracing::debug!(%error, "a connection broke off");
            }
        });
    }
    drop(listener);
    tokio::select! {
        () = connections.shutdown() => tracing::info!("stopped"),
        () = tokio::time::sleep(limits.stop) => tracing::warn!("stopped with requests under way"),
    }
}
