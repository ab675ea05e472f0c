import { requirePermission } from '../../domain/access/permissions.ts';
import { COUNT_MAX } from '../../domain/campaign/limits.ts';
import type { Company, Subscription } from '../../domain/company/company.ts';
import { PRICE_BOOKS, PROPOSAL_RULES } from '../../domain/proposal/price-book.ts';
import { type Proposal, type ProposalNeed, propose } from '../../domain/proposal/propose.ts';
import { createChecker } from '../../domain/shared/check.ts';
import { type DomainError, invalid } from '../../domain/shared/errors.ts';
import { parseCurrency, parseMoney } from '../../domain/shared/money.ts';
import { dateAt } from '../../domain/shared/time.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';

export const MONTHS_MAX = 120;

export interface ProposalInput {
  readonly beneficiaries: number;
  readonly volunteers?: number | null | undefined;
  readonly sessions?: number | null | undefined;
  readonly budget?: string | null | undefined;
  readonly months?: number | null | undefined;
  readonly companyId?: string | null | undefined;
  /** By default the company's, else EUR. */
  readonly currency?: string | null | undefined;
}

/** A proposal with what it was made from, defaults filled in. */
export interface MadeProposal extends Proposal {
  readonly need: ProposalNeed;
  readonly company: Company | null;
}

type Ports = Pick<Core, 'clock' | 'companies'>;

/** What a campaign could be sold for, model by model. Throws UNKNOWN_REFERENCE, INVALID and its kin, CURRENCY_NOT_PRICED. */
export async function makeProposal(
  ports: Ports,
  { actor }: RequestContext,
  input: ProposalInput,
): Promise<MadeProposal> {
  requirePermission(actor, 'pricing.read');
  const company = input.companyId == null ? null : await findCompany(ports, input.companyId);
  const check = createChecker();
  const currency = parseCurrency(input.currency ?? company?.currency ?? 'EUR');
  if (!currency) check.add('currency', 'INVALID_CURRENCY', 'currency must be an ISO 4217 code');
  const count = (path: 'volunteers' | 'sessions') => check.optionalInteger(path, input[path], 1, COUNT_MAX);
  const beneficiaries = check.integer('beneficiaries', input.beneficiaries, 1, COUNT_MAX) ?? 0;
  const [volunteers, sessions] = [count('volunteers'), count('sessions')];
  const months = check.optionalInteger('months', input.months, 1, MONTHS_MAX) ?? PROPOSAL_RULES.months;
  const given = input.budget == null || !currency ? null : parseMoney(input.budget, currency);
  if (input.budget != null && currency && (given ?? 0) <= 0)
    check.add('budget', 'INVALID', 'budget must be an amount above 0 in the currency');
  check.done();
  const book = PRICE_BOOKS[currency ?? ''];
  if (!currency || !book) throw notPriced(currency ?? '');
  const budget = given ?? parseMoney(book.budget, currency) ?? 0;
  const subscription = company && (await activeSubscription(ports, company, currency));
  const need: ProposalNeed = { currency, beneficiaries, volunteers, sessions, budget, months, subscription };
  return { ...propose(need, book), need, company };
}

async function findCompany({ companies }: Ports, id: string): Promise<Company> {
  const company = await companies.find(id);
  if (company) return company;
  const message = 'The company does not exist';
  throw invalid([{ path: 'companyId', code: 'UNKNOWN_REFERENCE', message }], 'UNKNOWN_REFERENCE');
}

/** The first by name of those that run today in this currency. */
async function activeSubscription(ports: Ports, company: Company, currency: string): Promise<Subscription | null> {
  const today = dateAt(ports.clock.now(), company.timeZone);
  let cursor: string | null = null;
  do {
    const page = await ports.companies.listSubscriptions({ companyId: company.id, limit: 100, cursor });
    const found = page.items.find(
      (each) =>
        each.status === 'active' && each.currency === currency && each.startsOn <= today && today <= each.endsOn,
    );
    if (found) return found;
    cursor = page.nextCursor;
  } while (cursor !== null);
  return null;
}

function notPriced(currency: string): DomainError {
  const priced = Object.keys(PRICE_BOOKS).join(', ');
  const message = `There are no prices in ${currency}, only in ${priced}`;
  return invalid([{ path: 'currency', code: 'CURRENCY_NOT_PRICED', message }], 'CURRENCY_NOT_PRICED');
}
