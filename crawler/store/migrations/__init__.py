"""The changes of the tables, by Alembic, for maintainers. Those who run the crawler need none of this.

To change a table: change it in crawler/store/schema.py, count `REVISION` up there, and let Alembic write the migration
on a scratch database that has the tables as they were:

    alembic -x url=sqlite:////tmp/scratch.sqlite upgrade head
    alembic -x url=sqlite:////tmp/scratch.sqlite revision --autogenerate --rev-id 0003 -m "what it adds"

Read what it wrote. A migration is never changed once it has been released; it names tables by their text, as schema.py
will have gone on. There are no downgrades: the backup is the way back. `batch_alter_table` makes a table of SQLite anew
where it can't be altered, and forgets the CHECK constraints that it isn't told of (`table_args`); the tests compare.
"""
