use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::Arc;

use cic_store::Store;
use tokio::net::TcpListener;

use super::arguments::Serve;
use super::context::Context;
use super::failure::Failure;
use super::output;
use crate::app::App;
use crate::config::Limits;
use crate::services::watch::watch;
use crate::{router, server};

/// `cic serve`.
pub(crate) async fn run(context: &Context, options: &Serve) -> Result<ExitCode, Failure> {
    let listener = listen(&options.listen).await?;
    let store = context.open_to_write().await?;
    until_stopped(context, store, listener).await
}

/// `cic migrate`.
pub(crate) async fn migrate(context: &Context) -> Result<ExitCode, Failure> {
    context.open_to_write().await?;
    output::write("The tables are up to date.\n")
}

/// Takes the port, before any work that would be in vain without it.
pub(crate) async fn listen(address: &str) -> Result<TcpListener, Failure> {
    TcpListener::bind(address).await.map_err(|error| {
        let why = match error.kind() {
            std::io::ErrorKind::AddrInUse => {
                "another program listens there; choose another --listen".to_owned()
            }
            _ => error.to_string(),
        };
        Failure::Refused(format!("cannot listen on {address}: {why}"))
    })
}

/// Loads, serves, and ends in good order when asked to stop.
pub(crate) async fn until_stopped(
    context: &Context,
    store: Arc<dyn Store>,
    listener: TcpListener,
) -> Result<ExitCode, Failure> {
    let stop = server::stop_asked()
        .map_err(|error| Failure::Refused(format!("the signals to stop cannot be heard: {error}")))?;
    let limits = Limits::default();
    let app = App::load(store, context.explicit.clone(), limits.clone()).await?;
    let address = listener
        .local_addr()
        .map_err(|error| Failure::Refused(error.to_string()))?;
    announce(context, address)?;
    let watching = tokio::spawn(watch(Arc::clone(&app), limits.refresh));
    server::serve(listener, router::service(&app), &limits, stop).await;
    watching.abort();
    app.decision_log.settle(limits.stop).await;
    Ok(ExitCode::SUCCESS)
}

fn announce(context: &Context, address: SocketAddr) -> Result<(), Failure> {
    if !address.ip().is_loopback() {
        tracing::warn!(
            %address,
            "anyone who reaches this address sees the members: there is no sign-in yet"
        );
    }
    if context.json {
        return Ok(());
    }
    output::write(&format!(
        "Serving on http://{address} (try http://{address}/docs); stop with Ctrl-C\n"
    ))?;
    Ok(())
}
