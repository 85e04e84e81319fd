"""Write the ZIP of a filled template: what did not change is copied as it is compressed."""

from __future__ import annotations

import zlib
from collections.abc import Iterable

from writer_assist.document.archive import CENTRAL, DEFLATED, END, LOCAL, STORED, UTF8_FLAG
from writer_assist.document.zip_writer import DATE, TIME, VERSION, deflated
from writer_assist.records import NamedTuple


class Packed(NamedTuple):
    """An entry's content as it is stored."""

    data: bytes
    method: int
    crc: int
    size: int


def packed(content: bytes, *, stored: bool = False) -> Packed:
    """Compress a content; ``stored`` for what is compressed already (pictures)."""
    crc = zlib.crc32(content)
    if stored:
        return Packed(content, STORED, crc, len(content))
    return Packed(deflated(content), DEFLATED, crc, len(content))


def archive(entries: Iterable[tuple[str, Packed]]) -> bytes:
    """A ZIP archive of the entries in their order."""
    pieces: list[bytes] = []
    central: list[bytes] = []
    offset = 0
    for name, (data, method, crc, size) in entries:
        raw = name.encode()
        flags = 0 if raw.isascii() else UTF8_FLAG
        length, stored = len(raw), len(data)
        local = LOCAL.pack(
            b"PK\x03\x04", VERSION, flags, method, TIME, DATE, crc, stored, size, length, 0
        )
        pieces += (local, raw, data)
        central.append(
            CENTRAL.pack(
                *(b"PK\x01\x02", VERSION, VERSION, flags, method, TIME, DATE, crc, stored, size),
                *(length, 0, 0, 0, 0, 0, offset),
            )
        )
        central.append(raw)
        offset += 30 + length + stored
    count = len(central) // 2
    directory = b"".join(central)
    end = END.pack(b"PK\x05\x06", 0, 0, count, count, len(directory), offset, 0)
    return b"".join((*pieces, directory, end))
