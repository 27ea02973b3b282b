-- Every weight of every measure, with the interval that sensitivity() may draw
-- from and where it comes from. "analyst default" means: chosen by us, not
-- estimated from data. Change a value with UPDATE; the next query uses it.

INSERT INTO parameter(name, value, low, high, note, source) VALUES

-- What a promise is worth, from 0 to 1. The order is Singer and Small's; no
-- cardinal scale of obligations is accepted in the field.
('obligation.defense',       1.0,  0.8,  1.0,  'promise to fight for the other', 'analyst default; order after Singer and Small 1966'),
('obligation.offense',       1.0,  0.8,  1.0,  'promise to join an attack', 'analyst default; order after Singer and Small 1966'),
('obligation.neutrality',    0.5,  0.3,  0.7,  'promise to stay out of its wars', 'analyst default; order after Singer and Small 1966'),
('obligation.consultation',  0.4,  0.2,  0.6,  'promise to confer in a crisis', 'analyst default'),
('obligation.entente',       0.3,  0.1,  0.5,  'understanding without a duty', 'analyst default; order after Singer and Small 1966'),
('obligation.nonaggression', 0.1,  0.0,  0.3,  'promise not to attack', 'analyst default'),

-- The same promises on the 0..3 scale of alliance portfolios.
('level.defense',       3, 3, 3, 'portfolio level', 'ATOP coding convention (Chiba et al.)'),
('level.offense',       3, 3, 3, 'portfolio level', 'ATOP coding convention (Chiba et al.)'),
('level.neutrality',    2, 2, 2, 'portfolio level', 'ATOP coding convention (Chiba et al.)'),
('level.consultation',  2, 1, 2, 'portfolio level', 'ATOP coding convention (Chiba et al.)'),
('level.entente',       1, 1, 2, 'portfolio level', 'Singer and Small 1966'),
('level.nonaggression', 1, 0, 2, 'portfolio level; COW puts it at 2', 'ATOP coding convention (Chiba et al.)'),
('similarity.binary_level', 2, 1, 3, 'a tie at or above this level counts in binary portfolios', 'analyst default; drops pure nonaggression pacts'),

-- alliance_strength: how much each layer can bind on its own.
('strength.obligation', 0.8,  0.6,  0.95, 'treaty promises in force', 'analyst default'),
('strength.transfer',   0.5,  0.3,  0.7,  'arms, goods, money, people exchanged', 'analyst default'),
('strength.trade',      0.5,  0.3,  0.7,  'share of its trade', 'analyst default'),
('strength.similarity', 0.3,  0.1,  0.5,  'kappa of alliance portfolios', 'analyst default'),
('strength.saturation', 0.1,  0.05, 0.2,  'trade share at which the trade layer is one half', 'analyst default'),

-- Transfers: weight of the category, certainty of the status, fading.
('transfer.half_life', 5, 3, 10, 'years until a finished transfer counts half', 'analyst default, after the five-year window of arms-transfer statistics'),
('transfer.category.arms',        0.6, 0.4, 0.8, 'major weapons', 'analyst default'),
('transfer.category.ammunition',  0.6, 0.4, 0.8, 'shells, rockets, missiles to be used up', 'analyst default'),
('transfer.category.technology',  0.6, 0.4, 0.8, 'military or dual-use knowledge', 'analyst default'),
('transfer.category.nuclear',     0.7, 0.5, 0.9, 'nuclear weapons, reactors, fuel', 'analyst default'),
('transfer.category.troops',      0.8, 0.6, 0.95, 'soldiers sent', 'analyst default'),
('transfer.category.access',      0.4, 0.2, 0.6, 'bases, ports, overflight', 'analyst default'),
('transfer.category.energy',      0.3, 0.1, 0.5, 'oil, gas, power', 'analyst default'),
('transfer.category.money',       0.3, 0.1, 0.5, 'credit, payment, debt relief', 'analyst default'),
('transfer.category.food',        0.2, 0.1, 0.4, 'food aid and grain', 'analyst default'),
('transfer.category.recognition', 0.2, 0.1, 0.4, 'diplomatic acts', 'analyst default'),
('transfer.category.other',       0.2, 0.0, 0.4, 'anything else', 'analyst default'),
('transfer.status.delivered', 1.0, 0.9, 1.0, 'seen to have arrived', 'analyst default'),
('transfer.status.signed',    0.8, 0.6, 1.0, 'under contract', 'analyst default'),
('transfer.status.agreed',    0.6, 0.4, 0.8, 'agreed, not signed', 'analyst default'),
('transfer.status.reported',  0.5, 0.2, 0.8, 'a press or intelligence report', 'analyst default'),
('transfer.status.offered',   0.3, 0.1, 0.5, 'offered by the supplier', 'analyst default'),
('transfer.status.asked',     0.2, 0.0, 0.4, 'sought by the recipient', 'analyst default'),
('transfer.status.denied',    0.0, 0.0, 0.3, 'claimed and denied', 'analyst default'),
('transfer.status.refused',   0.0, 0.0, 0.0, 'refused', 'analyst default'),

-- Sanctions: severity of a kind when complete; partial measures count less.
('sanction.trade',       0.6, 0.4, 0.8, 'severity of a complete measure', 'analyst default'),
('sanction.financial',   0.5, 0.3, 0.7, 'severity of a complete measure', 'analyst default'),
('sanction.arms',        0.3, 0.2, 0.5, 'severity of a complete measure', 'analyst default'),
('sanction.military',    0.2, 0.1, 0.4, 'severity of a complete measure', 'analyst default'),
('sanction.travel',      0.1, 0.0, 0.2, 'severity of a complete measure', 'analyst default'),
('sanction.other',       0.1, 0.0, 0.2, 'severity of a complete measure', 'analyst default'),
('sanction.partial',     0.5, 0.2, 0.8, 'extent of a partial measure', 'analyst default'),
('sanction.propagation', 0.3, 0.0, 0.6, 'how much exposure comes from partners'' exposure', 'analyst default; form after Friedkin and Johnsen 1990'),

-- Hostility and how intense a dispute is.
('hostility.sanction', 0.8, 0.5, 1.0, 'measures of one against the other', 'analyst default'),
('hostility.dispute',  0.9, 0.6, 1.0, 'opposite sides of a dispute', 'analyst default'),
('dispute.claim',       0.2, 0.1, 0.4, 'claim or rivalry', 'analyst default'),
('dispute.incident',    0.4, 0.2, 0.6, 'incidents', 'analyst default'),
('dispute.clash',       0.7, 0.5, 0.9, 'armed clashes below war', 'analyst default'),
('dispute.war',         1.0, 0.9, 1.0, 'war', 'analyst default'),
('dispute.unspecified', 0.4, 0.1, 1.0, 'intensity not coded', 'analyst default'),

-- bystander_score: the four weights sum to 1.
('bystander.base',     0.50, 0.30, 0.70, 'being tied to both sides at all', 'analyst default'),
('bystander.exposure', 0.25, 0.10, 0.40, 'sanctions it would face', 'analyst default'),
('bystander.pivot',    0.15, 0.05, 0.30, 'its weight against both sides', 'analyst default; term after Bueno de Mesquita and Lalman 1992, A1.9'),
('bystander.triads',   0.10, 0.00, 0.20, 'unbalanced triads it stands in', 'analyst default; term after Corbetta and Grant 2012'),

-- bystander_options: what a likely defeat and a broken promise cost.
('options.entrapment', 0.5, 0.2, 0.8, 'cost of being tied to the losing side', 'analyst default; Snyder 1984'),
('options.promise',    0.5, 0.2, 0.8, 'cost of a promise not kept', 'analyst default'),

-- threat: how near a hostile state is.
('threat.border',  1.0, 0.9, 1.0, 'shares a border', 'analyst default'),
('threat.region',  0.6, 0.4, 0.8, 'in the same region', 'analyst default'),
('threat.distant', 0.3, 0.1, 0.5, 'elsewhere', 'analyst default'),

-- network: Katz centrality.
('network.katz_alpha', 0.85, 0.5, 0.95, 'weight of a further step, as a share of the largest that converges, 1 / the largest eigenvalue', 'analyst default; bound after Katz 1953'),

-- What is refused because it is larger than anybody meant. No measure uses
-- these, and low and high leave nothing to vary: set all three.
('limit.file_bytes', 1e11, 1e11, 1e11, 'bytes of a file that is read', 'safeguard'),
('limit.rows',       1e9,  1e9,  1e9,  'rows read from a file, or held by a table-valued function', 'safeguard'),
('limit.json_depth', 100,  100,  100,  'levels of brackets inside each other in a JSON file', 'safeguard')

ON CONFLICT DO NOTHING;
