//! Made-up people's names and addresses.

use super::dice::Dice;

const GIVEN: [&str; 48] = [
    "Ana", "Ben", "Carla", "Dmitri", "Elena", "Farah", "Gabriel", "Hana", "Ivan", "Jasmine", "Kenji",
    "Leila", "Marco", "Nadia", "Oscar", "Priya", "Quentin", "Rosa", "Samir", "Tara", "Umar", "Vera", "Wes",
    "Ximena", "Yara", "Zoe", "Andre", "Bianca", "Caleb", "Dana", "Elliot", "Fiona", "Grant", "Helen",
    "Isaac", "June", "Kofi", "Lucía", "Mina", "Noah", "Olive", "Paul", "Renée", "Sofia", "Theo", "Uma",
    "Victor", "Wendy",
];
const FAMILY: [&str; 52] = [
    "Abbott",
    "Becker",
    "Castillo",
    "Dawson",
    "Ekström",
    "Fletcher",
    "Garcia",
    "Hughes",
    "Iwata",
    "Jensen",
    "Kowalski",
    "Larsen",
    "Mbeki",
    "Nakamura",
    "O'Brien",
    "Patel",
    "Quinn",
    "Rossi",
    "Schmidt",
    "Tanaka",
    "Ueda",
    "Vasquez",
    "Whitfield",
    "Xu",
    "Young",
    "Zimmerman",
    "Adeyemi",
    "Brandt",
    "Chen",
    "Delgado",
    "Eaton",
    "Ferrari",
    "Gupta",
    "Hansen",
    "Ibrahim",
    "Johansson",
    "Kim",
    "Lopez",
    "Murphy",
    "Nguyen",
    "Okafor",
    "Park",
    "Reyes",
    "Silva",
    "Turner",
    "Usman",
    "Varga",
    "Walker",
    "Yilmaz",
    "Zapata",
    "St. Clair",
    "Müller",
];
const STREETS: [&str; 12] = [
    "Alder Ave",
    "Birch St",
    "Cedar Ct",
    "Damen Rd",
    "Elm St",
    "Foster Ave",
    "Grace St",
    "Hoyne Ave",
    "Irving Rd",
    "Juniper Ln",
    "Keeler Ave",
    "Leland Ave",
];

/// A first and a last name.
#[derive(Debug, Clone)]
pub(super) struct FullName {
    pub(super) given: &'static str,
    pub(super) family: String,
}

impl FullName {
    pub(super) fn draw(dice: &mut Dice) -> Self {
        let given = dice.pick(&GIVEN);
        let mut family = dice.pick(&FAMILY).to_owned();
        if dice.chance(0.06) {
            family = format!("{family}-{}", dice.pick(&FAMILY));
        }
        // Real member lists hold a few names with a comma in them.
        if dice.chance(0.006) {
            family.push_str(", Jr.");
        }
        Self { given, family }
    }

    pub(super) fn full(&self) -> String {
        format!("{} {}", self.given, self.family)
    }

    /// An address that cannot reach anyone.
    pub(super) fn email(&self, id: u32) -> String {
        let plain = |text: &str| -> String { text.chars().filter(char::is_ascii_alphabetic).collect() };
        format!("{}.{}.{id}@example.org", plain(self.given), plain(&self.family)).to_lowercase()
    }
}

pub(super) fn street_address(dice: &mut Dice) -> String {
    format!("{} {}", dice.between(100, 9_899), dice.pick(&STREETS))
}
