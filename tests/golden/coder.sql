-- The rules of the coder, one sentence each or more: who, what, to whom, and
-- why. What is coded here is what the rules say; tests/events says how often
-- people agree.
.mode list
SELECT entente_create() IS NOT NULL AS created;
CREATE TEMP TABLE sentence(text TEXT);
INSERT INTO sentence VALUES
('Sanctions against Iran were lifted by the European Union on Monday.'),
('Talks between Israel and Syria collapsed on Tuesday.'),
('U.S. aid to Egypt was suspended after the coup.'),
('Peace talks between Sudan and rebels were suspended.'),
('The embargo on Libya was eased by the United Nations.'),
('France''s refusal to extradite the suspect angered Italy.'),
('Israel''s rejection of the U.S. plan was expected.'),
('Germany''s decision to halt arms deliveries to Saudi Arabia was criticised by Britain.'),
('Poland has approved the deployment of American troops.'),
('India is being pressed by the United States to sign the treaty.'),
('Russian jets bombed rebel positions near Aleppo.'),
('Egypt brokered a ceasefire between Israel and Hamas.'),
('Qatar hosted talks between the Taliban and the United States.'),
('Iranian President Hassan Rouhani will travel to Baghdad next week for talks with Iraqi leaders.'),
('Turkey said it had no intention of withdrawing its troops from Syria.'),
('The United States has ruled out military action against Iran.'),
('Japan lodged a formal protest with China over the incursion of patrol vessels.'),
('South Korea scrambled fighter jets after Russian bombers entered its air defence zone.'),
('Thousands of Moroccans marched in Rabat to denounce the French president.'),
('Ethiopia accused Egypt of arming rebels in the region.'),
('Kenya closed its border with Somalia and ordered all flights from Mogadishu suspended.'),
('Britain expelled 23 Russian diplomats.'),
('Twenty-three Russian diplomats were expelled from Britain.'),
('Saudi Arabia cut diplomatic ties with Iran.'),
('Iran''s parliament passed a bill that bars United Nations inspectors.'),
('The Philippines scrapped a military pact with the United States.'),
('Colombia and Venezuela restored diplomatic relations on Wednesday.'),
('Cuba freed 52 political prisoners after mediation by Spain.'),
('Armenia and Azerbaijan exchanged fire along their border.'),
('Two Israeli soldiers were killed by Hezbollah fighters near the border.'),
('Israel vowed to retaliate against Hezbollah.'),
('Pakistan test-fired a missile capable of reaching India.'),
('North Korea launched two short-range ballistic missiles into the sea off Japan.'),
('China imposed tariffs on $60 billion of American goods.'),
('A Kremlin spokesman dismissed the British allegations as absurd.'),
('The Chinese foreign ministry expressed strong dissatisfaction with the American arms sale to Taiwan.'),
('Washington warned Ankara against buying the Russian missile system.'),
('The European Union extended sanctions against Belarus by one year.'),
('Norway pledged 1 billion kroner in humanitarian assistance to Yemen.'),
('Brazil recalled its ambassador from Israel.'),
('Serbia refused to recognise Kosovo''s independence.'),
('The two countries agreed to resume negotiations, Chad''s president said after meeting his Sudanese counterpart.'),
('Nicaragua broke off relations with Taiwan.'),
('Greek coast guards rescued 60 Syrian migrants.'),
('Hungary blocked a European Union statement criticising China.'),
('Spain''s high court jailed nine Catalan leaders.'),
('Police in Moscow detained more than 1,000 protesters.'),
('Somali pirates hijacked a Greek tanker.'),
('Denmark is considering sending F-16s to Ukraine.'),
('The Netherlands sued Russia over the downing of flight MH17.'),
('Canadian police arrested a Huawei executive at the request of the United States.'),
('Mexico has granted asylum to Bolivia''s former president Evo Morales.'),
('Lebanon complained to the UN Security Council about Israeli overflights.'),
('Vietnam accused a Chinese vessel of ramming a fishing boat.'),
('India and Pakistan traded artillery fire in Kashmir.'),
('Rwandan troops crossed into Congo in pursuit of Hutu rebels.'),
('Saudi-led coalition warplanes struck Sanaa.'),
('Bahrain''s king pardoned several Shiite activists.'),
('Italy urged Libya to stop migrant boats.'),
('Thailand postponed a planned visit by the Myanmar junta leader.'),
('Talks between Israel and Syria collapsed on Tuesday.'),
('Talks between Israel and Syria ended.'),
('The talks between Israel and Syria were suspended on Tuesday.'),
('U.S. President Donald Trump called Saudi Arabia''s King Salman on Saturday.'),
('Trump called Kim Jong Un a madman.'),
('Trump called the French president, the White House said.'),
('Trump called British Prime Minister Theresa May weak.'),
('The European Parliament offered scathing criticism of the Maltese government.'),
('The ban on Britain was not lifted by France.'),
('Mali''s request for helicopters was turned down by Russia.'),
('France and Germany expelled two Syrian diplomats each.'),
('Torrential rain pounded Karachi for a third night.'),
('France beat Germany 3-1 in the semi-final in Paris.'),
('The apartment blocks in Seoul were sold to Chinese investors.'),
('A Chinese airliner brought five tonnes of blankets to Indonesia.'),
('Putin said his country would not withdraw its troops from Georgia.'),
-- A participle that describes, and half of a word, are no deeds.
('Guards of jailed Burmese monks met Thai reporters.'),
('Four suspected militants were charged in Kenya.'),
('The anti-war coalition of Italy met the strike-weary miners of Poland.'),
-- What ends with a burst is not the burst; a visit may also end.
('The vote in Haiti ended with a burst of violence.'),
('The Swedish prime minister ended a visit to Estonia by praising its army.'),
-- Adverbs, days and objects between the actor and the verb.
('Fiji also criticised the plan.'),
('Peru on Thursday test-fired a rocket.'),
('Allies of the coalition in Nepal reject the offer of Bhutan.'),
('The Lithuanian minister arrived in Lisbon from Madrid on Sunday.'),
-- The people are those of the place, or of the dateline.
('Soldiers shot dead two protesters in central Tunis.'),
('SANTIAGO, Chile (Reuters) - Police detained eight students.'),
('SANTIAGO, Chile - Seven people were killed when a bomb exploded.'),
-- The subject is the leaders, not the minority.
('Leaders of the Russian minority of Latvia thanked Moscow.'),
-- A verb with one end, and a later clause with two.
('The Togolese premier resigned, and Ghana shelled the ports of Benin.'),
-- Teams and storms neither do nor say anything; nor does an unknown thing.
('The coach of Brazil''s football team accused Argentina of foul play.'),
('A town outside Nairobi suffers as fever hits a larger population.'),
('Lurmania praised France.'),
-- What two do together, one of them without a name; and what is not to be done.
('The Nepalese government and the rebels vowed to share power.'),
('Laos urged Thailand not to attack the camps.'),
('The United Nations sent experts to investigate Iran.'),
('Japan sent a complaint to China.'),
('The United States gave Syria a stern rebuke.');
SELECT s.text || char(10) || ifnull((SELECT group_concat('    ' ||
       ifnull(source_state, '-') || ' ' || plover || ' ' ||
       ifnull(target_state, '-') || '  ' || explain, char(10))
  FROM article_events(s.text, '2020-01-01')), '    nothing')
  FROM temp.sentence AS s ORDER BY s.rowid;

-- A row that no text can reach is found without a text.
INSERT INTO source(id, title) VALUES ('own', 'Own words');
INSERT INTO dictionary_word(phrase, class, code, source)
VALUES ('call off, strike', 'act', '082', 'own');
SELECT problem, phrase, detail FROM dictionary_check()
 WHERE problem = 'never fires';
