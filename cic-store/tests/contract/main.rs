//! One story told to both databases. The tests named `postgres` need the server that `tests/postgres.sh` starts.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a failed unwrap or a missing answer is the test"
)]

mod adoption;
mod cases;
mod club;
mod decisions;
mod ground;
mod imports;
mod locking;
mod rows;
#[path = "../../../cic-core/tests/cases/cases.rs"]
mod shared_cases;
mod ugly;

use ground::Ground;

/// Runs each rule on SQLite and on PostgreSQL.
macro_rules! on_both {
    ($($file:ident :: $rule:ident),+ $(,)?) => {
        mod sqlite {
            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $rule() {
                    super::$file::$rule(super::Ground::sqlite().await).await;
                }
            )+
        }
        mod postgres {
            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $rule() {
                    super::$file::$rule(super::Ground::postgres().await).await;
                }
            )+
        }
    };
}

on_both! {
    imports::every_kind_of_file_is_reported_line_by_line,
    imports::the_same_file_again_changes_nothing,
    imports::a_later_file_updates_what_it_says_differently,
    imports::a_cancellation_stands_against_later_lists_of_bookings,
    imports::members_may_hand_an_address_on,
    imports::a_dry_run_reports_the_same_and_changes_nothing,
    imports::an_import_that_is_dropped_leaves_nothing,
    imports::a_file_larger_than_one_merge_is_counted_whole,
    club::a_club_comes_back_as_it_went_in,
    club::an_empty_store_is_an_empty_club,
    adoption::a_database_of_five_tables_is_adopted_in_place,
    adoption::adopted_rows_may_lack_any_value,
    adoption::tables_written_for_postgres_are_numbered_in_sqlite_too,
    adoption::migrating_again_changes_nothing,
    adoption::a_database_without_tables_says_so,
    decisions::overrides_are_kept_until_taken_back,
    decisions::a_fit_replaces_the_fit_before,
    decisions::a_decision_is_logged_once,
    decisions::approved_prices_are_kept_with_who_and_when,
    decisions::two_commits_on_one_state_are_not_both_taken,
    decisions::an_outcome_enters_the_next_fit,
    cases::every_question_has_the_same_answer,
    cases::every_operation_has_a_question,
    locking::two_imports_do_not_run_at_once,
    locking::readers_see_the_state_before_an_import_until_it_ends,
    ugly::texts_come_back_unharmed,
    ugly::a_nul_is_quarantined,
}

/// PostgreSQL lets no such rows in.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn adopted_rows_that_name_nobody_are_left_aside() {
    adoption::adopted_rows_that_name_nobody_are_left_aside(Ground::sqlite().await).await;
}

/// Byte-equal answers: the same rows make the same engine.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sqlite_and_postgres_give_the_same_club() {
    let (sqlite, postgres) = (Ground::sqlite().await, Ground::postgres().await);
    assert_eq!(
        club::version_after_the_story(&sqlite).await,
        club::version_after_the_story(&postgres).await
    );
}
