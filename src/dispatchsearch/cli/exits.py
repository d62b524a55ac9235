"""With which status a command ends, where that is not 0."""

EXIT_NOTHING = 1
"""Nothing was found."""
EXIT_QUERY = 2
"""What was typed cannot be understood; click ends so too."""
EXIT_ARCHIVE = 3
"""The archive is missing, damaged or cannot be written."""
EXIT_REJECTED = 4
"""Inputs were rejected, and --strict was set."""
EXIT_INTERRUPTED = 130
"""Control-C, as the shell has it."""
