"""The peer of network.sql: the median of five runs in seconds."""
import sqlite3
import statistics
import sys
import time

import igraph

TIES = """
SELECT from_state, to_state, max(p.value)
  FROM obligation
  JOIN parameter AS p ON p.name = 'obligation.' || kind
  JOIN parameter AS l ON l.name = 'level.' || kind
  JOIN parameter AS least ON least.name = 'similarity.binary_level'
 WHERE l.value >= least.value
   AND coalesce(since, '0001') <= ?1 || '-12-31'
   AND coalesce(until, '9999') >= ?1
 GROUP BY 1, 2"""


def year(db, y):
    states = [row[0] for row in db.execute(
        "SELECT DISTINCT state FROM state_spell WHERE system = 'cow'"
        " AND since <= ?1 || '-12-31' AND coalesce(until, '9999') >= ?1"
        " ORDER BY state", (str(y),))]
    number = {state: i for i, state in enumerate(states)}
    ties = {}
    for a, b, weight in db.execute(TIES, (str(y),)):
        if a in number and b in number:
            key = min(number[a], number[b]), max(number[a], number[b])
            ties[key] = max(weight, ties.get(key, 0))
    g = igraph.Graph(len(states), list(ties))
    weights = list(ties.values())
    return (g.degree(), g.strength(weights=weights),
            g.eigenvector_centrality(weights=weights),
            g.betweenness(weights=[1 / w for w in weights]),
            g.constraint(weights=weights), g.coreness(),
            g.transitivity_local_undirected(), g.connected_components(),
            g.community_fastgreedy(weights=weights).as_clustering())


times = []
for _ in range(5):
    db = sqlite3.connect(sys.argv[1])
    start = time.process_time()
    for y in range(1992, 2025):
        year(db, y)
    times.append(time.process_time() - start)
    db.close()
print(f"{statistics.median(times):.4f}")
