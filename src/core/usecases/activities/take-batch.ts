import type { Write } from '../../../ports/transactions.ts';
import {
  type Activity,
  type ActivityAnswer,
  type ActivityContent,
  firstAnswer,
  sameContent,
} from '../../domain/activity/activity.ts';
import { type Association, associate } from '../../domain/activity/associate.ts';
import type { Candidate } from '../../domain/activity/candidate.ts';
import { type ActivityInput, checkActivity } from '../../domain/activity/check-activity.ts';
import { takeActivity, takeAgain } from '../../domain/activity/take-activity.ts';
import type { OutboxItem } from '../../domain/outbox/outbox.ts';
import { DomainError, type ErrorCode, type ErrorKind, type Issue, invalid } from '../../domain/shared/errors.ts';
import { addDays, dateAt, type Instant } from '../../domain/shared/time.ts';
import { outboxWrites } from '../campaigns/writes.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import { deliverNow } from '../outbox/deliver-now.ts';
import type { OutboxWorld } from '../outbox/perform-work.ts';
import { existsAlready, isVersionMismatch, untilUndisturbed } from '../write.ts';
import { debitItems } from './debit-items.ts';

export type TakePorts = OutboxWorld & Pick<Core, 'ids' | 'companies'>;

/** A refusal as it can be kept with the answer to a request. */
export interface KeptRefusal {
  readonly kind: ErrorKind;
  readonly code: ErrorCode;
  readonly message: string;
  readonly issues: readonly Issue[];
}

/** What could not be read as an activity: it is refused in its place. */
export interface Unreadable {
  readonly id: string | null;
  readonly error: DomainError;
}

/** What became of one record: `known` was there already, and its first answer is the answer. */
export type TakeResult =
  | { readonly id: string; readonly outcome: 'taken' | 'known'; readonly answer: ActivityAnswer }
  | { readonly id: string | null; readonly outcome: 'refused'; readonly refusal: KeptRefusal };

export interface TakeOptions {
  /** Looks again at activities that no campaign was found for. */
  readonly again?: boolean;
  /** Decides and writes nothing. */
  readonly dryRun?: boolean;
  /** What is to be written with them. */
  readonly with: (results: readonly TakeResult[]) => Write[];
}

/** Activities to be written, and what is to follow. */
interface Taking {
  readonly results: TakeResult[];
  readonly fresh: Activity[];
  readonly again: Activity[];
}

/**
 * Finds the campaigns of activities and keeps them, all in one write; each is taken once for its id, and one that is refused does not
 * stop the rest. Results stand in the order given. Debits are done before it answers, or by the relay.
 */
export async function takeBatch(
  ports: TakePorts,
  context: RequestContext,
  inputs: readonly (ActivityInput | Unreadable)[],
  options: TakeOptions,
): Promise<TakeResult[]> {
  let items: OutboxItem[] = [];
  const results = await untilUndisturbed(async () => {
    const at = ports.clock.now();
    const taking = await decideAll(ports, context, inputs, options, at);
    items = debitItems([...taking.fresh, ...taking.again], context.actor.id, at);
    if (!options.dryRun) await write(ports, taking, items, options.with(taking.results));
    return taking.results;
  });
  if (!options.dryRun) await deliverNow(ports, items);
  return results;
}

async function write(ports: TakePorts, taking: Taking, items: OutboxItem[], more: readonly Write[]): Promise<void> {
  const writes: Write[] = [
    ...taking.fresh.map((document): Write => ({ op: 'insert', collection: 'activities', document })),
    ...taking.again.map(
      (document): Write => ({ op: 'replace', collection: 'activities', document, ifVersion: document.version - 1 }),
    ),
    ...outboxWrites(items),
    ...more,
  ];
  try {
    await ports.transactions.commit(writes);
  } catch (error) {
    if (existsAlready(error, 'activityBackfills') || isMovedOn(error)) throw anotherRun();
    if (!existsAlready(error, 'activities')) throw error;
    throw new DomainError('version_mismatch', 'VERSION_MISMATCH', 'An activity was taken in the meantime', {
      details: { collection: 'activities' },
    });
  }
}

async function decideAll(
  ports: TakePorts,
  context: RequestContext,
  inputs: readonly (ActivityInput | Unreadable)[],
  { again = false }: TakeOptions,
  at: Instant,
): Promise<Taking> {
  const checked = inputs.map((input) => ('error' in input ? input.error : attempt(() => checkActivity(input, at))));
  const contents = checked.filter((one): one is ActivityContent => !(one instanceof DomainError));
  const [standing, companies, candidates] = await Promise.all([
    ports.activities.byIds(contents.map(({ id }) => id)),
    knownCompanies(ports, contents),
    candidatesOf(ports, contents),
  ]);
  const taking: Taking = { results: [], fresh: [], again: [] };
  for (const [index, content] of checked.entries()) {
    const id = inputs[index]?.id ?? null;
    taking.results.push(content instanceof DomainError ? refused(id, content) : take(content));
  }
  return taking;

  function take(content: ActivityContent): TakeResult {
    const { id, companyId } = content;
    const before = standing.get(id);
    if (before && !sameContent(before, content)) return refused(id, takenAlready());
    if (before && !(again && before.state === 'unmatched'))
      return { id, outcome: 'known', answer: firstAnswer(before) };
    if (!companies.has(companyId)) return refused(id, unknownCompany());
    const association = associate(content, candidates.get(companyId) ?? []);
    if (before && association.decision === 'unmatched') return { id, outcome: 'known', answer: firstAnswer(before) };
    const activity = before
      ? takeAgain(before, association, { at })
      : takeActivity(content, association, { at, actor: context.actor.id });
    standing.set(id, activity);
    (before ? taking.again : taking.fresh).push(activity);
    return { id, outcome: 'taken', answer: answerOf(association) };
  }
}

function answerOf({ decision, campaignId, instanceId, confidence, reasons }: Association): ActivityAnswer {
  return { decision, campaignId, instanceId, confidence, reasons };
}

async function knownCompanies(ports: TakePorts, contents: readonly ActivityContent[]): Promise<Set<string>> {
  const ids = [...new Set(contents.map(({ companyId }) => companyId))];
  const found = await Promise.all(ids.map((id) => ports.companies.find(id)));
  return new Set(found.flatMap((company) => company?.id ?? []));
}

async function candidatesOf(ports: TakePorts, contents: readonly ActivityContent[]): Promise<Map<string, Candidate[]>> {
  if (contents.length === 0) return new Map();
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { occurredAt } of contents) {
    first = Math.min(first, occurredAt);
    last = Math.max(last, occurredAt);
  }
  const found = await ports.activities.candidates({
    companyIds: [...new Set(contents.map(({ companyId }) => companyId))],
    days: { from: addDays(dateAt(first, 'UTC'), -1), to: addDays(dateAt(last, 'UTC'), 1) },
  });
  return Map.groupBy(found, ({ companyId }) => companyId);
}

function refused(id: string | null, { kind, code, message, issues }: DomainError): TakeResult {
  return { id, outcome: 'refused', refusal: { kind, code, message, issues } };
}

function isMovedOn(error: unknown): boolean {
  return isVersionMismatch(error) && error instanceof DomainError && error.details.collection === 'activityBackfills';
}

function anotherRun(): DomainError {
  return new DomainError('conflict', 'CONFLICT', 'Another run goes on with this file');
}

function takenAlready(): DomainError {
  return new DomainError('conflict', 'ALREADY_EXISTS', 'This id was taken for an activity that says something else');
}

function unknownCompany(): DomainError {
  const code = 'UNKNOWN_REFERENCE';
  return invalid([{ path: 'companyId', code, message: 'There is no such company' }], code);
}

function attempt<T>(work: () => T): T | DomainError {
  try {
    return work();
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
}
