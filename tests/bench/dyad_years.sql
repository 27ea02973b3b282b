-- Every directed dyad-year of two centuries, two columns summed, against the
-- self-join of an indexed table of state-years: which is also wrong, by the 60
-- pairs that never met within their year. What no virtual table can beat is
-- generate_series over as many rows.
-- [before]
CREATE TEMP TABLE state_year AS SELECT year, state FROM state_years(1816, 2016);
CREATE UNIQUE INDEX temp.state_year_key ON state_year(year, state);
-- [ours]
SELECT sum(year), sum(length(b)) FROM dyad_years(1816, 2016);
-- [self-join <= 0.75]
SELECT sum(year), sum(length(y.state)) FROM state_year x JOIN state_year y USING (year) WHERE x.state <> y.state;
-- [generate_series, the floor]
SELECT sum(value), sum(length('XXX')) FROM generate_series(1, 1912290);
