from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import sqlalchemy
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect

from crawler.commands.migrate import Command
from crawler.store import migrate as migrating
from crawler.store.database import open_engine, timestamp
from crawler.store.migrate import migrate
from crawler.store.schema import REVISION, SchemaError, alembic_version, articles, metadata
from crawler.store.store import Store
from fixtures.demo_site.process import ROOT
from tests.commands.commands_support import invoke
from tests.postgresql import Server
from tests.store.store_support import crawl, opened, url_of

HERE = Path(__file__).parent
BEFORE_ALEMBIC = HERE / "version_1.sql"


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A store that software from before migrations made and left."""
    path = tmp_path / "store.sqlite"
    with closing(sqlite3.connect(path)) as made:
        made.execute("PRAGMA journal_mode=WAL")
        made.executescript(BEFORE_ALEMBIC.read_text(encoding="utf-8"))
    return path


def content(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of the tables that hold more than a version."""
    with closing(sqlite3.connect(path)) as database:
        names = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            name: database.execute(f"SELECT * FROM {name}").fetchall()
            for name in names
            if name not in ("alembic_version", "schema_version")
        }


def form(engine: Engine) -> dict[str, Any]:
    """What `compare_metadata` does not look at, or not closely."""
    tables = inspect(engine)
    with engine.connect() as connection:
        indexes = connection.exec_driver_sql("SELECT sql FROM sqlite_master WHERE type = 'index' ORDER BY name")
        parts: dict[str, Any] = {"indexes": indexes.scalars().all()}
    for name in tables.get_table_names():
        parts[name] = {
            "checks": sorted(check["sqltext"] for check in tables.get_check_constraints(name)),
            "key": tables.get_pk_constraint(name)["constrained_columns"],
            "defaults": {column["name"]: column["default"] for column in tables.get_columns(name)},
        }
    return parts


def backups(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.before-*"))


# --- the migrations and schema.py say the same ------------------------------------------------------------------------


def test_migrations_and_new_databases_give_the_same_tables(tmp_path: Path) -> None:
    Store(f"sqlite:///{tmp_path}/new.sqlite").close()
    new, walked = (open_engine(f"sqlite:///{tmp_path}/{name}.sqlite") for name in ("new", "walked"))
    with walked.connect() as connection, connection.begin():
        migrating.upgrade(connection)
    for engine in (new, walked):
        with engine.connect() as connection:
            assert connection.execute(sqlalchemy.select(alembic_version.c.version_num)).scalar_one() == REVISION
            assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    assert form(walked) == form(new)


def test_the_revision_that_the_software_knows_is_the_last_one() -> None:
    config = Config(toml_file=ROOT / "pyproject.toml")  # as maintainers call Alembic
    scripts = ScriptDirectory.from_config(config)
    assert scripts.get_heads() == [REVISION]
    numbers = [script.revision for script in scripts.walk_revisions()]
    assert numbers == [f"{n:04}" for n in range(len(numbers), 0, -1)], "compared as text"


# --- a store of before ------------------------------------------------------------------------------------------------


def test_a_store_of_before_is_migrated_and_loses_nothing(old: Path) -> None:
    before = content(old)
    with opened(old.parent) as store:
        titles = {item["title"] for item in store.newest("thubao", 10)}
        assert titles == {"Chợ nổi họp sớm hơn", "Đường làng thêm cây"}
        assert store.mark("thubao", "walked") == "2026-11-21"
        assert compare_metadata(MigrationContext.configure(store.writer), metadata) == []
    after = content(old)
    later = len(("next_check", "gone_since", "gone_reason"))
    assert [row[:-later] for row in after.pop("articles")] == before.pop("articles")
    assert {name: after[name] for name in before} == before


def test_of_the_articles_of_before_only_the_youngest_are_looked_at_again(old: Path) -> None:
    young = datetime.now(UTC).replace(microsecond=0) - timedelta(days=2)
    with closing(sqlite3.connect(old)) as database, database:
        database.execute("UPDATE articles SET newness = ? WHERE id LIKE '%1'", (timestamp(young - timedelta(days=6)),))
        database.execute("UPDATE articles SET newness = ? WHERE id LIKE '%2'", (timestamp(young),))
    with opened(old.parent) as store:
        rows = store.reader.execute(sqlalchemy.select(articles.c.id, articles.c.next_check)).all()
        assert [row.next_check for row in rows if row.next_check] == [timestamp(young + timedelta(days=7))]
        assert len(rows) == 2


def test_a_crawl_goes_on_after_the_migration(old: Path) -> None:
    site = {"/": '<a href="/1">x</a>', "/a": "<h1>A</h1>", "/b": "<h1>B</h1>"}
    crawled = crawl(old.parent, site)
    assert (crawled.reason, sorted(crawled.asked)) == ("finished", ["/", "/a", "/b"])
    with opened(old.parent) as store:
        assert store.count_articles("thubao") == 4
        assert store.assign_run_file("thubao", "20261123T000000Z.jsonl") == 4, "two of them were due from before"


def test_the_store_is_backed_up_before(old: Path) -> None:
    before = content(old)
    old.chmod(0o600)
    with opened(old.parent):
        pass
    (backup,) = backups(old.parent)
    assert backup.name.startswith(f"store.before-{REVISION}-2")
    assert backup.suffix == ".sqlite"
    assert backup.stat().st_mode & 0o777 == 0o600
    assert content(backup) == before
    assert not list(old.parent.glob(f"{backup.name}-*")), "nothing else belongs to it"


def test_it_is_migrated_once(old: Path) -> None:
    engine = open_engine(f"sqlite:///{old}")
    (backup,) = [done.backup for done in (migrate(engine),) if done]
    assert backups(old.parent) == [backup]
    assert migrate(engine) is None
    with opened(old.parent):
        assert backups(old.parent) == [backup]


def test_what_opens_it_at_the_same_time_waits_and_finds_it_done(old: Path) -> None:
    engine, done = open_engine(f"sqlite:///{old}"), []
    threads = [threading.Thread(target=lambda: done.append(migrate(engine))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [each.before for each in done if each] == ["0001"]
    assert done.count(None) == 3
    assert len(backups(old.parent)) == 1


def test_a_migration_that_is_killed_leaves_the_old_tables_or_the_new(old: Path, tmp_path: Path) -> None:
    folder = tmp_path / "killed"
    folder.mkdir()
    command = [sys.executable, "-m", "tests.store.killed_migrations", old, folder]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=60)
    kills, before = int(done.stdout), content(old)
    assert kills > 8
    seen = set()
    for number in range(1, kills + 1):
        killed = folder / f"{number}.sqlite"
        with closing(sqlite3.connect(killed)) as database:
            tables = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        seen.add(("locks" in tables, "alembic_version" in tables))
        assert {name: rows for name, rows in content(killed).items() if name in before} == before
        for kept in folder.glob(f"{number}.before-*.sqlite"):
            assert content(kept) == before
        Store(f"sqlite:///{killed}").close()
        assert not list(folder.glob(f"{number}.*.part"))
    assert seen == {(False, False)}, "until the commit, nothing"


# --- what is refused --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "advice"),
    [
        ("UPDATE alembic_version SET version_num = '9999'", r"revision 9999.*knows up to \d+: update the software, or"),
        ("UPDATE alembic_version SET version_num = '0000'", "unknown revision: .*'0000'"),
        ("DROP TABLE alembic_version", "tables of version 2, which no software ever made"),
    ],
)
def test_a_database_of_other_software_is_refused_and_stays_as_it_is(tmp_path: Path, change: str, advice: str) -> None:
    Store(url_of(tmp_path)).close()
    path = tmp_path / "store.sqlite"
    with closing(sqlite3.connect(path)) as database, database:
        database.execute(change)
    before = list(sqlite3.connect(path).iterdump())
    with pytest.raises(SchemaError, match=advice):
        Store(url_of(tmp_path))
    assert list(sqlite3.connect(path).iterdump()) == before


def test_software_from_before_migrations_refuses_our_tables(old: Path) -> None:
    """It reads this table, and wants to find 1."""
    for name in ("new", "store"):
        Store(f"sqlite:///{old.parent}/{name}.sqlite").close()
        with closing(sqlite3.connect(old.parent / f"{name}.sqlite")) as database:
            assert database.execute("SELECT version FROM schema_version").fetchall() == [(2,)], name


def test_without_room_for_the_backup_nothing_is_migrated(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = list(sqlite3.connect(old).iterdump())
    with monkeypatch.context() as full:
        full.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(10**9, 10**9, 0))
        with pytest.raises(SchemaError, match=r"takes 0 MB in .*, where 0 MB are free: make room there, or back it up"):
            Store(f"sqlite:///{old}")
    assert list(sqlite3.connect(old).iterdump()) == before
    with opened(old.parent):
        assert len(backups(old.parent)) == 1


def test_a_backup_that_fails_keeps_the_store_from_being_migrated(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(source: Path, copy: Path) -> None:
        copy.write_bytes(b"half of it")
        raise sqlite3.OperationalError("database or disk is full")

    before = list(sqlite3.connect(old).iterdump())
    monkeypatch.setattr(migrating, "_copy", full)
    with pytest.raises(SchemaError, match=r"which failed in .*disk is full.*`scrapy migrate --no-backup`"):
        Store(f"sqlite:///{old}")
    assert list(sqlite3.connect(old).iterdump()) == before
    assert backups(old.parent) == []


# --- the command ------------------------------------------------------------------------------------------------------


def test_the_command_says_what_it_did(old: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert invoke(Command(), [], DATA_DIR=old.parent) == 0
    (backup,) = backups(old.parent)
    migrated, kept = capsys.readouterr().out.splitlines()
    assert migrated.endswith(f"migrated from revision 0001 to {REVISION}")
    assert kept == f"as it was: {backup}"
    assert invoke(Command(), [], DATA_DIR=old.parent) == 0
    assert capsys.readouterr().out.endswith(f"is up to date (revision {REVISION})\n")


def test_the_command_without_a_backup(old: Path) -> None:
    assert invoke(Command(), ["--no-backup"], DATA_DIR=old.parent) == 0
    assert backups(old.parent) == []
    with opened(old.parent) as store:
        assert store.count_articles("thubao") == 2


def test_the_command_complains_on_standard_error(old: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old.write_bytes(b"no database at all, but long enough to be looked at" * 20)
    assert invoke(Command(), [], DATA_DIR=old.parent) == 1
    assert capsys.readouterr().err.startswith("scrapy migrate: ")


# --- PostgreSQL -------------------------------------------------------------------------------------------------------


def test_postgresql_is_migrated_by_whoever_has_backed_it_up(
    postgresql: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    url = postgresql.schema(f"m{uuid4().hex}")
    engine = open_engine(url)
    with engine.begin() as connection:
        migrating.upgrade(connection, "0001")
        connection.execute(sqlalchemy.text("DROP TABLE alembic_version"))  # as before there were migrations
        values = {"id": "a", "publication": "thubao", "url": "u", "revision": 1, "content_hash": "h"}
        times = dict.fromkeys(("newness", "first_seen", "last_seen"), timestamp())
        connection.execute(sqlalchemy.insert(articles).values(values | times))
    with pytest.raises(SchemaError, match=r"not without a backup: back it up yourself .*`scrapy migrate --no-backup`"):
        Store(url)
    assert invoke(Command(), ["--no-backup"], STORE_URL=url) == 0
    assert f"migrated from revision 0001 to {REVISION}" in capsys.readouterr().out
    with closing(Store(url)) as store:
        assert store.count_articles("thubao") == 1
        assert compare_metadata(MigrationContext.configure(store.writer), metadata) == []
    engine.dispose()


def test_a_host_that_stops_in_the_middle_of_a_transaction_keeps_nobody_waiting_for_long(postgresql: Server) -> None:
    with closing(Store(postgresql.schema(f"m{uuid4().hex}"))) as store:
        for connection in (store.writer, store.reader):
            assert connection.exec_driver_sql("SHOW idle_in_transaction_session_timeout").scalar() == "1min"


# --- what it costs ----------------------------------------------------------------------------------------------------


def test_alembic_is_imported_only_when_there_is_something_to_migrate(tmp_path: Path, old: Path) -> None:
    script = """
        import sys
        from crawler.store.store import Store
        for name in ("new", "new", "store"):
            Store(f"sqlite:///{sys.argv[1]}/{name}.sqlite").close()
            print("alembic" in sys.modules)
    """
    lines = [line.strip() for line in script.strip().splitlines()]
    program = "\n".join([*lines[:3], *(f"    {line}" for line in lines[3:])])
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["False", "False", "True"]
