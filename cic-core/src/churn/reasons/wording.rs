use serde::{Deserialize, Serialize};

/// How to speak of one thing that columns stand for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CovariateWording {
    /// A short name: "days since last visit".
    pub name: String,
    /// The columns that stand for it; their contributions are added up.
    pub columns: Vec<usize>,
    /// Its words.
    pub wording: Wording,
}

/// Words for a value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wording {
    /// A number: "no visit for {value} days".
    Number {
        /// Words with `{value}` in them.
        many: String,
        /// The same for a value shown as 1: "no visit for {value} day"; `many` serves when there is none.
        one: Option<String>,
        /// Digits after the point.
        decimals: u8,
    },
    /// A share of 1, shown in per cent: "{value} of visits at peak hours" becomes "40 % of visits at peak hours".
    Share {
        /// Words with `{value}` in them.
        text: String,
    },
    /// Something that is so (a value above 0.5) or not.
    YesNo {
        /// When it is so.
        yes: String,
        /// When it is not.
        no: String,
    },
    /// One of several, by its number from 0.
    Choice {
        /// Words for each.
        texts: Vec<String>,
        /// Words for any other number.
        otherwise: String,
    },
}

impl CovariateWording {
    /// The words for a value; `None` is a value that is not known.
    ///
    /// ```
    /// use cic_core::churn::reasons::{CovariateWording, Wording};
    /// let wording = CovariateWording {
    ///     name: "days since last visit".into(),
    ///     columns: vec![0],
    ///     wording: Wording::Number {
    ///         many: "no visit for {value} days".into(),
    ///         one: Some("no visit for {value} day".into()),
    ///         decimals: 0,
    ///     },
    /// };
    /// assert_eq!(wording.text(Some(23.0)), "no visit for 23 days");
    /// assert_eq!(wording.text(Some(1.2)), "no visit for 1 day");
    /// assert_eq!(wording.text(None), "days since last visit not known");
    /// ```
    #[must_use]
    pub fn text(&self, value: Option<f64>) -> String {
        let Some(value) = value.filter(|value| value.is_finite()) else {
            return format!("{} not known", self.name);
        };
        match &self.wording {
            Wording::Number { many, one, decimals } => {
                let shown = number(value, *decimals);
                let words = one.as_ref().filter(|_| shown == "1").unwrap_or(many);
                words.replace("{value}", &shown)
            }
            Wording::Share { text } => text.replace("{value}", &format!("{} %", number(100.0 * value, 0))),
            Wording::YesNo { yes, no } => if value > 0.5 { yes } else { no }.clone(),
            Wording::Choice { texts, otherwise } => {
                let chosen = (0..)
                    .zip(texts)
                    .find(|(place, _)| (f64::from(*place) - value).abs() < 0.5);
                chosen.map_or(otherwise, |(_, text)| text).clone()
            }
        }
    }
}

/// A number with so many digits after the point, and no minus before a zero.
pub(super) fn number(value: f64, decimals: u8) -> String {
    let shown = format!("{value:.*}", usize::from(decimals));
    let is_zero = shown.chars().all(|digit| matches!(digit, '-' | '0' | '.'));
    if is_zero { shown.replace('-', "") } else { shown }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_of_value_has_its_words() {
        let text = |wording: Wording, value: f64| {
            let (name, columns) = ("plan".to_owned(), vec![0]);
            CovariateWording {
                name,
                columns,
                wording,
            }
            .text(Some(value))
        };
        let share = Wording::Share {
            text: "{value} of visits at peak hours".to_owned(),
        };
        assert_eq!(text(share, 0.404), "40 % of visits at peak hours");
        let choice = || Wording::Choice {
            texts: vec!["on a monthly plan".to_owned(), "on an annual plan".to_owned()],
            otherwise: "on another plan".to_owned(),
        };
        assert_eq!(text(choice(), 1.0), "on an annual plan");
        assert_eq!(text(choice(), 7.0), "on another plan");
        let yes_no = Wording::YesNo {
            yes: "lost a booking to an event".to_owned(),
            no: "lost no booking to an event".to_owned(),
        };
        assert_eq!(text(yes_no, 0.0), "lost no booking to an event");
        let trend = Wording::Number {
            many: "{value} visits a week more than before".to_owned(),
            one: None,
            decimals: 1,
        };
        assert_eq!(text(trend, -0.04), "0.0 visits a week more than before");
    }
}
