# /usr/bin/python3 ranking-apsw.py build/entente study.db
import sys

import apsw

extension, database = sys.argv[1:3]
db = apsw.Connection(database)
db.enableloadextension(True)
db.loadextension(extension)
for rank, state, score in db.cursor().execute(
    """SELECT rank, state, score
         FROM bystanders(deal_parties(:deal), deal_opponents(:deal, :day), :day)
        WHERE rank <= 5 ORDER BY rank""",
    {"deal": "rus-prk-2023", "day": "2023-09-13"},
):
    print(f"{rank} {state} {score:.3f}")
