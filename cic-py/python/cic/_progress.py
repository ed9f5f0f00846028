"""How far long work is: a callback of the caller's, or tqdm's bar where it is installed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

#: Called with what is being read, how many bytes of it have been, and how many there are; ``True`` shows a bar.
Progress = Callable[[str, int, int], object] | bool | None


@contextmanager
def listener(progress: Progress) -> Iterator[Callable[[str, int, int], object] | None]:
    """The callback behind ``progress``."""
    if not progress:
        yield None
    elif progress is not True:
        yield progress
    else:
        try:
            from tqdm.auto import tqdm
        except ImportError:
            yield None
            return
        bar: Any = tqdm(unit="B", unit_scale=True)

        def show(file: str, done: int, whole: int) -> None:
            bar.set_description(file)
            bar.total = whole
            bar.update(done - bar.n)

        try:
            yield show
        finally:
            bar.close()
