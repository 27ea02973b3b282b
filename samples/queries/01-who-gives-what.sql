-- Who gives what to whom
--
-- The terms of the deal that were public on the day Kim and Putin met, 13
-- September 2023, and who reported each first. Read `status` closely: nothing
-- was signed that day. A wish is `asked` or `reported`; what was delivered has
-- rows of its own, and became known later.

SELECT t.supplier, t.recipient, t.item, t.status, t.known,
       coalesce((SELECT a.publisher
                   FROM evidence AS e JOIN article AS a ON a.id = e.article
                  WHERE e.about = 'transfer' AND e.about_id = t.id
                  ORDER BY substr(a.published || '-99-99', 1, 10), a.id
                  LIMIT 1), s.title) AS reported_by
  FROM transfer AS t JOIN source AS s ON s.id = t.source
 WHERE t.deal = 'rus-prk-2023' AND t.known <= '2023-09-13'
 ORDER BY t.supplier, t.id;
