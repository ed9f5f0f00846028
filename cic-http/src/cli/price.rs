use std::process::ExitCode;

use cic_core::engine::{Pricing, PricingRequest};

use super::arguments::Price;
use super::context::Context;
use super::failure::Failure;
use super::output;
use super::table::{grouped, money, several, table};

/// `cic price`.
pub(crate) async fn run(context: &Context, options: &Price) -> Result<ExitCode, Failure> {
    let (_store, current) = context.engine().await?;
    let request = PricingRequest {
        policy: options.policy.map(Into::into),
    };
    let pricing = current.engine.pricing(&request);
    if context.json {
        return output::write_json(&pricing);
    }
    output::write(&text(&pricing))
}

/// Hours down, days across; `*` marks an hour of which too little was seen.
fn text(pricing: &Pricing) -> String {
    let mut out = format!("Recommended price of a court-hour, {}\n", pricing.currency);
    let mut grid = table(["Hour", ">Mon", ">Tue", ">Wed", ">Thu", ">Fri", ">Sat", ">Sun"]);
    for hour in 0..24_u8 {
        let cells: Vec<String> = pricing
            .prices
            .iter()
            .enumerate()
            .map(|(day, prices)| {
                let price = prices.get(usize::from(hour)).copied().flatten();
                let is_thin = pricing
                    .hours
                    .iter()
                    .any(|seen| seen.weekday as usize == day && seen.hour == hour && seen.is_thin);
                price.map_or(String::new(), |price| {
                    amount(price) + if is_thin { "*" } else { "" }
                })
            })
            .collect();
        if cells.iter().any(|cell| !cell.is_empty()) {
            grid.add_row(std::iter::once(format!("{hour:02}:00")).chain(cells));
        }
    }
    out += &format!("{grid}\n");
    let thin = pricing.hours.iter().filter(|hour| hour.is_thin).count();
    if thin > 0 {
        out += &format!("* too little was seen in {}\n", several(thin, "hour"));
    }
    let changed = pricing
        .hours
        .iter()
        .filter(|hour| (hour.price - hour.current_price).abs() > 1e-9)
        .count();
    out += &format!(
        "\n  hours that change       {}\n",
        grouped(i64::try_from(changed).unwrap_or(i64::MAX))
    );
    out += &format!(
        "  expected now            {} a week\n",
        money(pricing.expected_revenue_at_current)
    );
    out += &format!(
        "  expected as recommended {} a week\n",
        money(pricing.expected_revenue_at_recommended)
    );
    out + &output::rests_on(&pricing.assumptions)
}

/// Whole amounts without digits after the point.
fn amount(price: f64) -> String {
    if price.fract() == 0.0 {
        format!("{price:.0}")
    } else {
        format!("{price:.2}")
    }
}
