"""A small, strict, read-only ZIP reader for document packages.

Why not :mod:`zipfile`: importing it costs a cold start as much as the whole lint of a short
document, it reads at half the speed, and it neither limits what an entry inflates to nor
refuses entries that overlap or share a name. Archives with rare features (ZIP64, data in
front) get their directory read by it all the same; inflating is always done here.

Nothing is ever extracted to a file, so an entry's name is only a key: ``../`` is harmless.
"""

from __future__ import annotations

import struct
import zlib

from writer_assist.document.errors import DocumentError
from writer_assist.i18n import N_
from writer_assist.records import NamedTuple

MIB = 1 << 20
MAX_PART = 256 * MIB
"""Bytes that one entry may inflate to."""
MAX_TOTAL = 1024 * MIB
"""Bytes that all entries together may inflate to."""
MAX_RATIO = 200
"""Inflated to compressed, for an archive of more than :data:`RATIO_FREE` bytes. Plain text and
Word's XML shrink 5 to 20 times; only repetition made on purpose goes beyond 200."""
RATIO_FREE = 100 * MIB

# APPNOTE.TXT of ZIP, 4.3: every number is little-endian. Whoever reads or writes a ZIP here has
# the layouts from this place.
LOCAL = struct.Struct("<4s5H3L2H")
"""4.3.7: PK34, version needed, flags, method, time, date, CRC, compressed, size, and the lengths
of the name and the extra field that follow."""
CENTRAL = struct.Struct("<4s6H3L5H2L")
"""4.3.12: PK12, version made by, version needed, flags, method, time, date, CRC, compressed, size,
the lengths of name, extra field and comment, disk, internal and external attributes, offset."""
END = struct.Struct("<4s4H2LH")
"""4.3.16: PK56, disk, disk of the directory, entries on this disk, entries, size and offset of the
directory, the length of the comment."""
END64 = struct.Struct("<4sQ2H2L4Q")
"""4.3.14: PK66, bytes that follow, version made by, version needed, disk, disk of the directory,
entries on this disk, entries, size and offset of the directory."""
LOCATOR64 = struct.Struct("<4sLQL")
"""4.3.15: PK67, disk of the record above, its offset, disks."""
STORED, DEFLATED = 0, 8
"""4.4.5: methods."""
ENCRYPTED_FLAG, DESCRIPTOR_FLAG, UTF8_FLAG = 0x1, 0x8, 0x800
"""4.4.4: bits 0, 3 (sizes and CRC follow the data) and 11 of the flags."""

# What reading needs of two of them.
_CENTRAL_READ = struct.Struct("<4s4x2H4x3L3H8xL")
_LOCAL_READ = struct.Struct("<4s22x2H")

DAMAGED = N_("ZIP 已损坏：文件不完整，可能没有下载或复制完")
DAMAGED_DIRECTORY = N_("ZIP 已损坏：目录有误")
DAMAGED_ENTRY = N_("ZIP 已损坏：{part} 的数据有误")
OVERLAPPING = N_("ZIP 已损坏：{part} 与别的部件重叠")
DUPLICATE = N_("文件里有两个同名部件 {part}，不能确定该读哪一个，拒绝读取")
ENCRYPTED = N_("ZIP 加了密码，无法读取 {part}")
UNKNOWN_METHOD = N_("{part} 用了不支持的压缩方式")
TOO_LARGE = N_("{part} 解压后超过 {limit} MB，拒绝读取")
BOMB = N_("文件解压后大得不正常（{size} MB，为压缩时的 {ratio} 倍），疑为压缩炸弹，拒绝读取")


class Entry(NamedTuple):
    """One entry of the directory."""

    name: str
    flags: int
    method: int
    crc: int
    compressed: int
    size: int
    offset: int


class Archive:
    """A ZIP archive in memory.

    Names are normalised: ``\\`` becomes ``/``, a leading ``/`` goes; lookups ignore case, as
    part names of Office packages do.

    Raises:
        DocumentError: damaged, with duplicate or overlapping entries, or too large.
    """

    def __init__(self, data: bytes) -> None:
        self.data = data
        self._entries: dict[str, Entry] = {}
        entries = _directory(data)
        total = 0
        for entry in entries:
            key = entry.name.lower()
            if key in self._entries:
                raise DocumentError(DUPLICATE, part=entry.name)
            self._entries[key] = entry
            total += entry.size
        _refuse_overlaps(entries, len(data))
        ratio = total // max(1, len(data))
        if total > MAX_TOTAL or (total > RATIO_FREE and ratio > MAX_RATIO):
            raise DocumentError(BOMB, size=total // MIB, ratio=ratio)

    @property
    def names(self) -> list[str]:
        """The entries' names in the order of the directory."""
        return [entry.name for entry in self._entries.values()]

    @property
    def entries(self) -> list[Entry]:
        """The entries in the order of the directory; each offset counts from the first byte."""
        return list(self._entries.values())

    def ending(self, suffix: str) -> list[str]:
        """The names, in lower case, that end with a suffix in lower case."""
        return [name for name in self._entries if name.endswith(suffix)]

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._entries

    def identity(self, name: str) -> tuple[bytes, int, int, int]:
        """A key for caches: entries with equal keys have equal content, or equal damage.

        Raises:
            KeyError: there is no such entry.
            DocumentError: its header is damaged.
        """
        entry = self._entries[name.lower()]
        return _stored(self.data, entry), entry.method, entry.crc, entry.size

    def read(self, name: str) -> bytes:
        """An entry's content, checked against its size and checksum.

        Raises:
            KeyError: there is no such entry.
            DocumentError: damaged, encrypted, or larger than the limit.
        """
        entry = self._entries[name.lower()]
        if entry.flags & ENCRYPTED_FLAG:
            raise DocumentError(ENCRYPTED, part=entry.name)
        if entry.size > MAX_PART:
            raise DocumentError(TOO_LARGE, part=entry.name, limit=MAX_PART // MIB)
        content = _stored(self.data, entry)
        if entry.method == DEFLATED:
            inflater = zlib.decompressobj(-15)
            try:
                # One byte more than announced shows that the announcement lied.
                content = inflater.decompress(content, entry.size + 1)
            except zlib.error as error:
                raise DocumentError(DAMAGED_ENTRY, part=entry.name) from error
        elif entry.method != STORED:
            raise DocumentError(UNKNOWN_METHOD, part=entry.name)
        if len(content) != entry.size or zlib.crc32(content) != entry.crc:
            raise DocumentError(DAMAGED_ENTRY, part=entry.name)
        return content

    def head(self, name: str, size: int) -> bytes:
        """At least the first ``size`` bytes of an entry's content, if it has so many; unchecked.

        Raises:
            KeyError: there is no such entry.
            DocumentError: damaged, encrypted, or compressed in an unknown way.
        """
        entry = self._entries[name.lower()]
        if entry.size <= size or entry.flags & ENCRYPTED_FLAG or entry.method != DEFLATED:
            return self.read(name)
        try:
            return zlib.decompressobj(-15).decompress(_stored(self.data, entry), size)
        except zlib.error as error:
            raise DocumentError(DAMAGED_ENTRY, part=entry.name) from error


def _directory(data: bytes) -> list[Entry]:
    end = data.rfind(b"PK\x05\x06", max(0, len(data) - 65557))
    if end < 0 or end + END.size > len(data):
        raise DocumentError(DAMAGED)
    _, disk, first_disk, here, count, size, offset, _ = END.unpack_from(data, end)
    start = end - size
    if 0xFFFF in (disk, count) or 0xFFFFFFFF in (size, offset) or start != offset:
        return _unusual_directory(data)
    if disk or first_disk or here != count or start < 0:
        raise DocumentError(DAMAGED_DIRECTORY)
    entries = []
    position = start
    for _ in range(count):
        if position + _CENTRAL_READ.size > end:
            raise DocumentError(DAMAGED_DIRECTORY)
        fields = _CENTRAL_READ.unpack_from(data, position)
        magic, flags, method, crc, compressed, size, length, extra, comment, header = fields
        position += _CENTRAL_READ.size
        if magic != b"PK\x01\x02":
            raise DocumentError(DAMAGED_DIRECTORY)
        if 0xFFFFFFFF in (compressed, size, header):
            return _unusual_directory(data)
        name = _name(data[position : position + length])
        entries.append(Entry(name, flags, method, crc, compressed, size, header))
        position += length + extra + comment
    if position > end:
        raise DocumentError(DAMAGED_DIRECTORY)
    return entries


def _name(raw: bytes) -> str:
    try:
        name = raw.decode()
    except UnicodeDecodeError:
        name = raw.decode("cp437")
    return name.replace("\\", "/").lstrip("/")


def _unusual_directory(data: bytes) -> list[Entry]:
    """The directory of an archive with ZIP64 records or with data in front of it."""
    import io
    import zipfile

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return [
                Entry(
                    info.filename.replace("\\", "/").lstrip("/"),
                    info.flag_bits,
                    info.compress_type,
                    info.CRC,
                    info.compress_size,
                    info.file_size,
                    info.header_offset,
                )
                for info in archive.infolist()
            ]
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, struct.error) as error:
        raise DocumentError(DAMAGED_DIRECTORY) from error


def _refuse_overlaps(entries: list[Entry], end: int) -> None:
    """Two entries that share bytes are how a small archive inflates without bound."""
    previous = None
    free_from = 0
    for entry in sorted(entries, key=lambda entry: entry.offset):
        if previous is not None and entry.offset < free_from:
            raise DocumentError(OVERLAPPING, part=entry.name)
        free_from = entry.offset + 30 + entry.compressed
        previous = entry
    if free_from > end:
        raise DocumentError(DAMAGED)


def content_start(data: bytes, entry: Entry) -> int:
    """Where an entry's content, as it is stored, begins.

    Raises:
        DocumentError: its header is damaged, or the content goes beyond the end of the file.
    """
    if entry.offset < 0 or entry.offset + 30 > len(data):
        raise DocumentError(DAMAGED_ENTRY, part=entry.name)
    magic, length, extra = _LOCAL_READ.unpack_from(data, entry.offset)
    start: int = entry.offset + 30 + length + extra
    if magic != b"PK\x03\x04" or start + entry.compressed > len(data):
        raise DocumentError(DAMAGED_ENTRY, part=entry.name)
    return start


def _stored(data: bytes, entry: Entry) -> bytes:
    start = content_start(data, entry)
    return data[start : start + entry.compressed]
