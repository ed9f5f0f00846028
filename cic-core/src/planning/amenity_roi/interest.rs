use super::answer::Interest;
use crate::club::Person;
use crate::settings::AmenitySettings;

impl Interest {
    const fn asked(self) -> u64 {
        self.very as u64 + self.somewhat as u64 + self.not as u64
    }

    /// The share of those asked who are expected to come; `None` when nobody was asked.
    pub(super) fn expected_uptake(self, settings: &AmenitySettings) -> Option<f64> {
        let coming = f64::from(self.very) * settings.very_interested_uptake
            + f64::from(self.somewhat) * settings.somewhat_interested_uptake;
        (self.asked() > 0).then(|| coming / self.asked() as f64)
    }
}

/// What people answer to a question about interest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Said {
    Very,
    Somewhat,
    Not,
}

/// The answers to `question`, each person's latest, and how many could not be read.
pub(super) fn of_survey<'a>(people: impl Iterator<Item = &'a Person>, question: &str) -> (Interest, usize) {
    let (mut interest, mut unread) = (Interest::default(), 0);
    for answer in people.filter_map(|person| person.answer(question)) {
        match read(answer) {
            Some(Said::Very) => interest.very += 1,
            Some(Said::Somewhat) => interest.somewhat += 1,
            Some(Said::Not) => interest.not += 1,
            None => unread += 1,
        }
    }
    (interest, unread)
}

/// Words, or 1 to 5.
fn read(answer: &str) -> Option<Said> {
    let answer = answer.trim().to_lowercase();
    let has = |words: &[&str]| {
        answer
            .split(|letter: char| !letter.is_alphanumeric())
            .any(|word| words.contains(&word))
    };
    match answer.as_str() {
        "5" => return Some(Said::Very),
        "3" | "4" => return Some(Said::Somewhat),
        "1" | "2" | "0" => return Some(Said::Not),
        _ => {}
    }
    if has(&["not", "no", "never", "none", "unlikely", "uninterested", "don"]) {
        Some(Said::Not)
    } else if has(&[
        "somewhat",
        "maybe",
        "perhaps",
        "possibly",
        "slightly",
        "little",
        "moderately",
    ]) {
        Some(Said::Somewhat)
    } else if has(&[
        "very",
        "yes",
        "definitely",
        "extremely",
        "absolutely",
        "high",
        "interested",
        "likely",
    ]) {
        Some(Said::Very)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_read_by_their_words() {
        for (answer, expected) in [
            ("Very interested", Some(Said::Very)),
            ("yes!", Some(Said::Very)),
            ("Somewhat interested", Some(Said::Somewhat)),
            ("Not interested", Some(Said::Not)),
            ("not very interested", Some(Said::Not)),
            ("4", Some(Said::Somewhat)),
            ("tennis", None),
            ("notable", None),
        ] {
            assert_eq!(read(answer), expected, "{answer}");
        }
    }

    #[test]
    fn stated_interest_is_not_uptake() {
        let settings = AmenitySettings::default();
        let interest = Interest {
            very: 10,
            somewhat: 10,
            not: 20,
        };
        assert!((interest.expected_uptake(&settings).unwrap() - 0.2).abs() < 1e-12);
        assert_eq!(Interest::default().expected_uptake(&settings), None);
    }
}
