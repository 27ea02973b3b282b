# /usr/bin/python3 ranking.py build/entente study.db
import sqlite3
import sys

extension, database = sys.argv[1:3]
db = sqlite3.connect(database)
db.enable_load_extension(True)
db.load_extension(extension)
db.enable_load_extension(False)
for rank, state, score in db.execute(
    """SELECT rank, state, score
         FROM bystanders(deal_parties(:deal), deal_opponents(:deal, :day), :day)
        WHERE rank <= 5 ORDER BY rank""",
    {"deal": "rus-prk-2023", "day": "2023-09-13"},
):
    print(f"{rank} {state} {score:.3f}")
