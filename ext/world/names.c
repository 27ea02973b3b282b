/*
** The spelling of every value that a table stores as a word.
**
** One array per enum of world.h, in the enum's order: reading and writing a
** kind, a role or a layer both go through here, so that the two never drift
** apart. The schema's CHECK constraints list the same words.
*/
#include "world.h"

const char *const ent_obligation_names[ENT_NOBLIGATION] = {
  [ENT_DEFENSE] = "defense",           [ENT_OFFENSE] = "offense",
  [ENT_NEUTRALITY] = "neutrality",     [ENT_NONAGGRESSION] = "nonaggression",
  [ENT_CONSULTATION] = "consultation", [ENT_ENTENTE] = "entente",
};

const char *const ent_sanction_names[ENT_NSANCTION] = {
  [ENT_TRADE] = "trade",       [ENT_ARMS] = "arms",
  [ENT_MILITARY] = "military", [ENT_FINANCIAL] = "financial",
  [ENT_TRAVEL] = "travel",     [ENT_OTHER] = "other",
};

const char *const ent_intensity_names[ENT_NINTENSITY] = {
  [ENT_CLAIM] = "claim",
  [ENT_INCIDENT] = "incident",
  [ENT_CLASH] = "clash",
  [ENT_WAR] = "war",
  [ENT_UNSPECIFIED] = "unspecified",
};

const char *const ent_role_names[ENT_NROLE] = {
  [ENT_PARTY] = "party",
  [ENT_BROKER] = "broker",
  [ENT_GUARANTOR] = "guarantor",
  [ENT_TARGET] = "target",
};

const char *const ent_layer_names[ENT_NLAYER] = {
  [ENT_L_OBLIGATION] = "obligation",
  [ENT_L_TRANSFER] = "transfer",
  [ENT_L_TRADE] = "trade",
  [ENT_L_SANCTION] = "sanction",
  [ENT_L_DISPUTE] = "dispute",
  [ENT_L_CAPABILITY] = "capability",
  [ENT_L_VOTE] = "vote",
};

const char *const ent_system_names[ENT_NSYSTEM] = {
  [ENT_COW] = "cow",
  [ENT_GW] = "gw",
};

#define NAMES_PARAMETER(id, name) [id] = (name),
const char *const ent_parameter_names[ENT_NPARAMETER] = { ENT_PARAMETERS(
    NAMES_PARAMETER) };
