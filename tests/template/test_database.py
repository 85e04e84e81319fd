"""Rows of a database: what is read, what is refused, and that nothing is ever written."""

from __future__ import annotations

import builtins
import contextlib
import datetime
import os
import sqlite3
import sys
import uuid
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import sqlalchemy
from sqlalchemy.engine import make_url

from writer_assist.template import database
from writer_assist.template.errors import DataError
from writer_assist.template.sql import refused, without_end
from writer_assist.template.tables import Row


@pytest.fixture
def base(tmp_path: Path) -> str:
    path = str(tmp_path / "提案?#库.db")
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.executescript("""
            CREATE TABLE 提案 (提案号 TEXT, 日期 TEXT, 金额 REAL, 件数 INTEGER, 图 BLOB);
            INSERT INTO 提案 VALUES ('第1号', '2024-03-05', 1200.5, 3, NULL);
            INSERT INTO 提案 VALUES (NULL, NULL, NULL, NULL, NULL);
            INSERT INTO 提案 VALUES ('第2号 100%:甲', ' ', NULL, 0, x'00ff');
        """)
    return path


def _rows(url: str, query: str) -> list[Row]:
    with database.rows(url, query) as found:
        return list(found)


def _refused(url: str, query: str = "SELECT 1 AS a") -> str:
    with pytest.raises(DataError) as caught, database.rows(url, query) as found:
        list(found)
    message = str(caught.value)
    assert "\n" not in message
    assert "sqlalche.me" not in message
    return message


def test_the_rows_of_a_query(base: str) -> None:
    with database.rows(f"sqlite:///{base.replace('?', '%3F')}", "SELECT 1 AS a") as probe:
        assert probe.names == ["a"]
    with database.rows(base, "SELECT * FROM 提案 -- 全部\n;") as found:
        assert found.names == ["提案号", "日期", "金额", "件数", "图"]
        assert found.total is None
        rows = list(found)
    values = {"提案号": "第1号", "日期": "2024-03-05", "金额": 1200.5, "件数": 3}
    assert rows[0] == Row(1, values, [])
    assert rows[1].number == 3
    assert rows[1].values == {"提案号": "第2号 100%:甲", "件数": 0}
    assert [p.message_in("zh") for p in rows[1].problems] == ["图: 是二进制数据，不能填进模板"]


def test_percent_signs_and_colons_are_left_alone(base: str) -> None:
    query = "SELECT 提案号 FROM 提案 WHERE 提案号 LIKE '%:甲' AND ':x' <> '%s' AND 1 % 1 = 0"
    assert [row.number for row in _rows(base, query)] == [1]


def test_a_path_may_be_relative(base: str, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = os.path.dirname(base)
    os.rename(base, os.path.join(folder, "库.sqlite"))
    monkeypatch.chdir(folder)
    for url in ("库.sqlite", "sqlite:///库.sqlite", "sqlite:///file:库.sqlite?uri=true"):
        assert _rows(url, "SELECT 1 AS a") == [Row(1, {"a": 1}, [])]


def test_columns_may_have_names_of_any_kind(base: str) -> None:
    query = "SELECT 1 AS '提案 号', 2 AS 'ａ', 3 AS '甲,乙'"
    assert _rows(base, query)[0].values == {"提案号": 1, "a": 2, "甲,乙": 3}
    # Not as in a table of a file: a value is a value.
    assert _rows(base, "SELECT '例：甲' AS a UNION ALL SELECT '※'")[1].values == {"a": "※"}


def test_rows_come_as_a_stream(base: str) -> None:
    query = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n"
    with database.rows(base, query) as found:  # which has no end
        assert next(iter(found)).values == {"i": 1}


def test_nothing_is_written(base: str) -> None:
    before = Path(base).read_bytes()
    found = database.rows(base, "SELECT 1 AS a")
    assert isinstance(found, database.QueryRows)
    assert found._connection is not None
    with pytest.raises(sqlalchemy.exc.OperationalError):
        found._connection.exec_driver_sql("DELETE FROM 提案")
    found.close()
    found.close()
    assert Path(base).read_bytes() == before
    assert os.listdir(os.path.dirname(base)) == [os.path.basename(base)]


def test_a_folder_that_is_locked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "库.db"
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = wal")
        connection.execute("CREATE TABLE 甲 (乙)")
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert _rows(str(path), "SELECT count(*) AS a FROM 甲")[0].values == {"a": 0}
    assert os.listdir(tmp_path) == [path.name]


def test_a_file_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    path = tmp_path / "无.db"
    assert _refused(str(path)) == f"{path}: 读不出来：找不到文件"
    assert "找不到文件" in _refused(f"sqlite:///{path}")
    assert not path.exists()


def test_what_is_no_sqlite_file(tmp_path: Path) -> None:
    (tmp_path / "a.db").write_text("提案号,标题")
    (tmp_path / "b.db").write_bytes(b"SQLite format 3\0" + b"\0\xff" * 500)
    (tmp_path / "c.db").mkdir()
    assert "不是 SQLite 数据库文件，或者已加密" in _refused(str(tmp_path / "a.db"))
    assert "不是 SQLite 数据库文件" in _refused(str(tmp_path / "b.db"), "SELECT * FROM a")
    assert "这是文件夹，不是文件" in _refused(str(tmp_path / "c.db"))


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELECT * FROM 无", "没有表“无”"),
        ("SELECT 无 FROM 提案", "没有列“无”"),
        ("SELECT 无(1)", "没有函数“无”"),
        ("SELECT * FORM 提案", "SQL 写错了，在“FORM”附近"),
        ("SELECT (1", "SQL 没有写完"),
        ("SELECT 1 AS a, 2 AS a", "查询结果里有两列都叫“a”，请用 AS 改名"),
        ("SELECT 1 AS ''", "查询结果的第 1 列没有名称，请用 AS 起一个"),
        ("SELECT json('{') AS a", "数据库报告：malformed JSON"),
        ("SELECT CAST(x'ff' AS TEXT) AS a", "有一列的文字不是 UTF-8 编码"),
        ("SELECT ?1 AS a", "数据库报告："),
    ],
)
def test_what_goes_wrong_is_told_on_one_line(base: str, query: str, message: str) -> None:
    assert _refused(base, query).startswith(f"{base}: {message}")


def test_what_goes_wrong_on_the_way_is_told_as_well(base: str) -> None:
    query = """SELECT 1 AS a UNION ALL SELECT abs(-9223372036854775808) AS a"""
    with database.rows(base, query) as found:
        lines = iter(found)
        with pytest.raises(DataError, match="数据库报告：integer overflow"):
            list(lines)


def test_too_many_columns(base: str) -> None:
    query = "SELECT " + ", ".join(f"1 AS a{n}" for n in range(1001))
    assert "有 1001 列，最多 1000 列" in _refused(base, query)


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("", "数据库地址写错了"),
        ("提案.csv", "数据库地址写错了"),
        ("postgresql://u:secret@h:port/x", "数据库地址写错了"),
        ("sqlite://", "缺少数据库文件，写成 sqlite:///文件.db"),
        ("sqlite:///:memory:", "缺少数据库文件"),
        ("sqlite://库.db", "SQLite 的地址要写三条斜线：sqlite:///库.db"),
        (
            "nosuch://u:secret@h/x",
            "nosuch://u:***@h/x: 不认识的数据库种类“nosuch”；可以是 sqlite、postgresql、mysql 等",
        ),
        (
            "oracle+cx_oracle://u:secret@h/x",
            "oracle+cx_oracle://u:***@h/x: 没有安装数据库驱动 cx_Oracle，"
            "请先安装：pip install oracledb",
        ),
    ],
)
def test_a_wrong_address_is_told_without_its_password(url: str, message: str) -> None:
    said = _refused(url)
    assert said.startswith(message)
    assert "secret" not in said


def test_without_sqlalchemy(base: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sqlalchemy", None)
    message = "从数据库取数据要先安装 SQLAlchemy：pip install 'writer-assist[database]'"
    assert _refused(base) == message


def test_without_the_usual_drivers(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def importing(name: str, *args: Any, **kwargs: Any) -> Any:
        # (SQLAlchemy's own modules, relative to its packages, are called so as well.)
        level = args[3] if len(args) > 3 else kwargs.get("level", 0)
        if not level and name.partition(".")[0] in ("psycopg2", "psycopg", "MySQLdb", "pymysql"):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", importing)
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    message = _refused("postgresql://u:secret@h/x")
    assert message == (
        "postgresql://u:***@h/x: 没有安装数据库驱动 psycopg，"
        "请先安装：pip install 'psycopg[binary]'"
    )
    assert "pip install pymysql" in _refused("mysql://u@h/x")


def test_the_driver_that_is_there_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "importlib.util.find_spec", lambda name: object() if name == "psycopg2" else None
    )
    made = database._with_driver(make_url("postgresql://h/x"))
    assert made.drivername == "postgresql+psycopg2"
    named = make_url("postgresql+asyncpg://h/x")
    assert database._with_driver(named) == named


class _Connection:
    """What a server's connection is told, and rows of it."""

    def __init__(self, rows: list[tuple[object, ...]], error: Exception | None = None) -> None:
        self.rows = rows
        self.error = error
        self.said: list[str] = []
        self.options: Mapping[str, Any] = {}
        self.closed = False

    def execution_options(self, **options: Any) -> _Connection:
        self.options = options
        return self

    def exec_driver_sql(self, statement: str) -> Any:
        self.said.append(statement)
        if self.error:
            raise self.error

        class Result(SimpleNamespace):
            returns_rows = True

            def keys(self) -> list[str]:
                return ["a"]

            def __iter__(self) -> Iterator[tuple[object, ...]]:
                return iter(rows)

            def close(self) -> None: ...

        rows = self.rows
        return Result()

    def close(self) -> None:
        self.closed = True


def _server(
    monkeypatch: pytest.MonkeyPatch, connection: _Connection, *, is_async: bool = False
) -> None:
    engine = SimpleNamespace(
        dialect=SimpleNamespace(is_async=is_async),
        connect=lambda: connection,
        dispose=lambda: None,
    )
    monkeypatch.setattr("sqlalchemy.create_engine", lambda *_, **__: engine)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("postgresql://u@h/x", ["SELECT 1"]),
        ("mysql+pymysql://u@h/x", ["SET SESSION TRANSACTION READ ONLY", "SELECT 1"]),
        ("mariadb://u@h/x", ["SET SESSION TRANSACTION READ ONLY", "SELECT 1"]),
        ("oracle://u@h/x", ["SET TRANSACTION READ ONLY", "SELECT 1"]),
        ("mssql+pyodbc://u@h/x", ["SELECT 1"]),
    ],
)
def test_servers_are_told_to_read_only(
    monkeypatch: pytest.MonkeyPatch, url: str, said: list[str]
) -> None:
    connection = _Connection([(1,)])
    _server(monkeypatch, connection)
    assert _rows(url, "SELECT 1;")[0].values == {"a": 1}
    assert connection.said == said
    assert connection.options["stream_results"]
    assert connection.options["yield_per"] == 500
    assert connection.options.get("postgresql_readonly", False) == url.startswith("postgresql")
    assert connection.closed


def test_no_password_is_told_of_a_server(monkeypatch: pytest.MonkeyPatch) -> None:
    original = sqlite3.OperationalError('cannot connect with "p@ss" or p%40ss\nDETAIL: p@ss')
    error = sqlalchemy.exc.OperationalError("SELECT 1", {}, original)
    connection = _Connection([], error)
    _server(monkeypatch, connection)
    message = _refused("postgresql://u:p%40ss@h/x")
    assert message == ('postgresql://u:***@h/x: 数据库报告：cannot connect with "***" or ***')
    assert connection.closed


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ('relation "a" does not exist\nLINE 1: …', "没有表“a”"),
        ('column "a" does not exist', "没有列“a”"),
        ('FATAL:  password authentication failed for user "u"', "用户名或密码不对"),
        ("(2003, \"Can't connect to MySQL server on 'h'\")", "连不上数据库，请核对主机和端口"),
        ("cannot execute DELETE in a read-only transaction", "这条语句要改动数据库；只能查询"),
    ],
)
def test_what_servers_say(monkeypatch: pytest.MonkeyPatch, said: str, message: str) -> None:
    error = sqlalchemy.exc.OperationalError("SELECT 1", {}, sqlite3.OperationalError(said))
    _server(monkeypatch, _Connection([], error))
    assert _refused("postgresql://h/x") == f"postgresql://h/x: {message}"


def test_a_driver_that_is_asynchronous(monkeypatch: pytest.MonkeyPatch) -> None:
    _server(monkeypatch, _Connection([]), is_async=True)
    assert "驱动 asyncpg 只能异步使用" in _refused("postgresql+asyncpg://h/x")


def test_a_slip_of_our_own_is_no_database_error(monkeypatch: pytest.MonkeyPatch) -> None:
    _server(monkeypatch, _Connection([], ZeroDivisionError()))
    with pytest.raises(ZeroDivisionError):
        database.rows("postgresql://h/x", "SELECT 1")


def test_values_of_servers_as_cells_have_them(monkeypatch: pytest.MonkeyPatch) -> None:
    when = datetime.datetime(2024, 3, 5, 9, 30, tzinfo=datetime.UTC)
    key = uuid.UUID(int=1)
    given: list[tuple[object, object]] = [
        (Decimal("12.50"), Decimal("12.50")),
        (datetime.date(2024, 3, 5), datetime.date(2024, 3, 5)),
        (when, when.replace(tzinfo=None)),
        (datetime.timedelta(hours=15, minutes=30), datetime.time(15, 30)),
        (datetime.timedelta(days=2), "2 days, 0:00:00"),
        (True, True),
        (key, str(key)),
        (["甲", "乙"], ["甲", "乙"]),
        ('{"a": 1}', '{"a": 1}'),
    ]
    _server(monkeypatch, _Connection([(value,) for value, _ in given]))
    found = _rows("postgresql://h/x", "SELECT 1")
    assert [row.values["a"] for row in found] == [expected for _, expected in given]
    _server(monkeypatch, _Connection([(memoryview(b"x"),)]))
    assert _rows("postgresql://h/x", "SELECT 1")[0].problems


@pytest.mark.parametrize(
    "query",
    [
        "select 1",
        "  (SELECT 1) UNION (SELECT 2);;\n",
        "/* 甲 ; */ -- 乙;\nSELECT ';' AS \"a;b\", `c;d`, [e;f] ; -- 完",
        "WITH a AS (SELECT 1) SELECT replace(x, 'INTO', '') FROM a",
        "VALUES (1), (2)",
        "SELECT 'it''s; DELETE FROM x'",
        "SELECT updated, deleted_from, into_office FROM a",
    ],
)
def test_queries_that_only_ask(query: str) -> None:
    assert refused(query) is None


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("", "缺少 SQL 语句"),
        ("-- 甲\n;", "缺少 SQL 语句"),
        ("DELETE FROM a", "只能用查询语句（SELECT、WITH、VALUES），不能用 DELETE"),
        ("/* SELECT */ update a SET b = 1", "不能用 UPDATE"),
        ("PRAGMA writable_schema = 1", "不能用 PRAGMA"),
        ("ATTACH 'x.db' AS x", "不能用 ATTACH"),
        ("？", "不能用 ？"),
        ("SELECT 1; DROP TABLE a", "只能用一条语句，分号后面不能再有"),
        ("SELECT 1;;SELECT 2", "只能用一条语句"),
        ("WITH a AS (DELETE FROM b RETURNING *) SELECT * FROM a", "只能查询，不能用 DELETE FROM"),
        ("WITH a AS (SELECT 1) INSERT INTO b SELECT * FROM a", "只能查询，不能用 INTO"),
        ("WITH a AS (SELECT 1) UPDATE b SET c = 1", "只能查询，不能用 UPDATE B SET"),
        ("SELECT * INTO b FROM a", "只能查询，不能用 INTO"),
        ("SELECT * FROM a FOR  UPDATE", "只能查询，不能用 FOR UPDATE"),
        ("SELECT 'a", "SQL 没有写完：引号或注释没有结尾"),
        ("SELECT 1 /* a", "SQL 没有写完：引号或注释没有结尾"),
        ("SELECT '\0'", "SQL 里有不能用的字符"),
        ("SELECT " + "1" * 100_000, "SQL 太长，最多 100000 字"),
    ],
)
def test_queries_that_are_refused(base: str, query: str, message: str) -> None:
    assert message in _refused(base, query)


@pytest.mark.parametrize(
    ("backend", "query", "passes"),
    [
        ("postgresql", "SELECT $$;$$, $a$ $$; $a$", True),
        ("postgresql", "SELECT $$ a", False),
        ("postgresql", r"SELECT E'a\'; b'", True),
        ("postgresql", r"SELECT 'a\'; DELETE FROM b --'", False),
        ("postgresql", "SELECT 1 /* a /* b */ ; */", True),
        ("postgresql", "SELECT 5 # 3; DROP TABLE a", False),
        ("postgresql", "SELECT a[1]", True),
        ("postgresql", "SELECT a[1; DROP TABLE b]", False),
        ("mysql", r"SELECT 'a\'; b'", True),
        ("mysql", "SELECT 1 # ; a", True),
        ("mysql", "SELECT 1 /*! INTO OUTFILE 'x' */", False),
        ("mysql", "SELECT $$;$$", False),
        ("sqlite", r"SELECT 'a\'; DELETE FROM b --'", False),
    ],
)
def test_kinds_of_databases_quote_differently(backend: str, query: str, passes: bool) -> None:
    assert (refused(query, backend) is None) == passes


def test_the_end_of_a_statement() -> None:
    assert without_end(" SELECT 1 ; ;\n") == "SELECT 1"
