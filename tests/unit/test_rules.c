/*
** The rules of events, by the dictionary of schema/: a sentence or two for
** each thing that decides who did what to whom. tests/golden/coder.sql has
** more of them, and tests/events says how often people agree.
*/
#include <CUnit/CUnit.h>
#include <string.h>
#include "answer.h"
#include "told.h"

void test_rules_register(void);

/* A light verb gives way to the act behind it, if that belongs to it. */
static void testLight(void) {
  static const char *const az[][2] = {
    { "The United Nations sent experts to investigate Iran.", "UN 090 IRN" },
    { "Japan sent a complaint to China.", "JPN 114 CHN" },
    { "Norway provided mediation between Israel and Syria.",
      "NOR 045 ISR; NOR 045 SYR" },
    { "Norway provided consultations to Mali.", "NOR 040 MLI" },
    { "Norway provided Mali with mediation.", "NOR 070 MLI" },
    { "Japan sent experts to talks with Iran.", "JPN 070 IRN" },
    { "France sent experts to Mali while Germany attacked Iran.",
      "FRA 070 MLI" },
    { "Russia gave Syria seized grain.", "RUS 073 SYR" },
    { "France sent Mali assistance.", "FRA 071 MLI" },
    { "France sent Mali equipment requested by Niger.", "FRA 071 MLI" },
    { "France sent Mali spare parts requested by Niger.", "FRA 072 MLI" },
    { "Norway provided food, mediation and shelter to Mali.", "NOR 045 MLI" },
    { "France deployed troops to Mali on a peacekeeping mission.",
      "FRA 074 MLI" },
    { "France deployed troops to evacuate tourists.", "FRA 073 FRA" },
    { "France deployed troops to attack Mali.", "FRA 154 MLI" },
    { "Norway provided aid to Mali.", "NOR 071 MLI" },
    { "Syria sent a calming signal to Israel.", "" },
    { "Syria sent ten signals to Israel.", "SYR 070 ISR" },
    { "Syria sent millions of signals to Israel.", "SYR 070 ISR" },
    { "Syria sent teachers to Israel.", "SYR 070 ISR" },
    { "Syria did not send a signal to Israel.", "SYR 122 ISR negated" },
    { "Syria sent signals, ten of them, to Israel.", "SYR 070 ISR" },
    { "Syria sent, which Israel saw, a signal.", "" },
    { "Norway provided Mali and its neighbours on Monday with mediation.",
      "NOR 070 MLI" },
  };
  TOLD_EVENTS(az);
}

/* What is said of a noun behind it: an aspect, in the past or with be. */
static void testAfter(void) {
  static const char *const az[][2] = {
    { "Talks between Israel and Syria collapsed", "ISR 164 SYR" },
    { "Talks between Israel and Syria collapsed in acrimony.", "ISR 164 SYR" },
    { "Talks between Israel and Syria collapsed Monday.", "ISR 164 SYR" },
    { "Talks between Israel and Syria end on Monday.", "ISR 040 SYR" },
    { "Talks between Israel and Syria ended hostilities.", "ISR 040 SYR" },
    { "Talks between Israel and Syria agreed on Monday.", "ISR 040 SYR" },
    { "A visit to Syria was agreed by Iran.", "IRN 036 SYR passive" },
    { "Moscow said attacks on Iran continued.", "RUS 190 IRN" },
    { "Iran stopped France from attacking Iraq.", "IRN 0871 FRA" },
    { "Iran suspended work for talks with Iraq.", "IRN 164 IRQ" },
    { "Iran reduced flights for mediation in Iraq.", "IRN 165 IRQ" },
    { "Iran reduced noise while attacking Iraq.", "" },
    { "An attack on Iraq was launched by sea.", "" },
    { "Talks between Israel and Syria were suspended.", "ISR 164 SYR" },
    { "No talks between Israel and Syria were suspended.",
      "ISR 125 SYR negated" },
    { "No attack by Iran on Iraq was halted.", "" },
    { "Syrian attack", "SYR 190 ?" },
    { "Unseasonable subtropical tempestuous nighttime attacks were halted by"
      " Iran.",
      "" },
    { "The dialogue between Israel and Syria ends on Monday.", "ISR 040 SYR" },
    { "Talks between Israel and Syria ended decades of silence.",
      "ISR 040 SYR" },
    { "No Israeli attack was halted.", "" },
    { "The talks between Israel and Syria have stalled.", "ISR 125 SYR" },
    { "A bomb killed ten people in Iran.", "? 183 IRN" },
    { "Blast kills ten in Iran", "? 183 IRN" },
    { "Russia withdrew from Iran.", "RUS 0874 IRN" },
    { "Russia withdrew from the agreement with Iran.", "RUS 160 IRN" },
  };
  TOLD_EVENTS(az);
}

/* Stances, modals and negations before an act. */
static void testStances(void) {
  static const char *const az[][2] = {
    { "Iran denied plans to attack Israel.", "IRN 120 ISR" },
    { "Iran denied it will attack Israel.", "IRN 120 ISR" },
    { "Russia will not attack Iran.", "" },
    { "Russia plans not to attack Iran.", "" },
    { "Russia refused to ask Iran to supply drones.", "RUS 120 IRN" },
    { "Russia did not agree to sell Iran drones.", "RUS 120 IRN negated" },
    { "Iran agreed to receive aid from Russia.", "IRN 0331 RUS" },
    { "Japan could attack China.", "JPN 190 CHN hypothetical" },
    { "Iran denied it would refuse to agree to stop threatening to attack"
      " Israel.",
      "IRN 120 ISR" },
    { "Iran offered, in vain, to meet Iraq.", "IRN 036 IRQ" },
    { "Iran is to meet Iraq.", "IRN 036 IRQ" },
    { "Iran and Iraq are ready to help Syria.", "IRN 033 SYR; IRQ 033 SYR" },
    { "I am set to visit Syria.", "? 036 SYR" },
    { "Iran to visit Syria", "IRN 036 SYR" },
    { "Iran to sleep, visit Syria", "IRN 042 SYR" },
    { "Iran to end Monday", "" },
    { "Iran will, it said, attack Iraq.", "IRN 190 IRQ" },
    { "Iran plans that it attack Iraq.", "IRN 190 IRQ" },
    { "Iran halted, it said, attacks on Iraq.", "IRN 190 IRQ" },
    { "A friend to visit Syria", "? 042 SYR" },
    { "In Iran to visit Syria", "IRN 042 SYR" },
    { "Iran began to attack Iraq.", "IRN 190 IRQ" },
    { "Iran began attacking Iraq.", "IRN 190 IRQ" },
    { "Iraq must free the pilots, Iran said.", "IRN 105 IRQ" },
    { "Iraq must free the pilots.", "" },
    { "France, Germany and Iran urged Iraq to return to the treaty.",
      "FRA 022 IRQ; DEU 022 IRQ; IRN 022 IRQ" },
    { "France urged calm after the shooting.", "FRA 020 ?" },
    { "France urged that Iran visit Iraq.", "FRA 026 IRN" },
    { "President Biden signed legislation granting Ukraine aid.",
      "USA 071 UKR" },
    { "Iran would offer Russia drones.", "IRN 030 RUS hypothetical" },
    { "Iran threatened Israel, officials said, to attack.", "IRN 130 ISR" },
    { "Iran refused, it said, to meet Iraq.", "IRN 120 IRQ" },
    { "Iran wants to promise to demand to refuse to agree to threaten to"
      " attack Israel.",
      "IRN 030 ISR" },
  };
  TOLD_EVENTS(az);
}

/* A word that is a verb or a noun by the words around it. */
static void testFits(void) {
  static const char *const az[][2] = {
    { "The dhow detained rammed a Chinese patrol boat.", "? 171 CHN" },
    { "Iran launched counter-attacks on Israel.", "IRN 190 ISR" },
    { "Israel carried out tit-for-tat killings in Lebanon.", "ISR 1823 LBN" },
    { "Russia fired 20 shells at Ukraine.", "RUS 194 UKR" },
    { "20 bombs killed Syrians.", "? 183 SYR" },
    { "Bombs hit Syria.", "? 190 SYR" },
    { "\"Shells\" hit Syria.", "? 190 SYR" },
    { "Iran condemned Israel's planned attack.", "IRN 111 ISR" },
    { "France announced calibrated targeted raids on Iran.", "FRA 190 IRN" },
    { "Iran secretly arms Syria.", "IRN 072 SYR" },
    { "Iran said \"Attack\" to Syria.", "IRN 190 SYR quoted" },
    { "Iran attacked rebels", "IRN 190 IRN" },
    { "Iran Attacks Iraq In Syria", "IRN 190 IRQ" },
    { "A district court on March 10 rejected Netanyahu's request.",
      "ISR 120 ISR" },
    { "4 suspected Syrians attacked Iran.", "SYR 190 IRN" },
    { "10 suspected Syrians attacked Iran.", "SYR 190 IRN" },
    { "4 detained Syrians attacked Iran.", "SYR 190 IRN" },
    { "Iran freed the jailed Syrians.", "IRN 084 SYR" },
    { "Iran freed the jailed Zembla.", "IRN 084 ?" },
    { "Iran launched drone-strikes on Iraq.", "IRN 194 IRQ" },
    { "The air strike-damaged port in Syria reopened.", "" },
    { "BEIRUT Syrian Forces Attack Iran In Syria Today Again", "SYR 190 IRN" },
    { "Talks were held in Syria, Iran", "SYR 040 IRN" },
    { "Iran hit", "IRN 190 ?" },
    { "Iran accused", "IRN 112 ?" },
    { "Dutch judges convicted a Rwandan.", "NLD 116 RWA" },
    { "Turkish artillery shelled Syrian positions.", "TUR 194 SYR" },
    { "Jailed Syrians attacked Iran.", "SYR 190 IRN" },
    { "Jailed in Syria", "SYR 173 ? passive" },
    { "Jailed", "" },
    { "Jailed.", "" },
    { "Chile forgave Haiti's debt.", "CHL 071 HTI" },
    { "Iran put its troops on full alert.", "IRN 152 IRN" },
    { "China held live-fire drills.", "CHN 150 ?" },
    { "Singapore and Australia held joint naval exercises.", "SGP 062 AUS" },
    { "RI condemns the use of force in Syria.", "? 111 SYR" },
    { "Russia launched a fresh wave of missile and drone strikes on Syria.",
      "RUS 195 SYR" },
    { "Russia fired two ballistic missiles and visits Syria.", "RUS 042 SYR" },
    { "Russia fired two ballistic missiles as planned.", "RUS 150 ?" },
    { "Russia fired two ballistic missiles, Syria said.", "RUS 150 ?" },
    { "Russia fired two ballistic missiles", "RUS 150 ?" },
  };
  TOLD_EVENTS(az);
}

/* Where a clause ends, and what begins behind a comma. */
static void testClauses(void) {
  static const char *const az[][2] = {
    { "Iran attacked Iraq and", "IRN 190 IRQ" },
    { "Iran attacked Iraq and fled", "IRN 190 IRQ" },
    { "Iran attacked Iraq and it", "IRN 190 IRQ" },
    { ": Iran attacked Iraq.", "IRN 190 IRQ" },
    { ", in Iran, Iraq attacked Syria.", "IRQ 190 SYR" },
    { "In Syria, Iran attacked Israel.", "IRN 190 ISR" },
    { "In Iran, \"Iraq\" attacked Syria.", "IRQ 190 SYR" },
    { "In Iran, yes", "" },
    { "At talks among the ministers in Paris, Japan promised aid.",
      "JPN 0331 ?" },
    { "In 2003 Iraq attacked Iran.", "IRQ 190 IRN" },
    { "Around 3,000 Nigerians fled to Niger.", "" },
    { "Iran attacked Syria, Russia acknowledged.", "IRN 190 SYR" },
    { "Iran attacked Syria, acknowledged.", "IRN 190 SYR" },
    { "Iran attacked Iraq; France and Germany met.",
      "IRN 190 IRQ; FRA 040 DEU" },
    { "Iraq wavered, so Iran attacked Syria.", "IRN 190 SYR" },
    { "Iran says shot down Israeli drone.", "IRN 190 ISR" },
    { "Troops from Iran, angry and tired, attacked Iraq.", "IRN 190 IRQ" },
    { "Iran and Iraq, tired of waiting, attacked Syria.",
      "IRN 190 SYR; IRQ 190 SYR" },
    { "For the first time in eight long years Iran, tired of waiting, attacked"
      " Iraq.",
      "IRN 190 IRQ" },
    { "Israel's talks with Syria while attacking Iran failed.", "ISR 040 SYR" },
    { "Israel's talks with Syria to attack in Iran failed.", "ISR 040 SYR" },
    { "Israel's attack on Syria killed people in Iran.", "ISR 1823 IRN" },
    { "Israel's attack on Syria was condemned after Iran's protest.",
      "ISR 190 SYR" },
    { "Iran, tired of waiting, attacked.", "IRN 190 ?" },
    { "After ten long and bitter years of war Iran, tired, attacked Iraq.",
      "IRN 190 IRQ" },
    { "Israel's criticism of Syria warned police.", "ISR 111 SYR" },
    { "Israel's attack on Syria; Iran's attack on Iraq", "ISR 190 SYR" },
    { "Israel's criticism of Syria warned that Iran would follow.",
      "ISR 111 SYR" },
  };
  TOLD_EVENTS(az);
}

/* Noun groups: titles, rows, names that nobody knows. */
static void testGroups(void) {
  static const char *const az[][2] = {
    { "Aides of the ministers of the government of the people of France"
      " visited Iran.",
      "FRA 042 IRN" },
    { "Russia met with Jeenbekov and the Indian leader.",
      "RUS 040 KGZ; RUS 040 IND" },
    { "Russia met with Zemblan Air and the Indian leader.", "RUS 040 IND" },
    { "Russia met with France and the Indian leader.",
      "RUS 040 FRA; RUS 040 IND" },
    { "Russia met with The and the Indian leader.", "RUS 040 IND" },
    { "Israel/Lebanon talks ended.", "ISR 040 LBN" },
    { "Iran-backed militias left and its soldiers attacked Iraq.",
      "IRN 190 IRQ" },
    { "Russia attacked Syria and Iran-backed militias.", "RUS 190 SYR" },
    { "Turkey attacked rebels in", "TUR 190 TUR" },
    { "Turkey attacked rebels in the", "TUR 190 TUR" },
    { "Is Iran attacking Iraq?", "IRN 190 IRQ" },
    { "Putin's Wagner fighters attacked Mali.", "RUS 190 MLI" },
    { "Russia met with analysts and the Indian leader.", "RUS 040 IND" },
    { "Russia condemned Iran and \"allied\" fighters.", "RUS 111 IRN" },
    { "Russia condemned Iran and pro-government forces.", "RUS 111 IRN" },
    { "The Iran-backed Iraqi militias attacked Israel.", "IRQ 190 ISR" },
    { "MOSCOW (Reuters) - Its soldiers attacked.", "RUS 190 ?" },
    { "BEIRUT Syrian forces on Tuesday attacked Iran.", "SYR 190 IRN" },
    { "BEIRUT Attacks Syria.", "LBN 190 SYR" },
    { "BEIRUT SYRIAN FORCES ATTACK IRAN", "SYR 190 IRN" },
    { "NATO Secretary General Jens Stoltenberg attacked Iran.",
      "NATO 190 IRN" },
    { "MOSCOW", "" },
    { "Rebels attacked police.", "" },
    { "Spain's winter is over, and police have broken up a cell.",
      "ESP 173 ?" },
    { "Spain slept while France voted, and police have broken up a cell.", "" },
    { "An international rights group criticised Iran.", "? 111 IRN" },
    { "A delegation arrived in Moscow.", "? 042 RUS" },
    { "Hundreds of people protested in the Libyan city of Derna.",
      "LBY 140 LBY" },
    { "Tens of thousands of rebels in Mali attacked France.", "MLI 190 FRA" },
    { "Some of the rebels in Mali attacked France.", "MLI 190 FRA" },
    { "Two of the rebels in Mali attacked France.", "MLI 190 FRA" },
    { "Jordan's King Abdullah met the Saudi King Abdullah.", "JOR 040 SAU" },
    { "Peru's Congress condemned Iran.", "PER 111 IRN" },
    { "Congress condemned Iran.", "USA 111 IRN" },
    { "Peru's brave Congress condemned Iran.", "USA 111 IRN" },
    { "Peru Congress condemned Iran.", "USA 111 IRN" },
    { "An explosion in the Pakistani city of Peshawar killed ten.",
      "? 1823 PAK" },
    { "A spokesman for the group blamed Israel.", "? 112 ISR" },
    { "Armenia and Azerbaijan accused each other.", "ARM 112 AZE" },
    { "Armenia and Iran each accused Azerbaijan.", "ARM 112 AZE; IRN 112 AZE" },
    { "Armenia condemned each attack in Iran.", "ARM 111 IRN" },
    { "Armenia accused each", "ARM 112 ?" },
    { "Armenia accused each, and left.", "ARM 112 ?" },
    { "Armenia and Iran accused each of them.", "ARM 112 ?; IRN 112 ?" },
    { "Four Arab states cut ties with Qatar.", "? 161 QAT" },
    { "\"We will not negotiate with Syria,\" Israel's prime minister said.",
      "ISR 125 SYR negated quoted" },
    { "\"Russia must withdraw its troops,\" NATO's secretary-general said.",
      "NATO 105 RUS quoted" },
    { "\"We condemn this attack,\" Turkey said.", "TUR 111 ? quoted" },
    { "\"We condemn this attack,\" said Turkey.", "TUR 111 ? quoted" },
    { "\"We condemn Iran.\"", "? 111 IRN quoted" },
    { "\"We condemn Iran,\" the Syria-backed group said.", "? 111 IRN quoted" },
    { "\"We condemn Iran,\" it said in Syria.", "? 111 IRN quoted" },
    { "The coalition of Iran said it destroyed drones launched by Iraq.",
      "IRN 171 IRQ" },
    { "Xavier Zembla and the Indian leader met Iran.", "IND 040 IRN" },
    { "Russia met with Xolo Pabli Zembla Roldix and the Indian leader.",
      "RUS 040 IND" },
  };
  TOLD_EVENTS(az);
}

/* A clause that another cuts in two, and a second verb of one subject. */
static void testResumed(void) {
  static const char *const az[][2] = {
    { "Eritrea, which has not had an ambassador in Rome since 1998, condemned"
      " Ethiopia.",
      "ERI 111 ETH" },
    { "Eritrea, which, tired of war, condemned Ethiopia.", "ERI 111 ETH" },
    { "Iran, which attacked Iraq, angry and tired, condemned Israel.",
      "IRN 111 ISR" },
    { "Germany waited, which France liked; Iran, on Monday, condemned Iraq.",
      "IRN 111 IRQ" },
    { "The Russians who were held in Iran were freed.", "? 084 RUS passive" },
    { "Ten people arrested after Nigerian police raided a wedding have been"
      " released on bail.",
      "? 084 NGA passive" },
    { "Russia rejected the claim that Iran attacked Iraq and was ready.",
      "RUS 120 IRN" },
    { "Officials who visited Iran would have been arrested.", "" },
    { "The Russians who were held in Iran, were freed.", "" },
    { "The Russians who were held in it were freed.", "" },
    { "Iran condemned Israel, and France demanded that Iraq leave.",
      "IRN 111 ISR" },
    { "Iran condemned Israel, Syria, and France.",
      "IRN 111 ISR; IRN 111 SYR; IRN 111 FRA" },
    { "Iran freed Russians who were in jail being ill.", "IRN 084 RUS" },
    { "The EU condemned Iran and called on Iraq to stop.",
      "EU 111 IRN; EU 020 IRQ" },
    { "The EU condemned Iran and once more and in vain called on Iraq.",
      "EU 111 IRN" },
    { "India has disappointed visitors by banning rallies.", "IND 172 ?" },
  };
  TOLD_EVENTS(az);
}

/* Done by, done to. */
static void testPassive(void) {
  static const char *const az[][2] = {
    { "Iran was attacked by Iraq.", "IRQ 190 IRN passive" },
    { "Iran was hit by Iraq.", "IRQ 190 IRN passive" },
    { "Iran hit Iraq.", "IRN 190 IRQ" },
    { "Iran hit by Iraq", "IRQ 190 IRN passive" },
    { "Embassy of Iran hit by mortar fire", "? 190 IRN passive" },
    { "Ten Russians were killed in US drone attack.", "USA 1823 RUS passive" },
    { "Three Americans accused of torture were freed by Iran.",
      "IRN 084 USA passive" },
    { "Three Americans were accused of torture.", "? 1122 USA passive" },
    { "Iran commuted the sentence of an American.", "IRN 084 USA" },
    { "Two children among Syrians killed by Israel", "ISR 1823 SYR passive" },
    { "France recalled Austria's annexation by Germany.", "DEU 192 AUT" },
    { "Two Russians were killed in a Ukrainian attack.",
      "UKR 1823 RUS passive" },
    { "Two Russians were killed in Ukraine's attack.", "UKR 1823 RUS passive" },
    { "Two Russians were killed in a Ukrainian town.", "? 1823 RUS passive" },
    { "Two Russians were killed in Syria clashes.", "? 1823 RUS passive" },
    { "Two Russians were killed in Syria reports said.", "? 1823 RUS passive" },
    { "Two Russians were killed in a Ukrainian attacked by Iran.",
      "IRN 1823 RUS passive" },
    { "Two Russians were killed for a Ukrainian attack.",
      "? 1823 RUS passive" },
    { "Two Russians died in a Ukrainian attack on Syria.", "UKR 190 SYR" },
    { "Troops evacuated from Haiti by", "HTI 073 ? passive" },
    { "Troops evacuated from Haiti", "HTI 073 ?" },
    { "An attack on Iraq was launched", "" },
    { "An attack on Iraq was launched by Iran.", "IRN 190 IRQ passive" },
    { "Troops were deployed in Syria by Russia.", "RUS 154 ? passive" },
    { "Russian troops were deployed in Syria.", "RUS 154 SYR" },
    { "Iran sanctioned", "IRN 163 ?" },
    { "French soldiers were killed by Iran-backed militias.",
      "? 1823 FRA passive" },
    { "French soldiers were killed in Iran-backed areas of Iraq.",
      "? 1823 FRA passive" },
    { "Syrian forces, backed by Russia, attacked rebels.", "SYR 190 SYR" },
    { "Attacks on Iraq are being launched by Iran.", "IRN 190 IRQ passive" },
    { "Attacks being launched by Iran hit Iraq.", "IRN 190 IRQ" },
    { "Civilians evacuated from Haiti by sending ships", "HTI 073 ?" },
    { "Troops evacuated from Haiti were flown home by France.", "HTI 073 ?" },
    { "Several were arrested.", "" },
    { "A French national shot dead in Jeddah was a banker.",
      "? 1823 FRA passive" },
    { "Two children among rebels killed by Israel", "ISR 1823 ? passive" },
    { "Two children among Syrians in Homs were killed.", "? 1823 SYR passive" },
    { "Ten Syrians arrested.", "? 173 SYR passive" },
    { "Iran has killed in Iraq.", "IRN 1823 IRQ" },
    { "Iran killed at least ten Syrians.", "IRN 1823 SYR" },
    { "Iran killed Syrians.", "IRN 1823 SYR" },
  };
  TOLD_EVENTS(az);
}

/* Who attacked is not known because it is known where. */
static void testUnclaimed(void) {
  static const char *const az[][2] = {
    { "At least seven people have been killed in a bomb blast in central"
      " Kabul.",
      "? 1823 AFG passive" },
    { "A car bomb in Kiev killed three Russians.", "? 1823 RUS" },
    { "A mortar attack on a mosque in the town of Kufa killed five.",
      "? 1823 IRQ" },
    { "Floods in Iraq killed 30 people.", "" },
    { "Officials said a blast in Kabul killed ten.", "? 183 AFG" },
    { "Police arrested a student who lived in Paris.", "FRA 173 FRA" },
    { "In Paris, police arrested a student.", "FRA 173 FRA" },
    { "While it rained in Paris, police arrested a student.", "FRA 173 FRA" },
    { "France and Spain slept; police arrested a student.", "" },
    { "It rained in Paris; police arrested a student.", "FRA 173 FRA" },
    { "It rained in Paris, France; police arrested a student.", "FRA 173 FRA" },
    { "Police arrested a student in Iran-backed Syria.", "SYR 173 SYR" },
    { "Iran-backed police arrested a student.", "" },
    { "Police arrested a student, France and Spain said.", "" },
    { "Police arrested a student, tired and bored France said.",
      "FRA 173 FRA" },
    { "Spain slept while France voted, and police arrested a student.", "" },
    { "Police killed a Russian with rebels in Syria.", "SYR 1823 RUS" },
    { "In rebels' attack on Iran ten died.", "IRN 190 IRN" },
    { "Said Iran attacked Iraq.", "IRN 190 IRQ" },
    { "The second explosion in Kabul killed people.", "? 183 AFG" },
    { "Students saw an explosion in Kabul.", "? 183 AFG" },
    { "Briton killed by rebels in Iraq.", "IRQ 1823 GBR passive" },
    { "Gunmen killed a Russian diplomat in Iraq.", "? 1823 RUS" },
    { "BAGHDAD - Gunmen killed five soldiers.", "? 1823 IRQ" },
    { "Rebels killed a French soldier in Mali.", "MLI 1823 FRA" },
    { "Policemen arrested a Russian in Iran.", "IRN 173 RUS" },
    { "Police arrested a Russian.", "RUS 173 RUS" },
    { "Police arrested a Russian while France slept.", "RUS 173 RUS" },
    { "Police arrested a Russian for a Briton in Iran.", "IRN 173 RUS" },
    { "An agency arrested ten people.", "" },
    { "A judge questioned Chilean President Augusto Pinochet.", "CHL 090 CHL" },
    { "An official praised Chile.", "? 051 CHL" },
  };
  TOLD_EVENTS(az);
}

/* What two do together, and what two do to a third. */
static void testMutual(void) {
  static const char *const az[][2] = {
    { "Turkey and Egypt call for talks in Iran.", "TUR 026 IRN; EGY 026 IRN" },
    { "Iran and Iraq ended their first round of talks.", "IRN 046 IRQ" },
    { "Iran, France and Germany met.", "IRN 040 FRA; IRN 040 DEU" },
    { "Iran and Iraq agreed in Paris to attack Israel.",
      "IRN 138 ISR; IRQ 138 ISR" },
    { "Russia and Iran agreed to help Iran.", "RUS 033 IRN" },
    { "Russia and Iran agreed on a loan to Iran.", "RUS 0331 IRN" },
    { "Rebels and Iran agreed to attack Israel.", "? 138 ISR; IRN 138 ISR" },
    { "Iran and Iraq agreed to cooperate in Syria.", "IRN 031 IRQ" },
    { "Iran and Iraq agreed on trade after Syria opened its border.",
      "IRN 030 IRQ" },
    { "France held talks on Iran-backed militias with Iraq.", "FRA 040 IRQ" },
    { "Philippine and Chinese coast guards clashed at sea.", "PHL 190 CHN" },
    { "Canada and Japan failed to reach an agreement.", "CAN 120 JPN" },
    { "Talks were held.", "" },
    { "Talks held with Iran", "" },
    { "Talks on Iran in France continued.", "" },
    { "Iran and Iraq agreed on a visit in Paris.", "IRN 036 IRQ" },
  };
  TOLD_EVENTS(az);
}

/* A person is called, a king is called a liar. */
static void testPersons(void) {
  static const char *const az[][2] = {
    { "Trump called King Salman", "USA 041 SAU" },
    { "Oman received the Kuwaiti emir.", "OMN 043 KWT" },
    { "Oman received a letter of the emir.", "" },
    { "Trump called King Salman, the White House said.", "USA 041 SAU" },
    { "Trump called King Salman on Monday.", "USA 041 SAU" },
    { "Trump called King Salman a liar.", "" },
    { "Trump called", "" },
    { "Trump called the", "" },
    { "Trump called off", "" },
    { "Trump called King Salman.", "USA 041 SAU" },
    { "Trump called the brave young determined king.", "" },
  };
  TOLD_EVENTS(az);
}

/* Deeds of the rain, of a sprinter, of prices. */
static void testFigures(void) {
  static const char *const az[][2] = {
    { "Officials said hailstorms pounded Karachi.", "" },
    { "On Monday hailstorms pounded Karachi.", "" },
    { "Unpredictable sustained torrential unseasonable subtropical nighttime"
      " hailstorms pounded Karachi.",
      "" },
    { "Turkey sent tents to earthquake victims in Iran.", "TUR 073 IRN" },
    { "Turkey bombed earthquake victims in Iran.", "" },
    { "Kuwait and its allies attacked Iraq.", "KWT 190 IRQ" },
    { "Its allies attacked Iraq.", "" },
    { "Storms and its allies attacked Iraq.", "" },
    { "Jamaica's Usain Bolt hit.", "" },
    { "Jamaica's Usain Bolt struck in Rome.", "" },
    { "Near Iran, bombings in Syria", "" },
  };
  TOLD_EVENTS(az);
}

/* The nearer source, verb and target, the surer; by a row that can be changed.
 */
static void testNear(void) {
  static const char zAsk[] =
      "SELECT group_concat(confidence, ' ') FROM json_each('["
      "\"Iran attacked Iraq.\", \"Iran on Monday attacked Iraq.\","
      " \"Iran attacked the south of Iraq.\", \"Iran was attacked by Iraq.\","
      " \"On Iran, Iraq attacks.\"]') AS t, article_events(t.value, '2020')";
  CU_ASSERT_STRING_EQUAL(answer_text(told_db(), zAsk),
                         "0.91 0.86 0.84 0.76 0.29");
  answer_do(told_db(), "BEGIN; UPDATE dictionary_prior SET value = 1.0"
                       " WHERE name = 'character'");
  CU_ASSERT_STRING_EQUAL(answer_text(told_db(), zAsk),
                         "0.92 0.92 0.92 0.76 0.29");
  answer_do(told_db(), "ROLLBACK");
}

/* A code that is no event of PLOVER is told all the same. */
static void testStatement(void) {
  answer_do(told_db(), "BEGIN; INSERT INTO dictionary_word"
                       " (phrase, class, code) VALUES ('orate', 'act', '010')");
  CU_ASSERT_STRING_EQUAL(told_events("Iran orated to Iraq."), "IRN 010 IRQ");
  answer_do(told_db(), "ROLLBACK");
}

void test_rules_register(void) {
  CU_pSuite p = CU_add_suite("rules", told_open, told_close);
  CU_add_test(p, "light verbs", testLight);
  CU_add_test(p, "what is said of a noun", testAfter);
  CU_add_test(p, "stances and negations", testStances);
  CU_add_test(p, "verb or noun", testFits);
  CU_add_test(p, "clauses", testClauses);
  CU_add_test(p, "noun groups", testGroups);
  CU_add_test(p, "a clause that goes on", testResumed);
  CU_add_test(p, "passive", testPassive);
  CU_add_test(p, "by nobody known", testUnclaimed);
  CU_add_test(p, "together", testMutual);
  CU_add_test(p, "persons", testPersons);
  CU_add_test(p, "figures of speech", testFigures);
  CU_add_test(p, "near and far", testNear);
  CU_add_test(p, "statements", testStatement);
}
