"""The default engine: a genuine Whoosh index, read fast."""

import warnings

# Whoosh 2.7.4 writes regular expressions in plain strings and compares numbers with `is`. Python warns of it once, when
# it compiles these files; a user can do nothing about it.
warnings.filterwarnings("ignore", category=SyntaxWarning, module=r".*whoosh")
