/*
** sanction_exposure(i): the share of a state's trade that sanctions put at
** risk.
**
**     total = sum over senders s of
**             d_is [1 - (1 - v_si) prod over targets j of (1 - q_sj v_sj g_ij)]
**
** d_is  share of i's trade that is with s (Barbieri 1996, Journal of Peace
**       Research 33:29-49)
** v_sj  severity of the measures of s on j, all kinds together
** q_sj  how far those measures legally reach third parties
** g_ij  depth of i's dealings with j: transfers and trade joined
**
** The first factor is the direct exposure, sum of d_is v_si: s sanctions i
** itself. What the product adds is the secondary one: i deals with a target
** whom s would have nobody deal with. The targets are all j but i and s. Both
** lie in 0..1, as does their sum. Measures of universal blocs count here:
** trade stops whoever ordered it.
**
** What if? The dealings with the members of a side can be set: to 1, as if i
** backed it, or to 0, as if i cut its ties.
**
** The propagated exposure lets trouble travel along trade (Friedkin and
** Johnsen 1990, Journal of Mathematical Sociology 15:193-205):
**
**     x = (1 - a) b + a W x
**
** b the exposures, W the shares of trade among the states whose b is known,
** every row scaled to sum to 1, a = sanction.propagation. So x stays between
** the least and the greatest b. A state that trades with nobody known keeps
** its own. Each sweep brings x closer by the factor a, so the number of sweeps
** is known beforehand.
*/
#include "measure.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static int exposureIsKnown(const EntTies *t, int i) {
  const EntView *v = t->view;
  return ent_ties_alive(t, i) && v->tradeKnown[i] && v->aKnown[ENT_L_SANCTION];
}

/* Walks i's partners in trade beside the measures against i. */
typedef struct ExposureSender ExposureSender;
struct ExposureSender {
  int iShare, iAgainst;
  int s;                        /* the sender */
  double d;                     /* share of i's trade with it */
  const EntMeasureOn *pAgainst; /* its measures on i, or NULL */
};

static void exposureSenderFirst(const EntView *v, int i, ExposureSender *p) {
  p->iShare = v->aShareStart[i] - 1;
  p->iAgainst = v->aAgainstStart[i];
}

static int exposureSenderNext(const EntView *v, int i, ExposureSender *p) {
  while (++p->iShare < v->aShareStart[i + 1]) {
    const EntShare *pShare = &v->aShare[p->iShare];
    if (!(pShare->value > 0.0)) continue;
    p->s = pShare->iOther;
    p->d = pShare->value;
    int end = v->aAgainstStart[i + 1];
    while (p->iAgainst < end && v->aAgainst[p->iAgainst].iSender < p->s) {
      p->iAgainst++;
    }
    int hit = p->iAgainst < end && v->aAgainst[p->iAgainst].iSender == p->s;
    p->pAgainst = hit ? &v->aAgainst[p->iAgainst] : 0;
    return 1;
  }
  return 0;
}

/* q v g of one target: what dealing with it risks. The dealings of a state
 *whose
 ** trade is known are known. */
static double exposureRisk(const EntTies *t, int i, const EntSent *p,
                           const EntSide *pSide, double depth) {
  double g = pSide && ent_side_has(pSide, p->iTarget)
                 ? depth
                 : ent_strength_depth(t, i, p->iTarget);
  return p->reach * g;
}

void ent_exposure_state(const EntTies *t, int i, const EntSide *pSide,
                        double depth, EntExposure *pOut) {
  ExposureSender sender;
  pOut->direct = pOut->secondary = pOut->total = NAN;
  if (!exposureIsKnown(t, i)) return;
  double direct = 0.0, secondary = 0.0;
  exposureSenderFirst(t->view, i, &sender);
  while (exposureSenderNext(t->view, i, &sender)) {
    double v = sender.pAgainst ? sender.pAgainst->severity : 0.0;
    double survive = 1.0;
    int end = t->aReachStart[sender.s + 1];
    for (int e = t->aReachStart[sender.s]; e < end; e++) {
      if (t->aReach[e].iTarget == i) continue;
      survive *= 1.0 - exposureRisk(t, i, &t->aReach[e], pSide, depth);
    }
    direct += sender.d * v;
    secondary += sender.d * (1.0 - v) * (1.0 - survive);
  }
  pOut->direct = direct;
  pOut->secondary = secondary;
  pOut->total = direct + secondary;
}

int ent_exposure_propagated(EntRun *run, const EntTies *t, double *aOut) {
  const EntView *v = t->view;
  double a = v->world->aParameter[P_SANCTION_PROPAGATION];
  int nStep = 0;
  if (!(a >= 0.0 && a < 1.0)) {
    ent_error_set(&run->error, ENT_ERROR,
                  "parameter 'sanction.propagation' is %g, and must be at "
                  "least 0 and less than 1",
                  a);
    return run->error.code;
  }
  double *aBase = ent_run_alloc(run, (2 * (size_t)t->n + 1) * sizeof(double));
  if (aBase == 0) return run->error.code;
  double *aSum = aBase + t->n;
  for (int i = 0; i < t->n; i++) {
    EntExposure exposure;
    ent_exposure_state(t, i, 0, 0.0, &exposure);
    aOut[i] = aBase[i] = exposure.total;
    if (ent_side_poll(run, &nStep, 64)) goto done;
  }
  for (int i = 0; i < t->n; i++) {
    if (isnan(aBase[i])) continue;
    for (int e = v->aShareStart[i]; e < v->aShareStart[i + 1]; e++) {
      int o = v->aShare[e].iOther;
      if (!isnan(aBase[o])) aSum[i] += v->aShare[e].value;
    }
  }
  int nSweep = a > 0.0 ? (int)ceil(log(1e-17) / log(a)) + 1 : 1;
  for (int sweep = 0; sweep < nSweep; sweep++) {
    for (int i = 0; i < t->n; i++) {
      if (isnan(aBase[i]) || !(aSum[i] > 0.0)) continue;
      double x = 0.0;
      for (int e = v->aShareStart[i]; e < v->aShareStart[i + 1]; e++) {
        int o = v->aShare[e].iOther;
        if (!isnan(aBase[o])) x += v->aShare[e].value * aOut[o];
      }
      x = (1.0 - a) * aBase[i] + a * (x / aSum[i]);
      aOut[i] = x;
      int nRow = v->aShareStart[i + 1] - v->aShareStart[i];
      if (ent_side_poll(run, &nStep, nRow)) goto done;
    }
  }
done:
  ent_run_free(run, aBase);
  return run->error.code;
}

/* ---- The receipt ---- */

/* The sanction that weighs most in a set of measures, which has one. */
static int exposureHeaviest(const EntView *v, const EntMeasureOn *p) {
  const double *aW = v->world->aParameter;
  double best = -1.0;
  int iBest = -1;
  for (int k = 0; k < ENT_NSANCTION; k++) {
    if (p->aRow[k] < 0) continue;
    int complete = v->world->aSanction[p->aRow[k]].complete;
    double w =
        aW[P_SANCTION_TRADE + k] * (complete ? 1.0 : aW[P_SANCTION_PARTIAL]);
    if (w > best) {
      best = w;
      iBest = p->aRow[k];
    }
  }
  return iBest;
}

static void exposureCite(const EntView *v, const EntMeasureOn *p,
                         EntPart *pPart) {
  int iRow = exposureHeaviest(v, p);
  pPart->zAbout = "sanction";
  pPart->zAboutId = v->world->aSanction[iRow].zId;
  pPart->iSource = v->world->aSanction[iRow].iSource;
}

enum { EXPOSURE_KINDS = 16 * ENT_NSANCTION };

/* "trade, arms" */
static void exposureKindsOf(const EntMeasureOn *p, char zOut[EXPOSURE_KINDS]) {
  int n = 0;
  for (int k = 0; k < ENT_NSANCTION; k++) {
    if (p->aRow[k] < 0) continue;
    n += snprintf(zOut + n, (size_t)(EXPOSURE_KINDS - n), "%s%s", n ? ", " : "",
                  ent_sanction_names[k]);
  }
}

static int exposurePartDirect(const EntTies *t, int i, const ExposureSender *p,
                              EntParts *pOut, int *pnPart) {
  const EntView *v = t->view;
  char zDetail[ENT_PART_TEXT], zKinds[EXPOSURE_KINDS], zShare[32];
  if (p->pAgainst == 0 || !(p->pAgainst->severity > 0.0)) return ENT_OK;
  EntPart part;
  ent_part_init(&part, "direct");
  exposureKindsOf(p->pAgainst, zKinds);
  ent_part_percent(p->d, zShare);
  ent_part_text(zDetail,
                "measures of %s (%s); %s of the trade of %s is with it",
                ent_part_name(v, p->s), zKinds, zShare, ent_part_name(v, i));
  part.zDetail = zDetail;
  part.value = p->pAgainst->severity;
  part.weight = p->d;
  part.contribution = p->d * p->pAgainst->severity;
  exposureCite(v, p->pAgainst, &part);
  (*pnPart)++;
  return pOut->xPart(pOut, &part);
}

static int exposurePartSecondary(const EntTies *t, int i,
                                 const ExposureSender *p, EntParts *pOut,
                                 int *pnPart) {
  const EntView *v = t->view;
  char zDetail[ENT_PART_TEXT], zShare[32], zTarget[32];
  double severity = p->pAgainst ? p->pAgainst->severity : 0.0;
  double survive = 1.0, sum = 0.0;
  int nCertain = 0, end = t->aReachStart[p->s + 1];
  for (int e = t->aReachStart[p->s]; e < end; e++) {
    if (t->aReach[e].iTarget == i) continue;
    double x = exposureRisk(t, i, &t->aReach[e], 0, 0.0);
    survive *= 1.0 - x;
    if (x >= 1.0) {
      nCertain++;
    } else {
      sum += log1p(-x);
    }
  }
  double weight = p->d * (1.0 - severity);
  double score = weight * (1.0 - survive);
  for (int e = t->aReachStart[p->s]; e < end; e++) {
    const EntSent *pSent = &t->aReach[e];
    if (pSent->iTarget == i) continue;
    double x = exposureRisk(t, i, pSent, 0, 0.0);
    if (!(x > 0.0)) continue;
    const EntShare *pShare = ent_view_share(v, i, pSent->iTarget);
    EntPart part;
    ent_part_init(&part, "secondary");
    ent_part_percent(p->d, zShare);
    ent_part_percent(pShare ? pShare->value : 0.0, zTarget);
    ent_part_text(zDetail,
                  "measures of %s on %s reach third parties; of the trade of "
                  "%s %s is with %s and %s with %s",
                  ent_part_name(v, p->s), ent_part_name(v, pSent->iTarget),
                  ent_part_name(v, i), zShare, ent_part_name(v, p->s), zTarget,
                  ent_part_name(v, pSent->iTarget));
    part.zDetail = zDetail;
    part.value = x;
    part.weight = weight;
    if (nCertain) {
      part.contribution = x >= 1.0 ? score / nCertain : 0.0;
    } else {
      part.contribution = score * (log1p(-x) / sum);
    }
    exposureCite(v, &v->aAgainst[pSent->iAgainst], &part);
    (*pnPart)++;
    int rc = pOut->xPart(pOut, &part);
    if (rc) return rc;
  }
  return ENT_OK;
}

int ent_exposure_parts(EntRun *run, const EntTies *t, int i, EntParts *pOut) {
  const EntView *v = t->view;
  char zReason[ENT_PART_TEXT];
  ExposureSender sender;
  int rc = ENT_OK, nPart = 0;
  if (!exposureIsKnown(t, i)) {
    if (!ent_ties_alive(t, i)) {
      ent_part_text(zReason, "not a member of the state system on this date");
    } else if (!v->aKnown[ENT_L_SANCTION]) {
      ent_part_text(zReason, "outside the coverage of sanction on this date");
    } else {
      ent_part_text(zReason, "no trade recorded for %s up to %d",
                    ent_part_name(v, i), ent_date_year(v->on.last));
    }
    return ent_part_unknown(pOut, "direct", NAN, zReason);
  }
  exposureSenderFirst(v, i, &sender);
  while (rc == ENT_OK && exposureSenderNext(v, i, &sender)) {
    if (ent_run_cancelled(run)) return run->error.code;
    rc = exposurePartDirect(t, i, &sender, pOut, &nPart);
    if (rc == ENT_OK) rc = exposurePartSecondary(t, i, &sender, pOut, &nPart);
  }
  if (rc == ENT_OK && nPart == 0) rc = ent_part_none(pOut, "direct", NAN);
  return rc;
}
