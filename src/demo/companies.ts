import type { CompanyInput, SubscriptionInput } from '../core/domain/company/input.ts';
import type { Calendar } from './calendar.ts';

export type CompanySlug = 'bank' | 'manufacturer' | 'software-firm';

export const COMPANIES: Readonly<Record<CompanySlug, CompanyInput>> = {
  bank: {
    name: 'Fjellheim Sparebank',
    timeZone: 'Europe/Oslo',
    currency: 'NOK',
    tags: ['banking', 'norway'],
    contacts: [
      { name: 'Ingrid Solberg', email: 'ingrid.solberg@fjellheim.example', role: 'company_admin' },
      { name: 'Accounts payable', email: 'invoices@fjellheim.example', role: 'billing' },
    ],
  },
  manufacturer: {
    name: 'Bergmann & Roth Maschinenbau',
    timeZone: 'Europe/Berlin',
    currency: 'EUR',
    tags: ['manufacturing', 'germany'],
    contacts: [
      { name: 'Jonas Weber', email: 'jonas.weber@bergmann-roth.example', role: 'company_admin' },
      { name: 'Rechnungswesen', email: 'rechnung@bergmann-roth.example', role: 'billing' },
    ],
  },
  'software-firm': {
    name: 'Liffey Software',
    timeZone: 'Europe/Dublin',
    currency: 'EUR',
    tags: ['software', 'ireland'],
    contacts: [
      { name: 'Aoife Brennan', email: 'aoife.brennan@liffey.example', role: 'company_admin' },
      { name: 'Finance', email: 'finance@liffey.example', role: 'billing' },
    ],
  },
};

/** The one subscription, whose learners two bundle campaigns share. */
export function learnersSubscription(calendar: Calendar): Omit<SubscriptionInput, 'companyId'> {
  return {
    name: 'Liffey L2I learners',
    learners: 500,
    price: '60000.00',
    currency: 'EUR',
    startsOn: calendar.date(-150),
    endsOn: calendar.date(214),
    status: 'active',
  };
}
