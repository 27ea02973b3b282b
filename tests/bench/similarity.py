"""The peer of similarity.sql: s_weighted, kappa and pi of all pairs of states
in every year from 1816 to 2018, one matrix product where one will do. Prints
the median of five runs in seconds, on one core like the other."""
import os
import sqlite3
import statistics
import sys
import time

os.environ["OPENBLAS_NUM_THREADS"] = "1"
import numpy  # noqa: E402, it reads that when it is loaded

db = sqlite3.connect(sys.argv[1])
draw = numpy.random.default_rng(1816)
years = []
for year in range(1816, 2019):
    n, = db.execute(
        "SELECT count(DISTINCT state) FROM state_spell WHERE system = 'cow'"
        " AND since <= ?1 || '-12-31' AND coalesce(until, '9999') >= ?1",
        (str(year),)).fetchone()
    ties = draw.choice(4, size=(n, n), p=[.6, .15, .15, .1]).astype(float)
    numpy.fill_diagonal(ties, 3)
    years.append((ties, draw.dirichlet(numpy.ones(n))))


def measures(x, weight):
    n = len(x)
    # |x - y| is the number of levels that one reaches and the other does not.
    apart = 0
    for level in 1, 2, 3:
        above = (x >= level).astype(float)
        once = (above * weight) @ (1 - above).T
        apart = apart + once + once.T
    s1 = x.sum(axis=1)
    squares = (x * x).sum(axis=1)
    ssd = squares[:, None] + squares[None, :] - 2 * (x @ x.T)
    ss = squares - s1 * s1 / n
    both = ss[:, None] + ss[None, :]
    gap = s1[:, None] - s1[None, :]
    with numpy.errstate(divide="ignore", invalid="ignore"):
        return (1 - 2 * apart / (3 * weight.sum()),
                1 - ssd / (both + gap * gap / n),
                1 - ssd / (both + gap * gap / (2 * n)))


times = []
for _ in range(5):
    start = time.process_time()
    for x, weight in years:
        measures(x, weight)
    times.append(time.process_time() - start)
print(f"{statistics.median(times):.4f}")
