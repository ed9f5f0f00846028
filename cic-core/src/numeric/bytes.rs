//! How gathered statistics travel between machines.

/// Bytes that a [`Writer`] did not write: why, in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ForeignBytes(pub(crate) &'static str);

/// Little-endian numbers behind a mark that says what they are.
pub(crate) struct Writer(Vec<u8>);

impl Writer {
    pub(crate) fn new(magic: &[u8; 8]) -> Self {
        Self(magic.to_vec())
    }

    pub(crate) fn whole(&mut self, value: u64) {
        self.0.extend_from_slice(&value.to_le_bytes());
    }

    pub(crate) fn number(&mut self, value: f64) {
        self.0.extend_from_slice(&value.to_le_bytes());
    }

    pub(crate) fn finish(self) -> Vec<u8> {
        self.0
    }
}

/// Reads what a [`Writer`] wrote.
pub(crate) struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    pub(crate) fn new(bytes: &'a [u8], magic: &[u8; 8]) -> Result<Self, ForeignBytes> {
        match bytes.split_first_chunk() {
            Some((mark, rest)) if mark == magic => Ok(Self(rest)),
            _ => Err(ForeignBytes("they begin otherwise")),
        }
    }

    fn take(&mut self) -> Result<[u8; 8], ForeignBytes> {
        let (head, rest) = self
            .0
            .split_first_chunk()
            .ok_or(ForeignBytes("they end too soon"))?;
        self.0 = rest;
        Ok(*head)
    }

    pub(crate) fn whole(&mut self) -> Result<u64, ForeignBytes> {
        self.take().map(u64::from_le_bytes)
    }

    pub(crate) fn number(&mut self) -> Result<f64, ForeignBytes> {
        self.take().map(f64::from_le_bytes)
    }

    pub(crate) fn bucket(&mut self) -> Result<u8, ForeignBytes> {
        u8::try_from(self.whole()?).map_err(|_| ForeignBytes("a bucket is beyond 255"))
    }

    /// Nothing may be left.
    pub(crate) const fn finish(self) -> Result<(), ForeignBytes> {
        if self.0.is_empty() {
            Ok(())
        } else {
            Err(ForeignBytes("something follows them"))
        }
    }
}
