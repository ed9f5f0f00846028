use super::HazardError;

/// Little-endian numbers behind a mark that says what they are.
pub(super) struct Writer(Vec<u8>);

impl Writer {
    pub(super) fn new(magic: &[u8; 8]) -> Self {
        Self(magic.to_vec())
    }

    pub(super) fn whole(&mut self, value: u64) {
        self.0.extend_from_slice(&value.to_le_bytes());
    }

    pub(super) fn number(&mut self, value: f64) {
        self.0.extend_from_slice(&value.to_le_bytes());
    }

    pub(super) fn finish(self) -> Vec<u8> {
        self.0
    }
}

/// Reads what a [`Writer`] wrote.
pub(super) struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    pub(super) fn new(bytes: &'a [u8], magic: &[u8; 8]) -> Result<Self, HazardError> {
        match bytes.split_first_chunk() {
            Some((mark, rest)) if mark == magic => Ok(Self(rest)),
            _ => Err(HazardError::Bytes("they begin otherwise")),
        }
    }

    fn take(&mut self) -> Result<[u8; 8], HazardError> {
        let (head, rest) = self
            .0
            .split_first_chunk()
            .ok_or(HazardError::Bytes("they end too soon"))?;
        self.0 = rest;
        Ok(*head)
    }

    pub(super) fn whole(&mut self) -> Result<u64, HazardError> {
        self.take().map(u64::from_le_bytes)
    }

    pub(super) fn number(&mut self) -> Result<f64, HazardError> {
        self.take().map(f64::from_le_bytes)
    }

    pub(super) fn bucket(&mut self) -> Result<u8, HazardError> {
        u8::try_from(self.whole()?).map_err(|_| HazardError::Bytes("a bucket is beyond 255"))
    }

    /// Nothing may be left.
    pub(super) const fn finish(self) -> Result<(), HazardError> {
        if self.0.is_empty() {
            Ok(())
        } else {
            Err(HazardError::Bytes("something follows them"))
        }
    }
}
