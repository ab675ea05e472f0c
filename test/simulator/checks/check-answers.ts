import { isDeepStrictEqual } from 'node:util';
import { DomainError } from '../../../src/core/domain/shared/errors.ts';
import type { Call } from '../history.ts';
import type { Past, Unwritten } from './truth.ts';

/**
 * Throws where a call was told what was not so. An entry that was told stands; one that was recorded for this call was not there
 * before it. An answer that wrote nothing is what the rules say on some state between the call and its answer, at a time at which
 * the process looked at its clock; and while its key stands, no answer is true but the first one.
 */
export function checkAnswer(call: Call, past: Past): void {
  const { command, answer, to } = call;
  if (answer instanceof Error) {
    if (!(answer instanceof DomainError)) throw answer;
    const { code, message, details } = answer;
    if (code !== 'IDEMPOTENCY_KEY_REUSED') mustBeTrue(call, past, { kind: 'refused', code, message, details });
    else if (!past.entries.slice(0, to).some(({ key, hash }) => key === command?.key && hash !== command.hash))
      throw new Error(`${tell(call)}: the key was not used for another request`);
    return;
  }
  if (!command || !('outcome' in answer)) {
    if (command || 'outcome' in answer) throw new Error(`${tell(call)} was told what it did not ask for`);
    mustBeTrue(call, past, { kind: 'account', account: answer });
    return;
  }
  if (answer.outcome === 'nothing') {
    if (command.kind !== 'settle') mustBeTrue(call, past, { kind: 'nothing' });
    return;
  }
  const { outcome, entry } = answer;
  const stands = past.entries[entry.sequence - 1];
  if (!isDeepStrictEqual(stands, entry) || entry.sequence > to)
    throw new Error(`Entry ${entry.sequence}, which was acknowledged, is lost`);
  if (outcome === 'existing') {
    mustBeTrue(call, past, { kind: 'existing', entryId: entry.id });
    return;
  }
  const isOffer = command.kind === 'hold' && entry.key.startsWith('offer/') && entry.subject === command.subject;
  if (!isOffer && (entry.key !== command.key || entry.hash !== command.hash))
    throw new Error(`${tell(call)} was told the entry of another request`);
  if (outcome === 'recorded' && entry.sequence <= call.from)
    throw new Error(`${tell(call)} was recorded before it was called`);
}

function mustBeTrue(call: Call, past: Past, told: Unwritten): void {
  for (let seen = call.from; seen <= call.to; seen += 1) {
    if (past.isTrue(call.command, told, seen, call.looks)) return;
  }
  throw new Error(`${tell(call)}: at no time while it was asked was that so`);
}

function tell({ command, answer, from, to }: Call): string {
  const asked = command ? `${command.kind} of ${command.campaignId} by ${command.key}` : 'A look at the account';
  const told = answer instanceof Error ? answer.message : 'outcome' in answer ? answer.outcome : 'the account';
  return `${asked}, between ${from} and ${to}, answered “${told}”`;
}
