/// Finds the end of one JSON value, chunk by chunk.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct ValueScan {
    depth: usize,
    in_string: bool,
    escaped: bool,
    in_scalar: bool,
}

impl ValueScan {
    /// How many of these bytes belong to the value, if it ends among them.
    pub(super) fn feed(&mut self, bytes: &[u8]) -> Option<usize> {
        for (index, &byte) in bytes.iter().enumerate() {
            if self.in_string {
                if self.escaped {
                    self.escaped = false;
                } else if byte == b'\\' {
                    self.escaped = true;
                } else if byte == b'"' {
                    self.in_string = false;
                    if self.depth == 0 {
                        return Some(index + 1);
                    }
                }
                continue;
            }
            match byte {
                b'"' | b'{' | b'[' | b',' | b']' | b'}' if self.in_scalar => return Some(index),
                b'"' => self.in_string = true,
                b'{' | b'[' => self.depth += 1,
                b'}' | b']' => {
                    self.depth = self.depth.saturating_sub(1);
                    if self.depth == 0 {
                        return Some(index + 1);
                    }
                }
                _ if self.depth > 0 => {}
                _ if byte.is_ascii_whitespace() && self.in_scalar => return Some(index),
                _ => self.in_scalar = true,
            }
        }
        None
    }

    /// Whether the end of the file ends the value as well.
    pub(super) const fn may_end_here(&self) -> bool {
        self.in_scalar && self.depth == 0
    }
}
