"""Commands in this process, where no exit of a process has to be seen."""

from __future__ import annotations

from typing import Any

from scrapy.cmdline import ScrapyArgumentParser
from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError
from scrapy.utils.project import get_project_settings


def invoke(command: ScrapyCommand, argv: list[str], **settings: Any) -> int:
    """Run a command as `scrapy` does once it has found it; returns the exit code."""
    command.settings = get_project_settings()
    command.settings.setdict(settings, priority="cmdline")
    parser = ScrapyArgumentParser()
    command.add_options(parser)
    options, arguments = parser.parse_known_args(argv)
    try:
        command.process_options(arguments, options)
        command.run(arguments, options)
    except UsageError:
        return 2
    except SystemExit as end:
        return int(end.code or 0)
    return command.exitcode
