use super::Profile;

const TEXTS: [&str; 4] = [
    include_str!("../profiles/canonical.toml"),
    include_str!("../profiles/phase_one.toml"),
    include_str!("../profiles/courtreserve.toml"),
    include_str!("../profiles/playtomic.toml"),
];

pub(super) fn profiles() -> Vec<Profile> {
    TEXTS
        .into_iter()
        .map(|text| Profile::from_toml(text).expect("built-in profiles are valid, as a test shows"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn built_in_profiles_are_valid() {
        for text in TEXTS {
            if let Err(error) = Profile::from_toml(text) {
                panic!("{error}");
            }
        }
    }
}
