"""
Everything that can go wrong, in one tree.

    DispatchSearchError
    ├── ReadError            an input cannot be understood
    ├── CrawlError           a site refused us, or we refused it
    ├── CorrectionError      a file in authority/ cannot be taken as it stands; knows file and line
    ├── StoreError           the record store is missing, locked or damaged
    │   └── UnknownDispatch      no dispatch has this id
    ├── QueryError           the user's query asks the impossible; knows the column
    └── EngineError          the index is missing, damaged or unreachable
        └── EngineMissing        the engine's extra is not installed

Each message says what was wrong and what to do next. The doors turn it into an exit code or an HTTP status, once.
"""


class DispatchSearchError(Exception):
    """Catch this to catch anything raised on purpose."""


class ReadError(DispatchSearchError):
    """An input cannot be understood; the message is the reason a person is shown."""


class CrawlError(DispatchSearchError):
    """A site refused us, or we refused it."""


class CorrectionError(DispatchSearchError):
    """A line of a file in authority/ cannot be taken as it stands.

    `file` is the file's name and `line` its line, counted from 1.
    """

    def __init__(self, message: str, file: str, line: int) -> None:
        super().__init__(f"{file}, line {line}: {message}")
        self.file = file
        self.line = line


class StoreError(DispatchSearchError):
    """The record store is missing, locked or damaged."""


class UnknownDispatch(StoreError):
    """No dispatch of the archive has this id, nor had it once."""


class QueryError(DispatchSearchError):
    """The query asks the impossible; `position` is the column of the fault, counted from 0, where it has one."""

    def __init__(self, message: str, position: int | None = None) -> None:
        super().__init__(message)
        self.position = position

    @property
    def placed(self) -> str:
        """The message with the column as people count it, from 1."""
        return str(self) if self.position is None else f"{self} (column {self.position + 1})"


class EngineError(DispatchSearchError):
    """The index is missing, damaged or unreachable."""


class EngineMissing(EngineError):
    """The engine's extra is not installed."""
