-- From a score to the article behind it
--
-- Russia's tie to North Korea in mid-2024, taken apart: the largest parts, and
-- what all of them sum to. Each leads to a row of the dataset, that row to its
-- source, and where the press bears it out, to the earliest article.

SELECT p.layer, p.detail, round(p.contribution, 4) AS contribution,
       p.source, a.published, a.publisher
  FROM alliance_parts('RUS', 'PRK', '2024-07-01') AS p
  LEFT JOIN article AS a ON a.id = p.article
 ORDER BY p.contribution DESC, p.layer, p.detail
 LIMIT 10;

SELECT round(sum(contribution), 12) AS sum_of_parts,
       round(alliance_strength('RUS', 'PRK', '2024-07-01'), 12) AS score
  FROM alliance_parts('RUS', 'PRK', '2024-07-01');
