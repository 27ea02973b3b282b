-- Who gives what to whom
--
-- The terms of the deal that were public on the day Kim and Putin met, 13
-- September 2023, with the earliest article about the deal. Read `status`
-- closely: nothing was signed that day. A wish is `asked` or `reported`;
-- deliveries carry their own rows, and became known later.

SELECT t.supplier, t.recipient, t.item, t.status, t.known,
       (SELECT a.publisher || ', ' || a.published
          FROM evidence AS e JOIN article AS a ON a.id = e.article
         WHERE e.about = 'deal' AND e.about_id = t.deal
         ORDER BY substr(a.published || '-99-99', 1, 10), a.id
         LIMIT 1) AS first_article
  FROM transfer AS t
 WHERE t.deal = 'rus-prk-2023' AND t.known <= '2023-09-13'
 ORDER BY t.supplier, t.id;
