"""`scrapy migrate`: brings the store up to date after an update of the software."""

from __future__ import annotations

import argparse
import sys

from scrapy.commands import ScrapyCommand
from sqlalchemy.exc import SQLAlchemyError

from crawler.commands.output import say
from crawler.operations.verdict import ExitCode
from crawler.store.database import open_engine, store_url
from crawler.store.migrate import migrate
from crawler.store.schema import REVISION, SchemaError


class Command(ScrapyCommand):
    """Migrate the store."""

    requires_project = True
    default_settings = {"LOG_ENABLED": False}

    def short_desc(self) -> str:
        """One line for `scrapy --help`."""
        return "Bring the store's tables up to date after an update of the software"

    def long_desc(self) -> str:
        """For `scrapy migrate --help`."""
        return (
            "Migrate the store's tables to those of this version of the software, after a backup beside it. Whatever "
            "opens an SQLite store does this by itself; PostgreSQL, which can't be backed up from here, needs this "
            "command with --no-backup, after pg_dump."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """The command's own options."""
        super().add_options(parser)
        parser.add_argument("--no-backup", action="store_true", help="migrate without a backup: you have made one")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Migrate, and say what was done."""
        assert self.settings is not None
        engine = open_engine(store_url(self.settings))
        try:
            done = migrate(engine, backup=not opts.no_backup)
        except (OSError, SQLAlchemyError, SchemaError) as error:
            print(f"scrapy migrate: {error}", file=sys.stderr)  # noqa: T201
            self.exitcode = int(ExitCode.INTERNAL_ERROR)
            return
        finally:
            engine.dispose()
        if done is None:
            say(f"{engine.url!r} is up to date (revision {REVISION})")
            return
        say(f"{engine.url!r}: migrated from revision {done.before} to {REVISION}")
        if done.backup:
            say(f"as it was: {done.backup}")
