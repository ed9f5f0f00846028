use std::time::Duration;

use sqlx::postgres::PgConnectOptions;
use sqlx::{ConnectOptions, Connection};
use tokio::time::{Instant, sleep, timeout_at};

use crate::error::{Error, Result};

/// How long a server may take to answer for the first time, so that one that is just starting is waited for.
const FIRST_ANSWER: Duration = Duration::from_secs(5);
/// Between two tries.
const PAUSE: Duration = Duration::from_millis(200);
/// PostgreSQL: "the database system is starting up".
const STARTING: &str = "57P03";

/// Waits until the server answers; a pool alone would try for half a minute before it says why it does not.
pub(super) async fn first_contact(options: &PgConnectOptions) -> Result<()> {
    let silent = |why: String| Error::Silent {
        server: format!("{}:{}", options.get_host(), options.get_port()),
        why,
    };
    let patience = Instant::now() + FIRST_ANSWER;
    loop {
        let tried = timeout_at(patience, options.connect()).await;
        let refusal = match tried {
            Ok(Ok(connection)) => return Ok(connection.close().await?),
            Ok(Err(refusal)) => refusal,
            Err(_elapsed) => return Err(silent(format!("no answer within {} s", FIRST_ANSWER.as_secs()))),
        };
        let may_come_up = match &refusal {
            sqlx::Error::Io(_) => true,
            sqlx::Error::Database(said) => said.code().as_deref() == Some(STARTING),
            _ => false,
        };
        if !may_come_up {
            return Err(refusal.into());
        }
        if Instant::now() + PAUSE > patience {
            return Err(silent(refusal.to_string()));
        }
        sleep(PAUSE).await;
    }
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;
    use std::str::FromStr;
    use std::time::Instant;

    use super::*;

    #[tokio::test]
    async fn a_server_that_refuses_or_keeps_silent_is_named_within_seconds() {
        let silent = TcpListener::bind("127.0.0.1:0").unwrap();
        let refusing = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let begun = Instant::now();
        for address in [silent.local_addr().unwrap(), refusing] {
            let options =
                PgConnectOptions::from_str(&format!("postgres://cic:secret@{address}/club")).unwrap();
            let error = first_contact(&options).await.unwrap_err().to_string();
            assert!(
                error.contains(&address.to_string()) && !error.contains("secret"),
                "{error}"
            );
        }
        assert!(begun.elapsed() < 2 * FIRST_ANSWER + Duration::from_secs(2));
    }
}
