# /usr/bin/python3 ranking-pandas.py build/entente study.db
import sqlite3
import sys

import pandas

extension, database = sys.argv[1:3]
db = sqlite3.connect(database)
db.enable_load_extension(True)
db.load_extension(extension)
frame = pandas.read_sql(
    """SELECT rank, state, score
         FROM bystanders(deal_parties(:deal), deal_opponents(:deal, :day), :day)
        ORDER BY rank""",
    db,
    params={"deal": "rus-prk-2023", "day": "2023-09-13"},
)
top = frame.nsmallest(5, "rank")
print(top.to_string(index=False, header=False, float_format="%.3f"))
