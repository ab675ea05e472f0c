import type { Alert, AlertDecision, AlertMessage, AlertWindow } from '../../src/core/domain/alerting/alert.ts';
import type { AuditEntry } from '../../src/core/domain/audit/audit.ts';
import type { Campaign } from '../../src/core/domain/campaign/campaign.ts';
import type { CampaignFigures } from '../../src/core/domain/campaign/figures.ts';
import type { BeneficiaryGroup, ProgramTemplate } from '../../src/core/domain/catalogue/catalogue.ts';
import type { Company, Subscription } from '../../src/core/domain/company/company.ts';
import type { TransitionRecord } from '../../src/core/domain/lifecycle/history.ts';
import type { Instance } from '../../src/core/domain/lifecycle/instance.ts';
import type { ScheduledAction } from '../../src/core/domain/lifecycle/scheduled-action.ts';
import type { OutboxItem } from '../../src/core/domain/outbox/outbox.ts';
import type { Receipt } from '../../src/core/domain/shared/receipt.ts';
import type { CommercialTerms, TermsVersion } from '../../src/core/domain/terms/terms.ts';
import type { Collections } from '../../src/ports/collections.ts';
import type { CollectionName, Write } from '../../src/ports/transactions.ts';

/** An instant that tests count from. */
export const T0 = 1_767_225_600_000;

export function insert<C extends CollectionName>(collection: C, document: Collections[C]): Write {
  return { op: 'insert', collection, document } as Write;
}

/** The write that puts `document` where `before` stands, with its version raised by one. */
export function replace<C extends CollectionName>(
  collection: C,
  document: Collections[C] & { version: number },
): Write {
  const next = { ...document, version: document.version + 1 };
  return { op: 'replace', collection, document: next, ifVersion: document.version } as unknown as Write;
}

export function aCompany(over: Partial<Company> & { id: string }): Company {
  return {
    version: 1,
    name: 'Acme',
    timeZone: 'Europe/Berlin',
    currency: 'EUR',
    tags: [],
    contacts: [],
    createdAt: T0,
    updatedAt: T0,
    ...over,
  };
}

export function aSubscription(over: Partial<Subscription> & { id: string }): Subscription {
  return {
    version: 1,
    companyId: 'company',
    name: 'Learners 2026',
    learners: 100,
    price: 12_000_00,
    currency: 'EUR',
    startsOn: '2026-01-01',
    endsOn: '2026-12-31',
    status: 'active',
    overage: 1_000,
    shares: {},
    createdAt: T0,
    updatedAt: T0,
    ...over,
  };
}

export function aTemplate(over: Partial<ProgramTemplate> & { id: string }): ProgramTemplate {
  return {
    version: 1,
    name: 'Mentoring',
    programType: 'mentorship',
    defaultConfig: { sessionDuration: 60, nested: { 'dotted.key': [1, null, 'x'] } },
    suitableForGroups: [],
    description: null,
    outcomeMetrics: [],
    estimatedCostPerParticipant: null,
    estimatedHoursPerVolunteer: null,
    tags: [],
    isActive: true,
    createdAt: T0,
    updatedAt: T0,
    ...over,
  };
}

export function aGroup(over: Partial<BeneficiaryGroup> & { id: string }): BeneficiaryGroup {
  return {
    version: 1,
    name: 'Newcomers',
    groupType: 'refugees',
    countryCode: 'DE',
    region: null,
    city: null,
    ageRange: { min: 18, max: 30 },
    genderFocus: null,
    primaryLanguages: ['ar', 'uk'],
    languageRequirement: null,
    legalStatusCategories: [],
    eligibleProgramTypes: ['mentorship'],
    minGroupSize: null,
    maxGroupSize: null,
    tags: [],
    description: null,
    isActive: true,
    createdAt: T0,
    updatedAt: T0,
    ...over,
  };
}

export const SEAT_TERMS: CommercialTerms = {
  model: 'seats',
  effectiveFrom: null,
  overage: 1_000,
  tiers: null,
  termDiscount: null,
  minimumCommitment: null,
  tariff: 'committed',
  committedSeats: 50,
  seatPricePerMonth: '85.00',
  overageSeatPrice: null,
  reclaimAfterDays: null,
  autoReclaim: false,
};

export function aCampaign(over: Partial<Campaign> & { id: string }): Campaign {
  return {
    version: 1,
    companyId: 'company',
    name: 'Spring campaign',
    description: null,
    status: 'draft',
    programTemplateId: null,
    programTemplateVersion: null,
    beneficiaryGroupId: null,
    startDate: null,
    endDate: null,
    timeZone: 'UTC',
    quarter: null,
    targetVolunteers: null,
    targetBeneficiaries: null,
    maxSessions: null,
    budgetAllocated: null,
    budgetSpent: 0,
    currency: 'EUR',
    priority: 'medium',
    tags: [],
    internalNotes: null,
    configOverrides: {},
    config: {},
    overriddenPaths: [],
    terms: null,
    termsNumber: 0,
    leftDraft: false,
    createdAt: T0,
    createdBy: 'somebody',
    updatedAt: T0,
    ...over,
  };
}

export function aTermsVersion(over: Partial<TermsVersion> & { id: string }): TermsVersion {
  return {
    campaignId: 'campaign',
    number: 1,
    terms: SEAT_TERMS,
    effectiveFrom: '2026-01-01',
    createdAt: T0,
    createdBy: 'somebody',
    ...over,
  };
}

export function aTransition(over: Partial<TransitionRecord> & { id: string }): TransitionRecord {
  return {
    campaignId: 'campaign',
    companyId: 'company',
    from: 'draft',
    to: 'planned',
    at: T0,
    actor: 'somebody',
    trigger: 'manual',
    reason: null,
    version: 2,
    ...over,
  };
}

export function anInstance(over: Partial<Instance> & { id: string }): Instance {
  return {
    version: 1,
    campaignId: 'campaign',
    companyId: 'company',
    name: 'Cohort 1',
    status: 'planned',
    startDate: '2026-01-01',
    endDate: '2026-03-31',
    config: {},
    enrolledVolunteers: 0,
    enrolledBeneficiaries: 0,
    sessionsHeld: 0,
    hoursLogged: 0,
    sroi: null,
    vis: null,
    outcomeScores: {},
    createdAt: T0,
    updatedAt: T0,
    ...over,
  };
}

export function anOutboxItem(over: Partial<OutboxItem> & { id: string }): OutboxItem {
  return {
    version: 1,
    campaignId: 'campaign',
    companyId: 'company',
    work: { kind: 'instance.create' },
    state: 'pending',
    attempts: 0,
    lastError: null,
    nextAttemptAt: T0,
    createdAt: T0,
    deliveredAt: null,
    ...over,
  };
}

export function anAuditEntry(over: Partial<AuditEntry> & { id: string }): AuditEntry {
  return {
    at: T0,
    actor: 'somebody',
    action: 'campaign.update',
    resource: 'campaigns/campaign',
    companyId: 'company',
    fromVersion: 1,
    toVersion: 2,
    changes: { 'terms.model': { before: null, after: 'seats' } },
    ...over,
  };
}

export function aReceipt(over: Partial<Receipt> & { id: string }): Receipt {
  return { hash: 'hash', result: null, at: T0, ...over };
}

export function anAlert(over: Partial<Alert> & { id: string }): Alert {
  return {
    version: 1,
    campaignId: 'campaign',
    companyId: 'company',
    kind: 'capacity',
    threshold: 80,
    severity: 'info',
    recipients: ['sales'],
    action: 'upsell_opportunity',
    state: 'raised',
    consumed: 400_000,
    capacity: 500_000,
    raisedAt: T0,
    acknowledgedAt: null,
    acknowledgedBy: null,
    resolvedAt: null,
    resolvedEntryId: null,
    entryId: over.id,
    entrySequence: 1,
    ...over,
  };
}

export function aDecision(over: Partial<AlertDecision> & { id: string }): AlertDecision {
  return {
    alertId: 'alert',
    campaignId: 'campaign',
    companyId: 'company',
    at: T0,
    decision: 'raised',
    reason: 'crossing',
    threshold: 80,
    utilizationBefore: 0.78,
    utilizationAfter: 0.8,
    recipient: null,
    channel: null,
    nextPossibleAt: null,
    entryId: 'entry',
    ...over,
  };
}

export function aWindow(over: Partial<AlertWindow> & Pick<AlertWindow, 'campaignId' | 'threshold'>): AlertWindow {
  return {
    id: `${over.campaignId}/${over.threshold}`,
    version: 1,
    lastSentAt: T0,
    windowEndsAt: T0,
    wait: 1_000,
    alertId: 'alert',
    told: 1,
    sequence: 1,
    ...over,
  };
}

export function aMessage(over: Partial<AlertMessage> & { id: string }): AlertMessage {
  return {
    version: 1,
    type: 'capacity.alert',
    alertId: 'alert',
    campaignId: 'campaign',
    companyId: 'company',
    recipient: 'sales',
    event: null,
    channel: 'email',
    target: null,
    repetition: false,
    state: 'pending',
    attempts: 0,
    lastError: null,
    nextAttemptAt: T0,
    createdAt: T0,
    deliveredAt: null,
    ...over,
  };
}

export function someFigures(over: Partial<CampaignFigures> & { campaignId: string }): CampaignFigures {
  return {
    sequence: 1,
    unit: 'seat',
    capacity: 500_000,
    consumed: 0,
    held: 0,
    hardLimit: 550_000,
    headroom: 550_000,
    band: null,
    updatedAt: T0,
    ...over,
  };
}

export function aScheduledAction(over: Partial<ScheduledAction> & { id: string }): ScheduledAction {
  return {
    version: 1,
    campaignId: 'campaign',
    companyId: 'company',
    to: 'active',
    dueAt: T0,
    ranAt: null,
    latenessMs: null,
    outcome: 'pending',
    detail: null,
    reason: null,
    actor: 'system',
    cause: 'period',
    createdAt: T0,
    ...over,
  };
}
