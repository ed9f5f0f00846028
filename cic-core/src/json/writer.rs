use std::io;

use serde::Serialize;
use serde_json::ser::{CompactFormatter, Formatter, Serializer};

/// The JSON text of `answer`: compact, keys in declaration order, integral numbers without `.0`.
///
/// ```
/// assert_eq!(cic_core::json::to_text(&[1.0, 2.5]), "[1,2.5]");
/// ```
///
/// # Panics
/// Never for the answers of this crate: their keys are text and no writer under them can fail.
pub fn to_text<T: Serialize>(answer: &T) -> String {
    let mut bytes = Vec::with_capacity(256);
    let mut serializer = Serializer::with_formatter(&mut bytes, Plain);
    answer
        .serialize(&mut serializer)
        .expect("answers have text keys and are written to memory");
    String::from_utf8(bytes).expect("serde_json writes UTF-8")
}

struct Plain;

impl Formatter for Plain {
    fn write_f64<W: ?Sized + io::Write>(&mut self, writer: &mut W, value: f64) -> io::Result<()> {
        const LARGEST_EXACT: f64 = 9_007_199_254_740_992.0;
        if value.fract() == 0.0 && value.abs() < LARGEST_EXACT {
            #[expect(clippy::cast_possible_truncation, reason = "integral and below 2^53")]
            return write!(writer, "{}", value as i64);
        }
        CompactFormatter.write_f64(writer, value)
    }
}
