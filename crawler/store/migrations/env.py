"""Run by Alembic, in the transaction of `crawler.store.migrate` or on what a maintainer names with `-x url=…`."""

from __future__ import annotations

from alembic import context
from sqlalchemy import Connection

from crawler.store.database import open_engine
from crawler.store.schema import metadata


def run(connection: Connection) -> None:
    """Run the migrations that are due, all in one transaction."""
    context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
    with context.begin_transaction():  # joins the one that is open: that of SQLite takes DDL too
        context.run_migrations()


if given := context.config.attributes.get("connection"):
    run(given)
else:
    with open_engine(context.get_x_argument(as_dictionary=True)["url"]).begin() as opened:
        run(opened)
