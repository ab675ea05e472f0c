import { createTransport } from 'nodemailer';
import type { Recipient } from '../../core/domain/alerting/alert.ts';
import type { Attempt } from '../../core/domain/alerting/settle-message.ts';
import type { CompanyRepository } from '../../ports/company-repository.ts';
import type { Channel } from './channel.ts';
import { mailText } from './mail-text.ts';

const TIMEOUT = 15_000;

export interface MailOptions {
  readonly companies: Pick<CompanyRepository, 'find'>;
  readonly smtpUrl: string;
  readonly from: string;
  /** Null where that team has no address. */
  readonly sales: string | null;
  readonly cs: string | null;
  /** Where the pages are reached, for links; null leaves them out. */
  readonly publicUrl: string | null;
}

/** E-mail over SMTP: a company's admin by the contacts of that role, sales and customer success by configuration. */
export function createMailChannel(options: MailOptions): Channel {
  const transport = createTransport({
    url: options.smtpUrl,
    connectionTimeout: TIMEOUT,
    greetingTimeout: TIMEOUT,
    socketTimeout: TIMEOUT,
  });

  async function addressesOf(recipient: Recipient, companyId: string): Promise<readonly string[]> {
    if (recipient !== 'company_admin') {
      const address = recipient === 'sales' ? options.sales : options.cs;
      return address === null ? [] : [address];
    }
    const company = await options.companies.find(companyId);
    return (company?.contacts ?? []).filter(({ role }) => role === 'company_admin').map(({ email }) => email);
  }

  return {
    async routesFor(recipient, companyId) {
      const addresses = await addressesOf(recipient, companyId);
      return addresses.length === 0 ? [] : [{ channel: 'email', target: null }];
    },
    async deliver({ id, campaignName, content }) {
      if (!('alert' in content)) return { outcome: 'refused', error: 'not_for_mail' };
      const { alert, recipient, repetition } = content;
      const to = await addressesOf(recipient, alert.companyId);
      if (to.length === 0) return { outcome: 'refused', error: 'no_contact' };
      const audience = recipient === 'company_admin' ? 'company' : 'staff';
      const mail = mailText(alert, campaignName, { audience, repetition, publicUrl: options.publicUrl });
      const messageId = `<${id.replaceAll('/', '.')}@${domainOf(options.from)}>`;
      try {
        await transport.sendMail({ from: options.from, to: [...to], ...mail, messageId });
        return { outcome: 'delivered' };
      } catch (error) {
        return outcomeOf(error);
      }
    },
  };
}

function domainOf(from: string): string {
  return /@([^@>\s]+)/.exec(from)?.[1] ?? 'localhost';
}

/** The server's own words are left out, since they often repeat the address; only what it refuses for good is given up. */
function outcomeOf(error: unknown): Attempt {
  const { code, responseCode } = error as { code?: string; responseCode?: number };
  const said = ['smtp', code, responseCode]
    .filter((part) => part !== undefined)
    .join('_')
    .toLowerCase();
  const forGood = (code === 'EENVELOPE' || code === 'EMESSAGE') && (responseCode ?? 0) >= 500;
  return forGood ? { outcome: 'refused', error: said } : { outcome: 'failed', error: said, retryAfterSeconds: null };
}
