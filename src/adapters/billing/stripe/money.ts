import { currencyDigits, type MinorUnits } from '../../../core/domain/shared/money.ts';

/** What Stripe takes without decimals, and with three of which the last must be 0; ISK and UGX it takes with two, unlike ISO 4217. */
const NONE = ['BIF', 'CLP', 'DJF', 'GNF', 'JPY', 'KMF', 'KRW', 'MGA', 'PYG', 'RWF', 'VND', 'VUV', 'XAF', 'XOF', 'XPF'];
const THREE = ['BHD', 'JOD', 'KWD', 'OMR', 'TND'];

/** The amount in what Stripe counts the currency in, an integer; null where Stripe cannot say it exactly. */
export function toStripeAmount(minor: MinorUnits, currency: string): number | null {
  const isThree = THREE.includes(currency);
  const digits = NONE.includes(currency) ? 0 : isThree ? 3 : 2;
  const amount = scaled(minor, digits - currencyDigits(currency));
  return amount === null || (isThree && amount % 10 !== 0) ? null : amount;
}

/** The integer times a power of ten; null where that is no exact integer. */
function scaled(minor: number, power: number): number | null {
  const by = 10 ** Math.abs(power);
  if (power < 0 && minor % by !== 0) return null;
  const amount = power < 0 ? minor / by : minor * by;
  return Number.isSafeInteger(amount) ? amount : null;
}
