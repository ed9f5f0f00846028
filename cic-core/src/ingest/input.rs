use std::io::{Read, Seek, SeekFrom};

use encoding_rs::{Decoder, Encoding, UTF_16BE, UTF_16LE};

use super::FileRefused;
use super::fault::refused;

const CHUNK_BYTES: usize = 256 * 1024;
const SAMPLE_BYTES: u64 = 4096;

/// The bytes of a file as UTF-8 (or as an ASCII-compatible page of eight bits), chunk by chunk.
pub(super) struct Input<R> {
    source: R,
    content_starts: u64,
    wide: Option<&'static Encoding>,
    decoder: Option<Decoder>,
    raw: Vec<u8>,
    bytes_read: u64,
    exhausted: bool,
}

impl<R: Read + Seek> Input<R> {
    /// Looks at the first bytes for a byte order mark, for sixteen-bit text and for formats that are not text.
    pub(super) fn new(mut source: R) -> Result<Self, FileRefused> {
        let mut sample = Vec::new();
        source
            .seek(SeekFrom::Start(0))
            .map_err(|error| unreadable(&error))?;
        source
            .by_ref()
            .take(SAMPLE_BYTES)
            .read_to_end(&mut sample)
            .map_err(|error| unreadable(&error))?;
        refuse_binary(&sample)?;
        let (wide, content_starts) = match sample.as_slice() {
            [0xEF, 0xBB, 0xBF, ..] => (None, 3),
            [0xFF, 0xFE, ..] => (Some(UTF_16LE), 2),
            [0xFE, 0xFF, ..] => (Some(UTF_16BE), 2),
            _ => (wide_without_mark(&sample), 0),
        };
        let mut input = Self {
            source,
            content_starts,
            wide,
            decoder: None,
            raw: Vec::new(),
            bytes_read: 0,
            exhausted: false,
        };
        input.rewind()?;
        Ok(input)
    }

    /// Begins again at the first byte of content.
    pub(super) fn rewind(&mut self) -> Result<(), FileRefused> {
        self.source
            .seek(SeekFrom::Start(self.content_starts))
            .map_err(|error| unreadable(&error))?;
        self.decoder = self.wide.map(Encoding::new_decoder_without_bom_handling);
        self.bytes_read = self.content_starts;
        self.exhausted = false;
        Ok(())
    }

    /// Adds the next chunk to `buffer`; `false` when there was none left.
    pub(super) fn fill(&mut self, buffer: &mut Vec<u8>) -> Result<bool, FileRefused> {
        if self.exhausted {
            return Ok(false);
        }
        let wanted = CHUNK_BYTES as u64;
        let target = if self.decoder.is_some() {
            &mut self.raw
        } else {
            &mut *buffer
        };
        if self.decoder.is_some() {
            target.clear();
        }
        let count = self
            .source
            .by_ref()
            .take(wanted)
            .read_to_end(target)
            .map_err(|error| unreadable(&error))?;
        self.bytes_read += count as u64;
        self.exhausted = count < CHUNK_BYTES;
        if let Some(decoder) = &mut self.decoder {
            decode_onto(decoder, &self.raw, buffer, self.exhausted);
        }
        Ok(count > 0)
    }

    /// Bytes of the file read so far.
    pub(super) const fn bytes_read(&self) -> u64 {
        self.bytes_read
    }

    /// The name of the sixteen-bit encoding, if it is one.
    pub(super) fn wide_encoding(&self) -> Option<&'static str> {
        self.wide.map(Encoding::name)
    }
}

fn decode_onto(decoder: &mut Decoder, mut raw: &[u8], buffer: &mut Vec<u8>, last: bool) {
    loop {
        let filled = buffer.len();
        let room = decoder
            .max_utf8_buffer_length(raw.len())
            .unwrap_or(4 * raw.len() + 16);
        buffer.resize(filled + room, 0);
        let (outcome, read, written, _) = decoder.decode_to_utf8(raw, &mut buffer[filled..], last);
        buffer.truncate(filled + written);
        raw = &raw[read..];
        if outcome == encoding_rs::CoderResult::InputEmpty {
            return;
        }
    }
}

/// Text of sixteen bits whose mark is missing: nearly every second byte is zero.
fn wide_without_mark(sample: &[u8]) -> Option<&'static Encoding> {
    let pairs = sample.len() / 2;
    if pairs < 8 {
        return None;
    }
    let zeros = |offset: usize| sample.chunks_exact(2).filter(|pair| pair[offset] == 0).count();
    let (first, second) = (zeros(0), zeros(1));
    if second * 10 >= pairs * 7 && first * 10 <= pairs {
        Some(UTF_16LE)
    } else if first * 10 >= pairs * 7 && second * 10 <= pairs {
        Some(UTF_16BE)
    } else {
        None
    }
}

fn refuse_binary(sample: &[u8]) -> Result<(), FileRefused> {
    let what = match sample {
        [b'P', b'K', 3, 4, ..] => "an Excel workbook or a zip archive; save the sheet as \"CSV UTF-8\"",
        [0xD0, 0xCF, 0x11, 0xE0, ..] => "an old Excel workbook (.xls); save the sheet as \"CSV UTF-8\"",
        [0x1F, 0x8B, ..] => "a gzip archive; unpack it",
        [b'%', b'P', b'D', b'F', ..] => "a PDF; export the report as CSV",
        _ => return Ok(()),
    };
    Err(refused(format!("the file is {what} and import that")))
}

fn unreadable(error: &std::io::Error) -> FileRefused {
    refused(format!("the file cannot be read: {error}"))
}
