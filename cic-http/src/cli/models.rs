//! What is fitted, and how good it was on months it had not seen.

use cic_core::churn::outlook::HeldOut;
use cic_core::engine::{DropInReport, ModelsReport};

use super::prose::wrapped;
use super::table::{count, percent, table};

/// The models in words, with their figures on held-out months.
pub(crate) fn text(models: &ModelsReport) -> String {
    let mut out = wrapped(&format!("\nWho leaves: {}\n", models.churn.why), 2);
    if let Some(held_out) = &models.churn.held_out {
        out += &held_out_text(held_out);
    }
    if models.churn.recalibrated {
        out += "  Held-out months corrected it.\n";
    }
    out += &wrapped(
        &format!("What customers without a plan bring: {}\n", models.drop_ins.why),
        2,
    );
    out + &wrapped(&drop_ins_text(&models.drop_ins), 4)
}

fn held_out_text(held_out: &HeldOut) -> String {
    let mut figures = table([
        "On the last months, held out",
        ">Brier score",
        ">Log loss",
        ">AUC",
    ]);
    let auc = held_out.auc.map_or("-".to_owned(), |auc| format!("{auc:.3}"));
    figures.add_row([
        "this model".to_owned(),
        format!("{:.5}", held_out.brier),
        format!("{:.4}", held_out.log_loss),
        auc,
    ]);
    let others = held_out.models.iter().chain(&held_out.benchmarks);
    for benchmark in others {
        figures.add_row([
            benchmark.name.clone(),
            format!("{:.5}", benchmark.brier),
            format!("{:.4}", benchmark.log_loss),
            "-".to_owned(),
        ]);
    }
    let slope = held_out.calibration_slope.map_or(String::new(), |slope| {
        format!("; calibration slope {slope:.2}, 1 is right")
    });
    let sentence = format!(
        "  {} months, {} exits: {:.2} % a month expected, {:.2} % came{slope}\n",
        held_out.months,
        count(held_out.exits),
        100.0 * held_out.mean_probability,
        100.0 * held_out.rate,
    );
    format!("{figures}\n{}", wrapped(&sentence, 4))
}

fn drop_ins_text(drop_ins: &DropInReport) -> String {
    let mut out = String::new();
    if let Some(weeks) = drop_ins.interest_fades_over_weeks {
        out += &format!(
            "  Their interest falls to {} of a newcomer's, most of it within {weeks:.0} weeks\n",
            percent(drop_ins.lasting_interest),
        );
    }
    if drop_ins.held_out_expected > 0.0 {
        out += &format!(
            "  Of the last half year {:.0} paying days were expected and {:.0} came\n",
            drop_ins.held_out_expected, drop_ins.held_out_came,
        );
    }
    out
}
