"""The rows of a query, as those of a table: read only, as a stream, from any database that
SQLAlchemy knows.

Nothing is ever written: only one query is taken, SQLite's file is opened read-only, PostgreSQL,
MySQL and Oracle are told that the transaction is, and no transaction is ever committed.
"""

from __future__ import annotations

import datetime
import os
import re
import unicodedata
from collections.abc import Generator, Mapping, Sequence
from contextlib import suppress
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from writer_assist.i18n import N_
from writer_assist.os_errors import os_reason
from writer_assist.phrasebank.errors import shortened
from writer_assist.records import NamedTuple

from .errors import DataError, Problem
from .sql import refused, without_end
from .tables import MAX_COLUMNS, Row, Rows, blank

if TYPE_CHECKING:
    from sqlalchemy import URL, Connection, CursorResult, Engine

BATCH = 500
"""Rows that are fetched at once."""

_FILES = (".db", ".db3", ".sqlite", ".sqlite3")
"""How the names of SQLite's files end, which may be given without sqlite:///."""

_DRIVERS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "postgresql": (("psycopg", "psycopg"), ("psycopg2", "psycopg2")),
    "mysql": (("pymysql", "pymysql"), ("mysqldb", "MySQLdb")),
    "mariadb": (("pymysql", "pymysql"), ("mysqldb", "MySQLdb")),
}
"""The drivers of a kind of database, the one to install first, with their modules."""

_PACKAGES = {
    "psycopg2": "psycopg2-binary",
    "psycopg": "'psycopg[binary]'",
    "MySQLdb": "pymysql",
    "mysql": "mysql-connector-python",
    "cx_Oracle": "oracledb",
}
"""What to install for a module, where it is called otherwise."""

_READ_ONLY = {
    "mysql": "SET SESSION TRANSACTION READ ONLY",
    "mariadb": "SET SESSION TRANSACTION READ ONLY",
    "oracle": "SET TRANSACTION READ ONLY",
}

_WRONG_URL = N_("数据库地址写错了，应写成 sqlite:///文件.db 或 postgresql://用户:密码@主机/库名")

_REASONS: tuple[tuple[str, str], ...] = (
    (r"no such table: (?P<name>\S+)", N_("没有表“{name}”")),
    (r'relation "(?P<name>[^"]+)" does not exist', N_("没有表“{name}”")),
    (r"Table '(?P<name>[^']+)' doesn't exist", N_("没有表“{name}”")),
    (r"no such column: (?P<name>\S+)", N_("没有列“{name}”")),
    (r'column "?(?P<name>[^" ]+)"? does not exist', N_("没有列“{name}”")),
    (r"Unknown column '(?P<name>[^']+)'", N_("没有列“{name}”")),
    (r"no such function: (?P<name>\S+)", N_("没有函数“{name}”")),
    (r'near "(?P<name>[^"]+)": syntax error', N_("SQL 写错了，在“{name}”附近")),
    (r'syntax error at or near "(?P<name>[^"]+)"', N_("SQL 写错了，在“{name}”附近")),
    (r"incomplete input|syntax error at end of input", N_("SQL 没有写完")),
    (r"database is locked|database table is locked", N_("数据库正被别的程序占用，请稍后再试")),
    (r"attempt to write a readonly|read-only transaction|READ ONLY transaction",
     N_("这条语句要改动数据库；只能查询")),
    (r"file is not a database|file is encrypted", N_("不是 SQLite 数据库文件，或者已加密")),
    (r"database disk image is malformed", N_("数据库文件已损坏")),
    (r"Could not decode to UTF-8", N_("有一列的文字不是 UTF-8 编码")),
    (r"password authentication failed|Access denied for user", N_("用户名或密码不对")),
    (r"Connection refused|Can't connect to|timeout expired|could not translate host",
     N_("连不上数据库，请核对主机和端口")),
)  # fmt: skip
"""What drivers say most often, and what it means."""


class _Source(NamedTuple):
    """A database: how it is called in messages, its kind, and what must not be told."""

    name: str
    backend: str
    engine: Engine
    password: str = ""


def rows(url: str, query: str) -> Rows:
    """The rows of a query; those in which nothing stands are left out.

    They are numbered from 1. Values are as those of a table's cells (``text_cells``): a date that
    SQLite keeps as text is read as one. Binary values are problems of their row.

    Args:
        url: as SQLAlchemy has it (``postgresql://user@host/base``), or an SQLite file.
        query: one SELECT, WITH or VALUES.

    Raises:
        DataError: SQLAlchemy or a driver is not installed, the URL is wrong, the database cannot
            be reached, or the query is refused or fails. No password is ever told.
    """
    if reason := refused(query, _backend(url)):
        raise DataError("", [reason])
    try:
        import sqlalchemy  # noqa: F401
    except ImportError as error:
        template = N_("从数据库取数据要先安装 SQLAlchemy：pip install 'writer-assist[database]'")
        raise DataError("", [Problem("", template)]) from error
    # (Oracle refuses a semicolon at the end.)
    return QueryRows(_source(url), without_end(query))


class QueryRows(Rows):
    """Rows that come from a database; close them, or use them as a context."""

    def __init__(self, source: _Source, query: str) -> None:
        # The header of a table has to be found first; a query's columns are known.
        self.path = source.name
        self.total = None
        self._lines = iter(())
        self._source = source
        self._connection: Connection | None = None
        self._result: CursorResult[Any] | None = None
        try:
            self._open(query)
        except BaseException as error:
            self.close()
            if isinstance(error, Exception) and (problem := _problem(error, source)):
                # The original has the link of SQLAlchemy and the URL, in places.
                raise DataError(self.path, [problem]) from None
            raise

    def _open(self, query: str) -> None:
        connection = self._connection = self._source.engine.connect()
        backend = self._source.backend
        options: dict[str, Any] = {"stream_results": True, "yield_per": BATCH}
        # Without parameters drivers leave % alone.
        options["no_parameters"] = True
        if backend == "postgresql":
            options["postgresql_readonly"] = True
        connection = self._connection = connection.execution_options(**options)
        if statement := _READ_ONLY.get(backend):
            connection.exec_driver_sql(statement)
        result = self._result = connection.exec_driver_sql(query)
        if not result.returns_rows:
            raise DataError(self.path, [Problem("", N_("这条语句不查询数据"))])
        self.names = self._columns = [_name(str(key)) for key in list(result.keys())]
        self._check_columns()
        self._rows = self._read()

    def _check_columns(self) -> None:
        count = len(self._columns)
        if count > MAX_COLUMNS:
            template = N_("有 {count} 列，最多 {limit} 列")
            params = {"count": count, "limit": MAX_COLUMNS}
            raise DataError(self.path, [Problem("", template, params)])
        problems = []
        seen = set()
        for number, name in enumerate(self._columns, 1):
            if not name:
                template = N_("查询结果的第 {number} 列没有名称，请用 AS 起一个")
                problems.append(Problem("", template, {"number": number}))
            elif name in seen:
                template = N_("查询结果里有两列都叫“{name}”，请用 AS 改名")
                problems.append(Problem("", template, {"name": shortened(name)}))
            seen.add(name)
        if problems:
            raise DataError(self.path, problems)

    def _read(self) -> Generator[Row, None, None]:
        assert self._result is not None
        number = 0
        try:
            for cells in self._result:
                number += 1
                if not blank(tuple(cells)):
                    yield self._row(number, tuple(cells))
        except Exception as error:
            if problem := _problem(error, self._source):
                raise DataError(self.path, [problem]) from None
            raise
        finally:
            self._disconnect()

    def _row(self, number: int, cells: Sequence[object]) -> Row:
        values: dict[str, object] = {}
        problems: list[Problem] = []
        for name, cell in zip(self._columns, cells, strict=True):
            value = _value(cell)
            if isinstance(value, bytes):
                template = N_("是二进制数据，不能填进模板")
                problems.append(Problem(name, template, {}, number))
            elif value is not None and not (isinstance(value, str) and not value.strip()):
                values[name] = value
        return Row(number, values, problems)

    def close(self) -> None:
        """End the query and the connection; nothing is committed."""
        if hasattr(self, "_rows"):
            self._rows.close()
        self._disconnect()

    def _disconnect(self) -> None:
        # A connection that is broken already cannot be closed properly, and need not be.
        if self._result is not None:
            with suppress(Exception):
                self._result.close()
            self._result = None
        if self._connection is not None:
            with suppress(Exception):
                self._connection.close()
            self._connection = None
        with suppress(Exception):
            self._source.engine.dispose()


def _backend(url: str) -> str:
    """The kind of database that a URL names: postgresql of postgresql+psycopg://."""
    return re.split(r"[+:]", url, maxsplit=1)[0].strip().lower() if "://" in url else "sqlite"


def _source(text: str) -> _Source:
    from sqlalchemy.engine import make_url
    from sqlalchemy.exc import ArgumentError

    text = text.strip()
    if "://" not in text and text.lower().endswith(_FILES):
        return _sqlite(text)
    try:
        url = make_url(text)
    except (ArgumentError, ValueError) as error:
        # What cannot be read may have a password anywhere.
        raise DataError("", [Problem("", _WRONG_URL)]) from error
    if url.get_backend_name() == "sqlite":
        return _sqlite_url(url)
    return _server(url)


def _sqlite_url(url: URL) -> _Source:
    name = url.database or ""
    if url.host:
        template = N_("SQLite 的地址要写三条斜线：sqlite:///{name}")
        raise DataError("", [Problem("", template, {"name": f"{url.host}/{name}".strip("/")})])
    if name.startswith("file:"):
        from urllib.parse import unquote

        name = unquote(name.removeprefix("file:").partition("?")[0])
    if name in ("", ":memory:"):
        raise DataError("", [Problem("", N_("缺少数据库文件，写成 sqlite:///文件.db"))])
    return _sqlite(name)


def _sqlite(path: str) -> _Source:
    """An SQLite file that is there, opened so that nothing can be written nor made."""
    import sqlite3
    from pathlib import Path

    from sqlalchemy import create_engine
    from sqlalchemy.pool import NullPool

    problem = None
    try:
        # (Not os.path.isfile: it has no reason.)
        os.stat(path)
        if os.path.isdir(path):
            problem = Problem("", N_("这是文件夹，不是文件"))
        elif not os.path.isfile(path):
            problem = Problem("", N_("不是普通文件（而是管道、设备等），不予读取"))
        else:
            with open(path, "rb") as stream:
                if not stream.read(16).startswith(b"SQLite format 3\0"):
                    problem = Problem("", N_("不是 SQLite 数据库文件，或者已加密"))
    except (OSError, ValueError) as error:
        problem = Problem("", N_("读不出来：{reason}"), {"reason": os_reason(error)})
    if problem:
        raise DataError(path, [problem])
    # The absolute path, quoted: "?" and "#" in a name are no options.
    place = Path(path).absolute()
    address = f"{place.as_uri()}?mode=ro"
    # A journal in WAL mode needs files beside the database even to read it. Where they cannot be
    # made, nobody is writing either.
    if not os.access(place.parent, os.W_OK) and not os.path.exists(f"{place}-wal"):
        address += "&immutable=1"

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(address, uri=True, check_same_thread=False)

    engine = create_engine("sqlite://", creator=connect, poolclass=NullPool)
    return _Source(path, "sqlite", engine)


def _server(url: URL) -> _Source:
    from sqlalchemy import create_engine
    from sqlalchemy.exc import ArgumentError, NoSuchModuleError
    from sqlalchemy.pool import NullPool

    backend = url.get_backend_name()
    shown = url.render_as_string(hide_password=True)
    password = str(url.password or "")
    url = _with_driver(url)
    try:
        engine = create_engine(url, poolclass=NullPool)
    except NoSuchModuleError:
        template = N_("不认识的数据库种类“{name}”；可以是 sqlite、postgresql、mysql 等")
        raise DataError(shown, [Problem("", template, {"name": url.drivername})]) from None
    except ImportError as error:
        raise DataError(shown, [_no_driver(error)]) from None
    except (ArgumentError, ValueError, TypeError):
        raise DataError(shown, [Problem("", _WRONG_URL)]) from None
    if getattr(engine.dialect, "is_async", False):
        template = N_("驱动 {name} 只能异步使用，请换一个，或者在地址里不写驱动")
        raise DataError(shown, [Problem("", template, {"name": url.get_driver_name()})])
    return _Source(shown, backend, engine, password)


def _with_driver(url: URL) -> URL:
    """The URL with a driver that is installed, where it names none, or the one to install."""
    from importlib.util import find_spec

    if "+" in url.drivername:
        return url
    known = _DRIVERS.get(url.drivername, ())
    there = [driver for driver, module in known if find_spec(module) is not None]
    if not known:
        return url
    return url.set(drivername=f"{url.drivername}+{[*there, known[0][0]][0]}")


def _no_driver(error: ImportError) -> Problem:
    module = (error.name or str(error)).partition(".")[0]
    params = {"name": module, "package": _PACKAGES.get(module, module.lower())}
    return Problem("", N_("没有安装数据库驱动 {name}，请先安装：pip install {package}"), params)


def _problem(error: Exception, source: _Source) -> Problem | None:
    """What a database's error means, on one line; None for what is no such error."""
    from sqlalchemy.exc import DBAPIError, SQLAlchemyError

    if isinstance(error, ImportError):
        return _no_driver(error)
    original: BaseException | None = None
    if isinstance(error, DBAPIError):
        original = error.orig
    elif not isinstance(error, SQLAlchemyError | OSError | UnicodeError):
        import sqlite3

        # While rows are fetched, errors come as the driver raises them.
        if not isinstance(error, sqlite3.Error) and not _is_database_error(error):
            return None
    said = str(original or (error.args[0] if error.args else "") or error)
    said = said or type(error).__name__
    for pattern, template in _REASONS:
        if found := re.search(pattern, said, re.IGNORECASE):
            names = {k: shortened(v) for k, v in found.groupdict().items()}
            return Problem("", template, names)
    return Problem("", N_("数据库报告：{reason}"), {"reason": _line(said, source)})


def _is_database_error(error: Exception) -> bool:
    """Whether an error is one of a driver's (PEP 249), whatever the driver."""
    return any(kind.__name__ in ("DatabaseError", "InterfaceError") for kind in type(error).mro())


def _line(text: str, source: _Source) -> str:
    """The first line of what a driver says, without the password."""
    line = next((line.strip() for line in text.splitlines() if line.strip()), "")
    if source.password:
        from urllib.parse import quote, quote_plus

        for secret in (source.password, quote(source.password), quote_plus(source.password)):
            line = line.replace(secret, "***")
    line = re.sub(r"\(Background on this error at:.*", "", line)
    return line if len(line) <= 200 else f"{line[:200]}…"


def _name(key: str) -> str:
    """The name of a column as the header of a table is read."""
    return "".join(unicodedata.normalize("NFKC", key).split())


def _value(value: object) -> object:
    """A value as the cell of a table has it; what is binary as bytes."""
    if value is None or isinstance(value, str | bool | int | float | Decimal):
        return value
    if isinstance(value, datetime.datetime):
        return value.replace(tzinfo=None)
    if isinstance(value, datetime.date | datetime.time):
        return value
    if isinstance(value, datetime.timedelta):  # MySQL's TIME
        day = datetime.timedelta(days=1)
        if datetime.timedelta() <= value < day:
            minutes, second = divmod(value.seconds, 60)
            return datetime.time(minutes // 60, minutes % 60, second)
        return str(value)
    if isinstance(value, bytes | bytearray | memoryview):
        return bytes(value)
    # Columns of JSON and arrays, as some drivers give them.
    if isinstance(value, dict | list | tuple):
        return value
    return str(value)
