"""Migrates copies of a store and is killed at one statement after the other:
`python killed_migrations.py STORE FOLDER` leaves FOLDER/1.sqlite, FOLDER/2.sqlite … as each kill left them.

Prints how many kills it took until a migration came through.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import event

from crawler.store.database import open_engine
from crawler.store.migrate import migrate


def migrate_until(path: Path, statements: int) -> None:
    """Migrate, or be killed by SIGKILL after so many statements."""
    engine = open_engine(f"sqlite:///{path}")
    done = count(1)

    def executed(*_: Any) -> None:
        if next(done) == statements:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(engine, "after_cursor_execute", executed)
    migrate(engine)


def main(store: Path, folder: Path) -> None:
    """Fork for each kill: importing takes longer than migrating."""
    for number in count(1):
        copy = folder / f"{number}.sqlite"
        shutil.copy(store, copy)
        if not (child := os.fork()):
            migrate_until(copy, number)
            os._exit(0)
        if os.waitpid(child, 0)[1] == 0:
            print(number - 1)
            return


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
