import { afterEach, describe, expect, it } from 'vitest';
import type { BillingAnswer } from '../../src/ports/billing-service.ts';
import { aLine, anEvent } from '../http/billing-documents.ts';
import type { ServedBilling, ServeOptions } from '../http/billing-services.ts';
import type { Fate } from '../http/fated-server.ts';

const ACCEPTED: BillingAnswer = { outcome: 'accepted' };

/** What every billing service promises, whatever becomes of requests to it. */
export function billingServiceContract(name: string, serve: (options: ServeOptions) => Promise<ServedBilling>): void {
  describe(`billing through ${name}`, () => {
    let served: ServedBilling | null = null;
    afterEach(async () => {
      await served?.server.stop();
      served = null;
    });

    /** A service whose requests meet these fates, one after another; then they are answered. */
    async function meeting(fates: readonly Fate[], more: ServeOptions = {}): Promise<ServedBilling> {
      const left = [...fates];
      const now = () => aLine().createdAt + 60_000;
      const fateOf = () => left.shift() ?? 'answered';
      served = await serve({ firstRepeat: 1, rest: 60_000, now, fateOf, ...more });
      return served;
    }

    /** Past what an adapter asks only once, so that the fates that follow are those of posting. */
    async function warmed(fates: readonly Fate[], more: ServeOptions = {}) {
      const left: Fate[] = [];
      const { billing, server, ...rest } = await meeting([], { fateOf: () => left.shift() ?? 'answered', ...more });
      expect(await billing.postLine(aLine({ id: 'before' }))).toEqual(ACCEPTED);
      left.push(...fates);
      const before = server.fates.length;
      return { ...rest, billing, server, asked: () => server.fates.length - before };
    }

    it('counts an event once, however often and however it is told', async () => {
      const { billing, told } = await meeting(['answered', 'answer lost', 'twice', 'failed', 'away']);
      const events = [
        anEvent({ id: 'a', quantity: 22_500 }),
        anEvent({ id: 'b', quantity: -10_000 }),
        anEvent({ id: 'c', meter: 'seat_days', unit: 'seat', quantity: 120_000, period: '2025-01-02', entryId: null }),
      ];
      const once = [ACCEPTED, ACCEPTED, ACCEPTED];
      expect(await billing.sendUsage(events)).toEqual(once);
      expect(await billing.sendUsage(events)).toEqual(once);
      expect(told()).toEqual(
        new Map([
          ['a', 2.25],
          ['b', -1],
          ['c', 12],
        ]),
      );
    });

    it('charges a line once, however often it is posted, and takes corrections', async () => {
      const { billing, charged } = await meeting(['answered', 'answer lost', 'twice', 'away']);
      const correction = aLine({ id: 'correction', amount: -85_00, corrects: aLine().id });
      for (let times = 0; times < 2; times++)
        for (const line of [aLine(), correction]) expect(await billing.postLine(line)).toEqual(ACCEPTED);
      expect(charged()).toEqual([`${aLine().id} 850.00 EUR`, 'correction -85.00 EUR']);
    });

    it('charges a line once though it is posted several times at once', async () => {
      const { billing, charged } = await meeting([]);
      const answers = await Promise.all(Array.from({ length: 5 }, () => billing.postLine(aLine())));
      expect(answers).toEqual(Array(5).fill(ACCEPTED));
      expect(charged()).toHaveLength(1);
    });

    it('refuses only what is wrong in a batch', async () => {
      const fateOf = async (request: Request) =>
        (await request.clone().text()).includes('wrong') ? new Response(null, { status: 422 }) : 'answered';
      const { billing, told } = await meeting([], { fateOf });
      const answers = await billing.sendUsage(['a', 'wrong', 'b'].map((id) => anEvent({ id })));
      expect(answers).toEqual([ACCEPTED, { outcome: 'refused', reason: 'HTTP 422' }, ACCEPTED]);
      expect([...told().keys()]).toEqual(['a', 'b']);
    });

    it('sends nothing of a campaign behind what is unavailable', async () => {
      const fateOf = async (request: Request) =>
        (await request.clone().text()).includes('ailing') ? new Response(null, { status: 503 }) : 'answered';
      const { billing, told } = await meeting([], { fateOf });
      const answers = await billing.sendUsage(['ailing', 'behind'].map((id) => anEvent({ id })));
      const ailing = { outcome: 'unavailable', reason: 'HTTP 503', untried: false };
      expect(answers).toEqual([expect.objectContaining(ailing), expect.objectContaining(ailing)]);
      expect(told()).toEqual(new Map());
    });

    it('tries again at once, at most twice', async () => {
      const { billing, asked } = await warmed(['failed', 'away', 'answered', 'failed', 'failed', 'away']);
      expect(await billing.postLine(aLine())).toEqual(ACCEPTED);
      expect(asked()).toBe(3);
      const failed = { outcome: 'unavailable', reason: 'unreachable', retryAfter: null, untried: false };
      expect(await billing.postLine(aLine({ id: 'another' }))).toEqual(failed);
      expect(asked()).toBe(6);
    });

    it.each([400, 401, 403, 404, 409, 422])('takes %i as refused for good, and asks once', async (status) => {
      const { billing, asked } = await warmed([new Response(null, { status })]);
      expect(await billing.postLine(aLine())).toEqual({ outcome: 'refused', reason: `HTTP ${status}` });
      expect(asked()).toBe(1);
    });

    it.each([408, 425, 429, 500, 503])('takes %i as what may be different another time', async (status) => {
      const { billing, asked } = await warmed([new Response(null, { status, headers: { 'Retry-After': '7' } })]);
      const answer = { outcome: 'unavailable', reason: `HTTP ${status}`, retryAfter: 7_000, untried: false };
      expect(await billing.postLine(aLine())).toEqual(answer);
      expect(asked()).toBe(1);
    });

    it('follows no redirect with its key', async () => {
      const moved = new Response(null, { status: 307, headers: { Location: '/elsewhere' } });
      const { billing, asked } = await warmed([moved, moved, moved]);
      expect(await billing.postLine(aLine())).toMatchObject({ outcome: 'unavailable', reason: 'HTTP 307' });
      expect(asked()).toBe(3);
    });

    it('gives up what does not answer in time', async () => {
      const { billing } = await warmed(['hangs', 'hangs', 'hangs'], { timeout: 100 });
      expect(await billing.postLine(aLine())).toMatchObject({ outcome: 'unavailable', reason: 'no answer in time' });
    });

    it('asks nothing for a while after five failures in a row', async () => {
      const { billing, asked } = await warmed(Array(9).fill('failed'));
      for (let times = 0; times < 2; times++) await billing.postLine(aLine());
      expect(asked()).toBe(5);
      const open = { outcome: 'unavailable', reason: 'circuit open', retryAfter: 60_000, untried: true };
      expect(await billing.postLine(aLine())).toEqual(open);
      expect(await billing.sendUsage([anEvent()])).toEqual([open]);
      expect(asked()).toBe(5);
    });
  });
}
