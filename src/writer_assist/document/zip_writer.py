"""Write a document package anew: what did not change stays as it is stored, to the byte.

Whoever changes a part of somebody's file leaves all else alone: the other entries' headers, dates,
attributes and compressed data are copied, not made again. What the new place of an entry makes
wrong is all that is rebuilt: offsets, and the ZIP64 fields that hold them.

Clauses are those of APPNOTE.TXT, the specification of ZIP.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Collection, Mapping

from writer_assist.document.archive import (
    CENTRAL,
    DAMAGED_DIRECTORY,
    DEFLATED,
    DESCRIPTOR_FLAG,
    END,
    END64,
    LOCAL,
    LOCATOR64,
    STORED,
    UTF8_FLAG,
    Archive,
    Entry,
    content_start,
)
from writer_assist.document.errors import DocumentError
from writer_assist.records import NamedTuple

LEVEL = 6
"""Of deflate, as docxtpl's: level 1 would save a fifth of the time and cost a tenth of the size."""
VERSION = 20
"""2.0 (4.4.3), all that a reader needs to know for deflate."""
DATE, TIME = 0x21, 0
"""1980-01-01 00:00 (4.4.6), for what is new: the same data makes the same bytes."""
MAX_SIZE = 2 << 30
"""Bytes of a package and of what is to be written into it: no offset needs ZIP64 then."""

_MOST = 0xFFFFFFFF
_MANY = 0xFFFF
# Extra fields (4.5.2, 7.3): ZIP64, strong encryption, AES. They tell of the content as it was.
_ZIP64 = 0x0001
_OF_CONTENT = (_ZIP64, 0x0017, 0x9901)


class _Record(NamedTuple):
    """An entry's record in the directory: its fields as :data:`CENTRAL` has them, and texts."""

    entry: Entry
    fields: tuple[int, ...]
    name: bytes
    extra: bytes
    comment: bytes


class _Written(NamedTuple):
    """An entry as it is written: all of it but the directory, and its record without an offset."""

    local: bytes
    fields: tuple[int, ...]
    texts: bytes


def deflated(content: bytes) -> bytes:
    """A content as an entry of method 8 stores it."""
    deflate = zlib.compressobj(LEVEL, zlib.DEFLATED, -15, 9)
    return deflate.compress(content) + deflate.flush()


def rewritten(
    archive: Archive, changed: Mapping[str, bytes], removed: Collection[str] = ()
) -> bytes:
    """The package with some entries' content replaced, some added, some taken out.

    Every other entry is copied byte for byte, and so are the archive's comment and what stands in
    front of its first entry. A changed entry keeps its place, its name as it is stored, its date,
    attributes and method, but for methods that cannot be written and encryption: then it is
    deflated. New entries come last.

    Args:
        archive: the package as it is.
        changed: contents by name; a name that the archive does not have is a new entry.
        removed: names; what is not there is not missed. They win over ``changed``.

    Raises:
        DocumentError: the directory or an entry's header is damaged.
        ValueError: two names of ``changed`` differ in nothing but case.
        OverflowError: the package and what is new have more than :data:`MAX_SIZE`.
    """
    if len(archive.data) + sum(map(len, changed.values())) > MAX_SIZE:
        raise OverflowError(f"a package of more than {MAX_SIZE} bytes")
    new = {name.lower(): (name, content) for name, content in changed.items()}
    if len(new) < len(changed):
        raise ValueError(f"names that are the same entry: {sorted(changed)}")
    gone = {name.lower() for name in removed}
    records, start, comment = _directory(archive)
    # In the order of the data, which need not be that of the directory.
    order = sorted(range(len(records)), key=lambda number: records[number].entry.offset)
    first = records[order[0]].entry.offset if order else start
    front = archive.data[:first]
    if front.startswith(b"PK\x03\x04"):  # an entry that was deleted, not the data of a program
        front = b""
    pieces = [front]
    offset = len(front)
    directory = [b""] * len(records)
    for number in order:
        record = records[number]
        key = record.entry.name.lower()
        own = new.pop(key, None)
        if key in gone:
            continue
        written = _copied(archive, record) if own is None else _replaced(archive, record, own[1])
        pieces.append(written.local)
        directory[number] = _central(written, offset)
        offset += len(written.local)
    for key, (name, content) in new.items():
        if key not in gone:
            written = _added(name, content)
            pieces.append(written.local)
            directory.append(_central(written, offset))
            offset += len(written.local)
    count = sum(map(bool, directory))
    listing = b"".join(directory)
    return b"".join((*pieces, listing, _end(count, len(listing), offset, comment)))


def _directory(archive: Archive) -> tuple[list[_Record], int, bytes]:
    """The records of the directory, where it begins, and the archive's comment."""
    data, entries = archive.data, archive.entries
    end = data.rfind(b"PK\x05\x06", max(0, len(data) - 65557))
    _, _, _, _, _, size, offset, length = END.unpack_from(data, end)
    comment = data[end + END.size : end + END.size + length]
    stop, start = end, end - size
    end64 = end - LOCATOR64.size - END64.size
    if start != offset and data.startswith(b"PK\x06\x06", max(0, end64)):
        stop, start = end64, end64 - END64.unpack_from(data, end64)[8]
    records = []
    position = start
    for entry in entries:
        if position < 0 or position + CENTRAL.size > stop:
            raise DocumentError(DAMAGED_DIRECTORY)
        magic, *fields = CENTRAL.unpack_from(data, position)
        position += CENTRAL.size
        texts = []
        for size in fields[9:12]:
            texts.append(data[position : position + size])
            position += size
        # This is the record that the archive's reader saw, or the two disagree where it is.
        same = (fields[2], fields[3], fields[6]) == (entry.flags, entry.method, entry.crc)
        if magic != b"PK\x01\x02" or not same or position > stop:
            raise DocumentError(DAMAGED_DIRECTORY)
        records.append(_Record(entry, tuple(fields), *texts))
    return records, start, comment


def _copied(archive: Archive, record: _Record) -> _Written:
    """An entry as it is stored."""
    entry, fields, extra = record.entry, record.fields, record.extra
    data = archive.data
    stop = content_start(data, entry) + entry.compressed
    *_, name_length, extra_length = LOCAL.unpack_from(data, entry.offset)
    if (entry.flags | data[entry.offset + 6]) & DESCRIPTOR_FLAG:
        begin = entry.offset + LOCAL.size + name_length
        is_long = _ZIP64 in dict(_fields(data[begin : begin + extra_length])[0])
        stop += _descriptor(data, stop, entry, is_long=is_long)
    *head, extra_size, comment_size, disk, internal, external, offset = fields
    payload = dict(_fields(extra)[0]).get(_ZIP64, b"")
    if offset == _MOST or disk == _MANY or len(payload) >= 24:
        # A ZIP64 field (4.5.3) with the offset, which will be another and needs no such field.
        sizes = 8 * ((fields[8] == _MOST) + (fields[7] == _MOST))
        extra = _without(extra, (_ZIP64,), payload[:sizes])
        extra_size, disk = len(extra), 0
    return _Written(
        data[entry.offset : stop],
        (*head, extra_size, comment_size, disk, internal, external, 0),
        record.name + extra + record.comment,
    )


def _replaced(archive: Archive, record: _Record, content: bytes) -> _Written:
    """An entry with another content."""
    entry, data = record.entry, archive.data
    content_start(data, entry)  # or it is damaged
    _, version, _, _, time, date, _, _, _, length, extra_length = LOCAL.unpack_from(
        data, entry.offset
    )
    begin = entry.offset + LOCAL.size
    name = data[begin : begin + length]
    extra = _without(data[begin + length : begin + length + extra_length], _OF_CONTENT)
    flags = entry.flags & UTF8_FLAG
    is_stored = entry.method == STORED
    method = STORED if is_stored else DEFLATED
    stored = content if is_stored else deflated(content)
    sizes = (zlib.crc32(content), len(stored), len(content))

    def needed(version: int) -> int:
        return min(version, VERSION) if is_stored else VERSION

    local = LOCAL.pack(
        *(b"PK\x03\x04", needed(version), flags, method, time, date, *sizes),
        *(len(name), len(extra)),
    )
    made_by, version, _, _, time, date, *_ = record.fields
    own_extra = _without(record.extra, _OF_CONTENT)
    fields = (
        *(made_by, needed(version), flags, method, time, date, *sizes),
        *(len(record.name), len(own_extra), len(record.comment), 0, *record.fields[13:15], 0),
    )
    return _Written(local + name + extra + stored, fields, record.name + own_extra + record.comment)


def _added(name: str, content: bytes) -> _Written:
    """A new entry."""
    raw = name.encode()
    flags = 0 if raw.isascii() else UTF8_FLAG
    stored = deflated(content)
    common = (VERSION, flags, DEFLATED, TIME, DATE, zlib.crc32(content), len(stored), len(content))
    local = LOCAL.pack(b"PK\x03\x04", *common, len(raw), 0)
    return _Written(local + raw + stored, (VERSION, *common, len(raw), 0, 0, 0, 0, 0, 0), raw)


def _central(written: _Written, offset: int) -> bytes:
    return CENTRAL.pack(b"PK\x01\x02", *written.fields[:-1], offset) + written.texts


def _end(count: int, size: int, offset: int, comment: bytes) -> bytes:
    """What ends an archive; more than 65,534 entries need the records of ZIP64 (4.4.1.4)."""
    records = b""
    if count >= _MANY:
        records = END64.pack(
            *(b"PK\x06\x06", END64.size - 12, 45, 45, 0, 0, count, count, size, offset)
        ) + LOCATOR64.pack(b"PK\x06\x07", 0, offset + size, 1)
        count = _MANY
    return (
        records + END.pack(b"PK\x05\x06", 0, 0, count, count, size, offset, len(comment)) + comment
    )


def _descriptor(data: bytes, at: int, entry: Entry, *, is_long: bool) -> int:
    """Bytes of the data descriptor behind an entry's content (4.3.9); 0 if there is none.

    Its signature may be missing, and its sizes are of 8 bytes when the header has a ZIP64 field,
    but not every program knows that: only a descriptor that tells the truth is one.
    """
    for signature in (b"PK\x07\x08", b""):
        for shape in ("<LQQ", "<LLL") if is_long else ("<LLL", "<LQQ"):
            wanted = signature + struct.pack(shape, entry.crc, entry.compressed, entry.size)
            if data.startswith(wanted, at):
                return len(wanted)
    return 0


def _fields(extra: bytes) -> tuple[list[tuple[int, bytes]], bytes]:
    """The fields of an extra field (4.5.1) by their numbers, and what is left over behind them."""
    fields = []
    at = 0
    while at + 4 <= len(extra):
        number, size = struct.unpack_from("<2H", extra, at)
        if at + 4 + size > len(extra):
            break
        fields.append((number, extra[at + 4 : at + 4 + size]))
        at += 4 + size
    return fields, extra[at:]


def _without(extra: bytes, numbers: Collection[int], instead: bytes = b"") -> bytes:
    """An extra field without some of its fields, or with another payload in the place of each."""
    fields, rest = _fields(extra)
    kept = []
    for number, payload in fields:
        new = instead if number in numbers else payload
        if new or number not in numbers:
            kept.append(struct.pack("<2H", number, len(new)) + new)
    return b"".join(kept) + rest
