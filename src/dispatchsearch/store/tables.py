"""The tables of the store, and how an older archive is brought forward."""

import sqlite3

from dispatchsearch.errors import StoreError

VERSION = 10

OUTLINES = """
-- Outlines of pages, of large sources only of those whose number is small; and the headlines of all.
CREATE TABLE outlines (
    source INTEGER NOT NULL REFERENCES sources,
    page INTEGER NOT NULL,
    pages INTEGER NOT NULL,
    units BLOB NOT NULL,
    PRIMARY KEY (source, page)
) STRICT, WITHOUT ROWID;
CREATE TABLE headlines (
    source INTEGER NOT NULL REFERENCES sources,
    headline INTEGER NOT NULL,
    pages INTEGER NOT NULL,
    PRIMARY KEY (source, headline)
) STRICT, WITHOUT ROWID;
"""

PACKED = """
-- What is packed stands apart from the stories, so that counting and choosing them reads none of it.
CREATE TABLE evidence (
    story INTEGER PRIMARY KEY REFERENCES stories (number) ON DELETE CASCADE,
    packed BLOB NOT NULL
) STRICT;
CREATE TABLE conclusions (
    story INTEGER PRIMARY KEY REFERENCES stories (number) ON DELETE CASCADE,
    year INTEGER,
    packed BLOB NOT NULL
) STRICT;
"""

OUTLETS = """
-- Which names of outlets the stories at a place claim; the triggers keep count.
CREATE TABLE outlets (
    id INTEGER PRIMARY KEY,
    place TEXT NOT NULL,
    name TEXT NOT NULL,
    pages INTEGER NOT NULL DEFAULT 0,
    UNIQUE (place, name)
) STRICT;
CREATE INDEX stories_outlet ON stories (outlet);
CREATE TRIGGER claimed AFTER UPDATE OF outlet ON stories BEGIN
    UPDATE outlets SET pages = pages - 1 WHERE id = old.outlet;
    UPDATE outlets SET pages = pages + 1 WHERE id = new.outlet;
END;
CREATE TRIGGER unclaimed AFTER DELETE ON stories BEGIN
    UPDATE outlets SET pages = pages - 1 WHERE id = old.outlet;
END;
"""

VERSIONS = """
-- The texts that stories tell, with their fingerprints; which texts are alike, and of which version each is.
CREATE TABLE texts (
    id INTEGER PRIMARY KEY,
    words INTEGER NOT NULL,
    prints BLOB NOT NULL,
    version INTEGER
) STRICT;
CREATE INDEX texts_version ON texts (version);
CREATE TABLE told (
    story INTEGER PRIMARY KEY REFERENCES stories (number) ON DELETE CASCADE,
    text INTEGER NOT NULL REFERENCES texts
) STRICT;
CREATE INDEX told_text ON told (text);
CREATE TABLE alike (one INTEGER NOT NULL, other INTEGER NOT NULL, PRIMARY KEY (one, other)) STRICT, WITHOUT ROWID;
CREATE TABLE to_compare (story INTEGER PRIMARY KEY REFERENCES stories (number) ON DELETE CASCADE) STRICT;
CREATE TABLE to_group (text INTEGER PRIMARY KEY) STRICT;
CREATE TRIGGER told_otherwise AFTER UPDATE OF text ON told BEGIN
    INSERT OR IGNORE INTO to_group VALUES (old.text);
END;
CREATE TRIGGER told_no_more AFTER DELETE ON told BEGIN
    INSERT OR IGNORE INTO to_group VALUES (old.text);
END;
"""

LISTINGS = """
-- The headlines of stories by their keys, and those that the index of a day lists: who is listed waits when it changes.
CREATE TABLE titles (
    story INTEGER PRIMARY KEY REFERENCES stories (number) ON DELETE CASCADE,
    headline INTEGER NOT NULL
) STRICT;
CREATE INDEX titles_headline ON titles (headline);
CREATE TABLE indexes (
    story INTEGER PRIMARY KEY REFERENCES stories (number) ON DELETE CASCADE,
    day TEXT NOT NULL,
    address TEXT NOT NULL
) STRICT;
CREATE TABLE listed (
    headline INTEGER NOT NULL,
    story INTEGER NOT NULL REFERENCES stories (number) ON DELETE CASCADE,
    PRIMARY KEY (headline, story)
) STRICT, WITHOUT ROWID;
CREATE INDEX listed_story ON listed (story);
CREATE TRIGGER newly_listed AFTER INSERT ON listed BEGIN
    INSERT OR IGNORE INTO to_conclude SELECT story FROM titles WHERE headline = new.headline;
END;
CREATE TRIGGER listed_no_more AFTER DELETE ON listed BEGIN
    INSERT OR IGNORE INTO to_conclude SELECT story FROM titles WHERE headline = old.headline;
END;
"""

NAMED = """
-- Blocking keys whose forms are to be grouped anew. That a name is no longer mentioned, the trigger tells.
CREATE TABLE to_name (
    kind TEXT NOT NULL,
    blocking TEXT NOT NULL,
    PRIMARY KEY (kind, blocking)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER mentioned_no_more AFTER DELETE ON mentions BEGIN
    INSERT OR IGNORE INTO to_name SELECT kind, blocking FROM forms WHERE number = old.form;
END;
"""

NAMED_ANEW = "INSERT OR IGNORE INTO to_name SELECT kind, blocking FROM forms;"

COUNTED = """
-- What the first page tells is counted here, without reading the tables.
CREATE INDEX IF NOT EXISTS conclusions_year ON conclusions (year);
CREATE INDEX IF NOT EXISTS files_rejected ON files (id) WHERE reason IS NOT NULL;
CREATE INDEX IF NOT EXISTS records_rejected ON records (file, record) WHERE reason IS NOT NULL;
"""

COMPARED_ANEW = "INSERT INTO to_compare SELECT story FROM conclusions;"

TABLES = f"""
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- Evidence: the inputs. A file that could not be read at all has a reason, else its records tell.
CREATE TABLE roots (
    id INTEGER PRIMARY KEY,
    path TEXT NOT NULL UNIQUE,
    fields TEXT NOT NULL DEFAULT '{{}}'
) STRICT;
CREATE TABLE files (
    id INTEGER PRIMARY KEY,
    root INTEGER NOT NULL REFERENCES roots ON DELETE CASCADE,
    path TEXT NOT NULL,
    size INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL,
    inode INTEGER NOT NULL,
    digest TEXT NOT NULL,
    version INTEGER NOT NULL,
    reason TEXT,
    UNIQUE (root, path)
) STRICT;
CREATE TABLE records (
    file INTEGER NOT NULL REFERENCES files ON DELETE CASCADE,
    record INTEGER NOT NULL,
    document TEXT,
    reason TEXT,
    url TEXT,
    fetched TEXT,
    dates TEXT NOT NULL DEFAULT '[]',
    member TEXT,
    PRIMARY KEY (file, record),
    CHECK ((document IS NULL) <> (reason IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX records_document ON records (document);

-- The stories. `number` is what other tables know one by; one without a conclusion is no dispatch yet.
CREATE TABLE stories (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    document TEXT NOT NULL,
    part INTEGER NOT NULL,
    version INTEGER NOT NULL,
    source INTEGER REFERENCES sources,
    outlet INTEGER REFERENCES outlets
) STRICT;
CREATE INDEX stories_document ON stories (document);
CREATE INDEX stories_source ON stories (source);
{PACKED}
{OUTLETS}
{VERSIONS}
{LISTINGS}
{COUNTED}
CREATE TABLE successors (old TEXT PRIMARY KEY, new TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- What a source's pages have in common, counted page by page as they come and go.
CREATE TABLE sources (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    pages INTEGER NOT NULL DEFAULT 0,
    learned TEXT NOT NULL DEFAULT '{{}}',
    halved INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE date_tallies (
    source INTEGER NOT NULL REFERENCES sources,
    evidence TEXT NOT NULL,
    kind TEXT NOT NULL,
    pages INTEGER NOT NULL,
    quote TEXT NOT NULL,
    PRIMARY KEY (source, evidence)
) STRICT, WITHOUT ROWID;
{OUTLINES}
-- Pages that were counted for a source and have gone, or were read anew: still to be taken off its counts.
CREATE TABLE departed (source INTEGER NOT NULL, part INTEGER NOT NULL, evidence BLOB NOT NULL) STRICT;

-- Authority: the forms of names as dispatches hold them, and the records they belong to.
CREATE TABLE authority (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    heading TEXT NOT NULL,
    detail TEXT NOT NULL DEFAULT '{{}}'
) STRICT, WITHOUT ROWID;
CREATE TABLE forms (
    number INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    surface TEXT NOT NULL,
    folded TEXT NOT NULL,
    blocking TEXT NOT NULL,
    record TEXT REFERENCES authority,
    UNIQUE (kind, key, surface)
) STRICT;
CREATE INDEX forms_folded ON forms (folded, kind);
CREATE INDEX forms_blocking ON forms (blocking, kind);
CREATE INDEX forms_record ON forms (record);
CREATE TABLE mentions (
    story INTEGER NOT NULL REFERENCES stories (number) ON DELETE CASCADE,
    form INTEGER NOT NULL REFERENCES forms (number),
    PRIMARY KEY (story, form)
) STRICT, WITHOUT ROWID;
CREATE INDEX mentions_form ON mentions (form, story);
{NAMED}

-- What is still to be done, so that a run that was cut off is completed by the next.
CREATE TABLE to_conclude (story INTEGER PRIMARY KEY) STRICT;
CREATE TABLE to_index (
    id TEXT PRIMARY KEY,
    work TEXT NOT NULL CHECK (work IN ('write', 'revise', 'delete'))
) STRICT, WITHOUT ROWID;
CREATE TABLE journal (
    at TEXT NOT NULL,
    event TEXT NOT NULL,
    detail TEXT NOT NULL
) STRICT;
"""

SPLIT = """
INSERT INTO evidence SELECT number, evidence FROM stories;
INSERT INTO conclusions SELECT number, year, conclusion FROM stories WHERE conclusion IS NOT NULL;
ALTER TABLE stories DROP COLUMN evidence;
ALTER TABLE stories DROP COLUMN conclusion;
ALTER TABLE stories DROP COLUMN year;
"""

MIGRATIONS = {
    1: f"""
DROP TABLE block_tallies;
ALTER TABLE sources ADD COLUMN halved INTEGER NOT NULL DEFAULT 0;
{OUTLINES}
""",
    2: f"ALTER TABLE stories ADD COLUMN outlet INTEGER; {OUTLETS}",
    3: f"{PACKED} {SPLIT}",
    4: f"{VERSIONS} {COMPARED_ANEW}",
    5: "ALTER TABLE roots ADD COLUMN fields TEXT NOT NULL DEFAULT '{}'; ALTER TABLE records ADD COLUMN member TEXT;",
    6: LISTINGS,
    7: "DROP TABLE IF EXISTS prints;",
    8: COUNTED,
    9: f"{NAMED} {NAMED_ANEW}",
}
"""Version -> what makes the next of it; what the new tables hold is made when the archive is next indexed."""


def prepare(connection: sqlite3.Connection) -> None:
    """Make the tables of a new store, or bring an older one forward; StoreError for one of a newer program."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version > VERSION:
        raise StoreError(
            f"this archive was written by a newer dispatchsearch (its tables have version {version}, "
            f"this program knows {VERSION}): update the program"
        )
    steps = [TABLES] if version == 0 else [MIGRATIONS[step] for step in range(version, VERSION)]
    if steps:
        connection.executescript(f"BEGIN IMMEDIATE; {''.join(steps)} PRAGMA user_version = {VERSION}; COMMIT;")
