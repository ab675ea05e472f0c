import { expect, test } from 'vitest';
import { ACCOUNT_FORM } from '../../../src/core/domain/capacity/account.ts';
import { CAMPAIGN } from './commands.ts';
import { engineOn, openCampaign } from './world.ts';

/** What each form of an account's state looks like. A new shape is a new form: add it here, and never change an older one. */
const SHAPES: Readonly<Record<number, { account: string; balance: string }>> = {
  1: {
    account: 'balances id pool recordedAt sequence',
    balance:
      'campaignId capacity companyId consumed disarmed grants held holds madeAt overage rate status statusVersion termsVersion uncovered unit waitlist',
  },
};

test('a state of another shape has another form, so that none kept by an older program is trusted', async () => {
  const account = await engineOn(await openCampaign({ unit: 'seat' })).read(CAMPAIGN);
  const namesOf = (value: object) => Object.keys(value).sort().join(' ');

  expect({ account: namesOf(account), balance: namesOf(account.balances[CAMPAIGN] ?? {}) }).toEqual(
    SHAPES[ACCOUNT_FORM],
  );
});
