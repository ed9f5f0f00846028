//! Sentences on a terminal.

/// What fits on the narrowest terminal that tables are made for.
const COLUMNS: usize = 80;

/// Breaks every line of `text` between words; what is broken off is indented by `indent` blanks.
pub(crate) fn wrapped(text: &str, indent: usize) -> String {
    let mut out = String::new();
    for line in text.lines() {
        let mut width = 0;
        for (place, word) in line.split(' ').enumerate() {
            let length = word.chars().count();
            if place > 0 && width + 1 + length > COLUMNS {
                out.push('\n');
                out.extend(std::iter::repeat_n(' ', indent));
                width = indent;
            } else if place > 0 {
                out.push(' ');
                width += 1;
            }
            out.push_str(word);
            width += length;
        }
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::wrapped;

    #[test]
    fn lines_break_between_words_and_keep_their_own_indent() {
        let text = format!("  {} end\nshort", "word ".repeat(16).trim_end());
        let broken = wrapped(&text, 4);
        assert!(broken.lines().all(|line| line.chars().count() <= 80), "{broken}");
        assert!(broken.starts_with("  word") && broken.ends_with("\nshort\n"));
        assert!(broken.contains("\n    word") || broken.contains("\n    end"));
    }
}
