import type { z } from '@hono/zod-openapi';
import { formatMoney, type MinorUnits } from '../../../core/domain/shared/money.ts';
import { ratio } from '../../../core/domain/shared/quantity.ts';
import { type Instant, toRfc3339 } from '../../../core/domain/shared/time.ts';
import type { FeatureCopy, Opportunity, Outcome } from '../../../core/domain/upsell/opportunity.ts';
import type { OpportunityType } from '../../../core/domain/upsell/rules.ts';
import type { Scored, UpsellScore } from '../../../core/domain/upsell/upsell-score.ts';
import type { CompanyUpsell } from '../../../core/usecases/upsell/get-upsell.ts';
import type { OpportunityView } from '../../../core/usecases/upsell/opportunities.ts';
import type { RefreshReport } from '../../../core/usecases/upsell/refresh-all.ts';
import type {
  CampaignUpsellSchema,
  CompanyUpsellSchema,
  OpportunityDetailSchema,
  OpportunitySchema,
  RefreshSchema,
} from '../schemas/upsell.ts';

export function presentCampaignUpsell(score: UpsellScore): z.output<typeof CampaignUpsellSchema> {
  const { id: campaignId, companyId, campaignName, type, updatedAt } = score;
  return { campaignId, companyId, campaignName, type, ...presentScored(score), updatedAt: toRfc3339(updatedAt) };
}

export function presentCompanyUpsell({
  recommendations,
  bundle,
  totals,
}: CompanyUpsell): z.output<typeof CompanyUpsellSchema> {
  return {
    recommendations: recommendations.map(({ id, campaignName, score, tier, type, estimate, currency }) => ({
      campaignId: id,
      campaignName,
      score,
      tier,
      type: type as OpportunityType,
      estimate: moneyOrNull(estimate, currency),
      currency,
    })),
    bundle: bundle && {
      score: bundle.score,
      value: bundle.value.map(({ currency, amount }) => ({ currency, amount: formatMoney(amount, currency) })),
    },
    totals: totals.map(({ currency, estimate }) => ({ currency, estimate: formatMoney(estimate, currency) })),
  };
}

export function presentOpportunity(one: Opportunity): z.output<typeof OpportunitySchema> {
  const { id, campaignId, companyId, campaignName, type, state, owner, dueOn, nextStep, because, scored } = one;
  return {
    id,
    version: one.workVersion,
    campaignId,
    companyId,
    campaignName,
    type,
    state,
    owner,
    dueOn,
    nextStep,
    because,
    scoreType: scored.type,
    ...presentScored(scored),
    outcome: one.outcome && presentOutcome(one.outcome),
    openedAt: toRfc3339(one.openedAt),
    updatedAt: toRfc3339(one.updatedAt),
  };
}

export function presentOpportunityDetail({
  opportunity,
  moves,
  notes,
}: OpportunityView): z.output<typeof OpportunityDetailSchema> {
  return {
    ...presentOpportunity(opportunity),
    moves: [...moves],
    notes: notes.map(({ id, at, author, text }) => ({ id, at: toRfc3339(at), author, text })),
    history: opportunity.history.map(({ fields, at, ...entry }) => ({
      ...entry,
      at: toRfc3339(at),
      fields: [...fields],
    })),
    shown: presentKnown(opportunity.shown),
    acted: opportunity.acted && presentKnown(opportunity.acted),
  };
}

export function presentRefresh({ changed, ...counts }: RefreshReport): z.output<typeof RefreshSchema> {
  return {
    ...counts,
    changed: changed.map(({ campaignId, before, after, opened }) => ({ campaignId, before, after, opened })),
  };
}

function presentScored({ score, tier, parts, estimate, currency, factors, crossing, fullAt, demand }: Scored) {
  return {
    score,
    tier,
    parts,
    estimate: moneyOrNull(estimate, currency),
    currency,
    factors: factors.map(({ input, value, change, ...factor }) => ({
      input,
      ...factor,
      value: value === null || input === 'utilization' || input === 'spend' ? value : Math.round(value * 100) / 100,
      change: change && { ...change, more: input === 'spend' ? formatMoney(change.more, currency) : change.more },
    })),
    crossing: crossing && { threshold: crossing.threshold, at: toRfc3339(crossing.at) },
    fullAt: instantOrNull(fullAt),
    demand: demand && {
      asked: demand.asked,
      firstAt: toRfc3339(demand.firstAt),
      lastAt: toRfc3339(demand.lastAt),
    },
  };
}

function presentOutcome(outcome: Outcome) {
  return {
    kind: outcome.kind,
    at: toRfc3339(outcome.at),
    by: outcome.by,
    value: outcome.kind === 'won' ? formatMoney(outcome.value, outcome.currency) : null,
    reason: outcome.kind === 'lost' ? outcome.reason : null,
  };
}

function presentKnown(copy: FeatureCopy) {
  return {
    at: toRfc3339(copy.at),
    score: copy.score,
    tier: copy.tier,
    type: copy.scoreType,
    utilization: ratio(copy.consumed, copy.capacity),
    sroi: copy.sroi,
    vis: copy.vis,
    sessions: copy.sessions,
    budgetUtilization: copy.budgetAllocated === null ? null : ratio(copy.budgetSpent, copy.budgetAllocated),
    companyRuns: copy.companyRuns,
    asked: copy.asked,
  };
}

function moneyOrNull(amount: MinorUnits | null, currency: string): string | null {
  return amount === null ? null : formatMoney(amount, currency);
}

function instantOrNull(at: Instant | null): string | null {
  return at === null ? null : toRfc3339(at);
}
