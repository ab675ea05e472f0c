import type { Context } from 'hono';
import { mayEver } from '../../../../core/domain/access/permissions.ts';
import type { CampaignFields } from '../../../../core/domain/campaign/input.ts';
import type { ProposalOption } from '../../../../core/domain/proposal/propose.ts';
import { invalid } from '../../../../core/domain/shared/errors.ts';
import { formatMoney } from '../../../../core/domain/shared/money.ts';
import { toUnits } from '../../../../core/domain/shared/quantity.ts';
import { addDays, dateAt } from '../../../../core/domain/shared/time.ts';
import type { TermsInput } from '../../../../core/domain/terms/input.ts';
import { type MadeProposal, makeProposal } from '../../../../core/usecases/proposals/make-proposal.ts';
import type { PagesContext, PagesEnv } from '../deps.ts';
import { type FormValues, requestContext } from '../forms.ts';
import { dateText, moneyText } from '../view/format.ts';
import { proposalView, toProposalInput } from '../view/proposal.ts';
import { toTermsInput } from '../view/terms-input.ts';
import { fromTerms } from '../view/terms-values.ts';

/** What a draft takes over from an option of a proposal, and how that is said. */
export interface ProposedDraft {
  readonly fields: CampaignFields & { readonly terms: TermsInput };
  readonly text: string;
}

/**
 * The option of the proposal that a form names (`proposal` its address part, `option` its model), worked out anew; null where it names
 * none. Throws what making a proposal throws.
 */
export async function proposedDraft(
  pages: PagesContext,
  c: Context<PagesEnv>,
  { proposal, option, companyId }: FormValues,
): Promise<ProposedDraft | null> {
  if (!proposal || !option || !mayEver(c.get('actor'), 'terms.write')) return null;
  const asked = { ...Object.fromEntries(new URLSearchParams(proposal)), ...(companyId && { companyId }) };
  const made = await makeProposal(pages.core, requestContext(pages, c), toProposalInput(asked));
  const chosen = made.options.find(({ model }) => model === option);
  if (!chosen) {
    const message = 'This option of the proposal is not on offer for this company';
    throw invalid([{ path: 'companyId', code: 'UNKNOWN_REFERENCE', message }], 'UNKNOWN_REFERENCE');
  }
  const view = proposalView(made).options.find(({ model }) => model === option);
  const fields = fieldsOf(made, chosen, dateAt(pages.core.clock.now(), made.company?.timeZone ?? 'UTC'));
  const total = moneyText(chosen.total, made.currency);
  return {
    fields,
    text: `From the proposal: ${view?.title}, ${view?.quantity}, ${total}. Targets, budget and terms are taken over, and a term that begins on ${dateText(fields.startDate ?? '')}; all of it can be changed in the steps that follow.`,
  };
}

/** Whole calendar months from the next one on: what the proposal was rated over. */
function fieldsOf({ need }: MadeProposal, option: ProposalOption, today: string): ProposedDraft['fields'] {
  const start = Temporal.PlainDate.from(today).with({ day: 1 }).add({ months: 1 });
  const volunteers = need.volunteers ?? (option.model === 'seats' ? toUnits(option.quantity) : null);
  return {
    startDate: start.toString(),
    endDate: addDays(start.add({ months: need.months }).toString(), -1),
    targetBeneficiaries: need.beneficiaries,
    targetVolunteers: volunteers,
    maxSessions: need.sessions,
    budgetAllocated: formatMoney(need.budget, need.currency),
    currency: need.currency,
    terms: toTermsInput(fromTerms(option.terms), option.model),
  };
}
