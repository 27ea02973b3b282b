-- 1,050 sentences about politics coded into events, each a text of its own;
-- 100,000 a second is the target. The peer makes upper case of them.
-- needs: events/plv_train.jsonl
-- [before]
CREATE VIRTUAL TABLE temp.file USING json_file('$DATA/events/plv_train.jsonl', lines=1);
CREATE TEMP TABLE sentence AS SELECT value ->> 'text' AS text FROM temp.file;
-- [ours <= 10.5 ms]
SELECT count(*), sum(length(code)) FROM sentence CROSS JOIN article_events(sentence.text, '2020');
-- [upper()]
SELECT sum(length(upper(text))) FROM sentence;
