import type { Instant } from '../../../../core/domain/shared/time.ts';
import type { TracedLine } from '../../../../core/usecases/evidence/trace-line.ts';
import { evidenceHref, evidenceName, ratioText, verificationChip } from './evidence.ts';
import { instantFrom, moneyText, periodText, plural, quantityText, type TimeText } from './format.ts';
import { ledgerRow } from './ledger-row.ts';
import { monthText } from './money.ts';
import type { Chip } from './words.ts';

export interface LineageView {
  readonly title: string;
  readonly amount: string;
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly rows: readonly {
    readonly entry: string;
    readonly amount: string;
    readonly subject: string | null;
    readonly taken: TimeText | null;
    readonly completed: TimeText | null;
    readonly evidence: readonly {
      readonly href: string;
      readonly name: string;
      readonly state: Chip;
      readonly score: string;
    }[];
  }[];
  readonly ofLearners: boolean;
  readonly more: string | null;
}

export function lineageView(
  { line, currency, places, more }: TracedLine,
  month: string,
  now: Instant,
  timeZone: string,
): LineageView {
  return {
    title: line.description,
    amount: moneyText(line.amount, currency),
    facts: [
      { label: 'Invoiced in', value: `${monthText(month)}${line.id === null ? ', still open' : ', closed'}` },
      { label: 'About', value: periodText(line.from, line.to) },
      { label: 'Quantity', value: quantityText(line.quantity) },
      ...(line.unitPrice === null ? [] : [{ label: 'Price', value: `${line.unitPrice} ${currency}` }]),
      ...(line.corrects === null ? [] : [{ label: 'Corrects', value: line.corrects }]),
    ],
    rows: places.map(({ entry, completedAt, evidence }) => {
      const row = entry && ledgerRow(entry, now, timeZone);
      return {
        entry: row ? `${row.kind} #${row.sequence}` : 'No place in the ledger',
        amount: row?.amount ?? '',
        subject: row?.subject ?? null,
        taken: row?.occurred ?? null,
        completed: completedAt === null ? null : instantFrom(completedAt, now, timeZone),
        evidence: evidence.map((view) => ({
          href: evidenceHref(view.evidence.campaignId, view.evidence.evidenceId),
          name: evidenceName(view.evidence),
          state: verificationChip(view.evidence),
          score: view.score ? ratioText(view.score.score) : '–',
        })),
      };
    }),
    ofLearners: line.meter === 'learners',
    more: more > 0 ? plural(more, 'further entry', 'further entries') : null,
  };
}
