import { afterAll } from 'vitest';
import { serveBilling, serveStripe } from '../http/billing-services.ts';
import { startStripeMock } from '../setup/stripe-mock.ts';
import { billingServiceContract } from './billing-service.ts';

const mock = await startStripeMock();
afterAll(() => mock.stop());

billingServiceContract('the billing service', serveBilling);
billingServiceContract('Stripe', (options) => serveStripe(mock.url, options));
