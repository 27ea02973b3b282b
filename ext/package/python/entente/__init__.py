"""International relations in SQL: Entente, for the SQLite that Python uses.

    import sqlite3, entente
    db = sqlite3.connect("study.db")
    entente.load(db)

or, in one, where Python's sqlite3 may have been built without loading:

    db = entente.connect("study.db")
"""
import os
import sqlite3
import sys

__all__ = ["load", "connect", "path", "sample", "LoadingError"]

_here = os.path.dirname(os.path.abspath(__file__))
_entry = {True: "sqlite3_entente_init", False: "sqlite3_entente_nofiles_init"}


class LoadingError(RuntimeError):
    """This connection cannot load extensions. The message says what can."""


def path():
    """The built file, without its suffix: what .load and load_extension take."""
    return os.path.join(_here, "entente")


def sample():
    """The first sample: SELECT entente_load(?) with this path."""
    return os.path.join(_here, "korea-russia-2023.json")


def load(connection, files=True):
    """Put Entente into an open connection, and return the connection.

    For sqlite3, pysqlite3, sqlean and apsw. files=False leaves out what reads
    files, for connections that run other people's SQL. Where loading was off
    it is off again afterwards.
    """
    if hasattr(connection, "enable_load_extension"):  # sqlite3 and its likes
        enable = connection.enable_load_extension
    elif hasattr(connection, "enableloadextension"):  # apsw
        enable = connection.enableloadextension
    else:
        raise LoadingError(_why(connection))
    ask = "SELECT load_extension(?, ?)"
    row = (path(), _entry[bool(files)])
    try:
        connection.cursor().execute(ask, row).fetchall()
        return connection
    except Exception as error:  # each library has its own
        if "no such function: load_extension" in str(error):
            raise LoadingError(_why(connection)) from error
        if "not authorized" not in str(error):
            raise
    enable(True)
    try:
        connection.cursor().execute(ask, row).fetchall()
    finally:
        enable(False)
    return connection


def connect(database, files=True, **options):
    """sqlite3.connect(database, **options), with Entente in it.

    Works also in a Python whose sqlite3 was built without loading, where that
    uses a SQLite of which ctypes finds the functions: while the connection is
    opened, SQLite itself starts Entente in it.
    """
    if hasattr(sqlite3.Connection, "enable_load_extension"):
        return load(sqlite3.connect(database, **options), files)
    try:
        library, start = _automatic(files)
        refused = library.sqlite3_auto_extension(start)
    except (ImportError, OSError, AttributeError):
        refused = 1
    if refused:
        raise LoadingError(_why(None))
    try:
        connection = sqlite3.connect(database, **options)
    finally:
        library.sqlite3_cancel_auto_extension(start)
    return connection


def _automatic(files):
    """Python's own SQLite, and where Entente starts. A library that stands in
    Python itself, or is linked by its module, answers through either."""
    import ctypes
    import _sqlite3

    library = ctypes.CDLL(getattr(_sqlite3, "__file__", None))
    library.sqlite3_auto_extension.argtypes = [ctypes.c_void_p]
    library.sqlite3_cancel_auto_extension.argtypes = [ctypes.c_void_p]
    suffix = {"win32": ".dll", "darwin": ".dylib"}.get(sys.platform, ".so")
    built = ctypes.CDLL(path() + suffix)
    return library, ctypes.cast(getattr(built, _entry[bool(files)]), ctypes.c_void_p)


def _why(connection):
    if connection is not None and not isinstance(connection, sqlite3.Connection):
        return (
            "entente: %s.%s is no connection that loads extensions; use one of"
            " sqlite3, pysqlite3 or apsw"
            % (type(connection).__module__, type(connection).__name__)
        )
    return (
        "entente: the sqlite3 of this Python (%s) was built without loading"
        " of extensions, so an open connection cannot load. Ways that work: %sapsw (entente.load(apsw.Connection(...))); pysqlite3; another"
        " Python, such as Debian's /usr/bin/python3 or Homebrew's"
        % (
            sys.executable,
            "" if connection is None else "entente.connect(database), which"
            " opens one with Entente in it; ",
        )
    )
