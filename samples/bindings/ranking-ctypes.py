# python3 ranking-ctypes.py build/entente study.db
#
# For a Python without enable_load_extension (pyenv's, python.org's on macOS):
# every connection opened from here on has Entente. Works where sqlite3 uses
# the system's shared SQLite, as sqlite_library says.
import ctypes
import os
import sqlite3
import sys

extension, database = sys.argv[1:3]
sqlite_library = ctypes.CDLL("libsqlite3.so.0")
entente = ctypes.CDLL(os.path.abspath(extension) + ".so")
start = ctypes.cast(entente.sqlite3_entente_init, ctypes.c_void_p)
sqlite_library.sqlite3_auto_extension(start)

db = sqlite3.connect(database)
for rank, state, score in db.execute(
    """SELECT rank, state, score
         FROM bystanders(deal_parties(:deal), deal_opponents(:deal, :day), :day)
        WHERE rank <= 5 ORDER BY rank""",
    {"deal": "rus-prk-2023", "day": "2023-09-13"},
):
    print(f"{rank} {state} {score:.3f}")
