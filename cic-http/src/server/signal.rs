use std::future::pending;

/// Resolves when the process is asked to stop: interrupt, or SIGTERM where there is one.
///
/// # Errors
/// When the handlers cannot be installed.
pub fn stop_asked() -> std::io::Result<impl Future<Output = ()> + Send + 'static> {
    #[cfg(unix)]
    let mut terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
    Ok(async move {
        let interrupted = async {
            if tokio::signal::ctrl_c().await.is_err() {
                pending::<()>().await;
            }
        };
        #[cfg(unix)]
        let terminated = async move {
            terminate.recv().await;
        };
        #[cfg(not(unix))]
        let terminated = pending::<()>();
        tokio::select! {
            () = interrupted => {}
            () = terminated => {}
        }
    })
}
