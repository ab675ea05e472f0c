import type { Activity } from '../core/domain/activity/activity.ts';
import type { Backfill } from '../core/domain/activity/backfill.ts';
import type { Alert, AlertDecision, AlertMessage, AlertWindow } from '../core/domain/alerting/alert.ts';
import type { ImpactWatch } from '../core/domain/alerting/impact-watch.ts';
import type { PolicyDocument } from '../core/domain/alerting/policy.ts';
import type { Silence } from '../core/domain/alerting/silence.ts';
import type { AuditEntry } from '../core/domain/audit/audit.ts';
import type { BillingReading } from '../core/domain/billing/billing-reading.ts';
import type { BillingStart, BillingState } from '../core/domain/billing/billing-state.ts';
import type { Completion, ReachedMilestone } from '../core/domain/billing/completion.ts';
import type { ComponentUse } from '../core/domain/billing/component-use.ts';
import type { InvoiceLine } from '../core/domain/billing/invoice-line.ts';
import type { Campaign } from '../core/domain/campaign/campaign.ts';
import type { BeneficiaryGroup, ProgramTemplate } from '../core/domain/catalogue/catalogue.ts';
import type { Company, Subscription } from '../core/domain/company/company.ts';
import type { Evidence, EvidenceReading, LearnerEvidence } from '../core/domain/evidence/evidence.ts';
import type { TransitionRecord } from '../core/domain/lifecycle/history.ts';
import type { Instance } from '../core/domain/lifecycle/instance.ts';
import type { ScheduledAction } from '../core/domain/lifecycle/scheduled-action.ts';
import type { CampaignImpact } from '../core/domain/metrics/impact.ts';
import type { Snapshot } from '../core/domain/metrics/snapshot.ts';
import type { OutboxItem } from '../core/domain/outbox/outbox.ts';
import type { Receipt } from '../core/domain/shared/receipt.ts';
import type { Spending } from '../core/domain/spending/spending.ts';
import type { TermsVersion } from '../core/domain/terms/terms.ts';
import type { Opportunity } from '../core/domain/upsell/opportunity.ts';
import type { UpsellScore } from '../core/domain/upsell/upsell-score.ts';
import type { Webhook } from '../core/domain/webhook/webhook.ts';

/** What is kept beside the capacity log, one document type a collection, each with an `id`. */
export interface Collections {
  companies: Company;
  programTemplates: ProgramTemplate;
  /** Every version of a template, id `<templateId>/<version>`. */
  programTemplateVersions: ProgramTemplate & { readonly templateId: string };
  beneficiaryGroups: BeneficiaryGroup;
  subscriptions: Subscription;
  campaigns: Campaign;
  termsVersions: TermsVersion;
  transitions: TransitionRecord;
  instances: Instance;
  campaignImpacts: CampaignImpact;
  spending: Spending;
  activities: Activity;
  activityBackfills: Backfill;
  snapshots: Snapshot;
  scheduledActions: ScheduledAction;
  outbox: OutboxItem;
  audit: AuditEntry;
  receipts: Receipt;
  completions: Completion;
  milestones: ReachedMilestone;
  componentUses: ComponentUse;
  evidence: Evidence;
  learnerEvidence: LearnerEvidence;
  evidenceReadings: EvidenceReading;
  invoiceLines: InvoiceLine;
  billingStates: BillingState;
  billingStarts: BillingStart;
  billingReadings: BillingReading;
  alerts: Alert;
  alertDecisions: AlertDecision;
  alertWindows: AlertWindow;
  alertWatches: ImpactWatch;
  alertMessages: AlertMessage;
  alertPolicies: PolicyDocument;
  silences: Silence;
  upsellScores: UpsellScore;
  opportunities: Opportunity;
  webhooks: Webhook;
}

/** Fields that together are unique in a collection, beside its id. */
export const UNIQUE_KEYS: Readonly<{
  [C in keyof Collections]?: readonly (readonly (keyof Collections[C] & string)[])[];
}> = {
  programTemplateVersions: [['templateId', 'version']],
  termsVersions: [['campaignId', 'number']],
  transitions: [['campaignId', 'version']],
  opportunities: [['openKey']],
};
