import { type AddressInfo, createServer, type Server } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { createMailChannel } from '../../src/adapters/notify/mail-channel.ts';
import { mailText } from '../../src/adapters/notify/mail-text.ts';
import type { Message } from '../../src/ports/notifier.ts';
import { aCompany, anAlert } from '../contract/documents.ts';

interface Mail {
  readonly to: readonly string[];
  readonly text: string;
}

const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** A mail server that says yes to everything but what `refuse` answers to. */
async function mailServer(refuse: (command: string) => string | null = () => null) {
  const mails: Mail[] = [];
  const server = createServer((socket) => {
    let to: string[] = [];
    let data: string | null = null;
    let pending = '';
    const say = (line: string) => socket.write(`${line}\r\n`);
    say('220 mail.example.org');
    socket.on('error', () => {});
    socket.on('data', (bytes) => {
      const lines = (pending + bytes.toString()).split('\r\n');
      pending = lines.pop() ?? '';
      for (const line of lines) {
        if (data !== null) {
          if (line !== '.') {
            data += `${line}\n`;
            continue;
          }
          mails.push({ to, text: data });
          data = null;
          to = [];
          say('250 taken');
          continue;
        }
        const refusal = refuse(line);
        if (line.startsWith('RCPT TO:') && refusal === null) to.push(line.slice(9, -1));
        if (line === 'DATA' && refusal === null) data = '';
        say(refusal ?? (line === 'DATA' ? '354 go on' : line === 'QUIT' ? '221 bye' : '250 ok'));
      }
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { mails, smtpUrl: `smtp://127.0.0.1:${port}` };
}

const CONTACTS = [
  { name: 'One', email: 'one@acme.example', role: 'company_admin' as const },
  { name: 'Two', email: 'two@acme.example', role: 'company_admin' as const },
  { name: 'Three', email: 'three@acme.example', role: 'billing' as const },
];

function channelTo(smtpUrl: string, options: { contacts?: typeof CONTACTS; sales?: string | null } = {}) {
  const { contacts = CONTACTS, sales = 'sales@us.example' } = options;
  return createMailChannel({
    companies: { find: async (id) => (id === 'acme' ? aCompany({ id, contacts }) : null) },
    smtpUrl,
    from: 'Campaigns <campaigns@us.example>',
    sales,
    cs: null,
    publicUrl: 'https://campaigns.us.example',
  });
}

function aMessageTo(recipient: 'sales' | 'company_admin' | 'cs', repetition = false): Message {
  const action = 'upsell_opportunity' as const;
  const alert = anAlert({ id: 'alert-1', campaignId: 'campaign-1', companyId: 'acme', threshold: 80, action });
  return {
    id: `alert-1/crossing/${recipient}/email`,
    route: { channel: 'email', target: null },
    campaignId: 'campaign-1',
    campaignName: 'Mentors, Berlin',
    content: { type: 'capacity.alert', alert, recipient, repetition },
  };
}

describe('an e-mail', () => {
  test("reaches every contact of the company's admin role, names no person, and links to the alert", async () => {
    const { mails, smtpUrl } = await mailServer();
    expect(await channelTo(smtpUrl).deliver(aMessageTo('company_admin'))).toEqual({ outcome: 'delivered' });
    expect(mails.map(({ to }) => to)).toEqual([['one@acme.example', 'two@acme.example']]);
    const text = mails[0]?.text.replaceAll('=\n', '').replaceAll('=3D', '=') ?? '';
    expect(text).toContain('Mentors, Berlin has reached 80 % of its capacity.');
    expect(text).toContain('See the alert and acknowledge it: https://campaigns.us.example/alerts/alert-1');
    expect(text).toContain('<a href="https://campaigns.us.example/alerts/alert-1"');
    expect(text).toContain('Content-Type: multipart/alternative');
    expect(text).toContain('Message-ID: <alert-1.crossing.company_admin.email@us.example>');
    expect(text).not.toContain('opportunity');
  });

  test('says the same as HTML, in which a name is nothing but text', async () => {
    const { mails, smtpUrl } = await mailServer();
    await channelTo(smtpUrl).deliver({ ...aMessageTo('sales'), campaignName: '<b>Mentors</b> & "more"' });
    const text = mails[0]?.text.replaceAll('=\n', '').replaceAll('=3D', '=') ?? '';
    expect(text).toContain('&lt;b&gt;Mentors&lt;/b&gt; &amp; &quot;more&quot; has reached 80 % of its capacity.');
    expect(text).not.toContain('<b>Mentors</b> &amp;');
  });

  test.each([
    ['performance', 1.8, 'SROI below 2.0', 'Its SROI was 1.80'],
    ['budget', 0.925, '90 % of the budget spent', 'Spending was at 92.50 %'],
  ] as const)('of an alert of %s tells its own figure', (kind, value, subject, figure) => {
    const measure = { value, people: null };
    const alert = anAlert({
      id: 'a',
      kind,
      threshold: null,
      measure,
      action: 'review_program',
      consumed: 0,
      capacity: 0,
    });
    const options = { audience: 'staff', repetition: false, publicUrl: null } as const;
    const mail = mailText(alert, 'Mentors', options);
    expect(mail.subject).toBe(`${subject} – Mentors`);
    expect(mail.text).toContain(figure);
    expect(mail.html).toContain(figure);
  });

  test('tells sales what it is to them, and says when it is a reminder', async () => {
    const { mails, smtpUrl } = await mailServer();
    await channelTo(smtpUrl).deliver(aMessageTo('sales', true));
    expect(mails).toMatchObject([{ to: ['sales@us.example'] }]);
    expect(mails[0]?.text).toContain('This is an opportunity');
    expect(mails[0]?.text).toMatch(/^Subject: .*Reminder/m);
  });

  test.each([
    ['company_admin', 'acme', 1],
    ['company_admin', 'unknown', 0],
    ['sales', 'acme', 1],
    ['cs', 'acme', 0],
  ] as const)('has a way to %s of %s: %i', async (recipient, companyId, ways) => {
    const { smtpUrl } = await mailServer();
    expect(await channelTo(smtpUrl).routesFor(recipient, companyId, 'capacity.alert')).toHaveLength(ways);
  });

  test('that is refused for good is given up, without its address in the reason', async () => {
    const { smtpUrl } = await mailServer((line) => (line.startsWith('RCPT') ? '550 no such mailbox' : null));
    expect(await channelTo(smtpUrl).deliver(aMessageTo('sales'))).toEqual({
      outcome: 'refused',
      error: 'smtp_eenvelope_550',
    });
  });

  test('that is put off is tried again', async () => {
    const { smtpUrl } = await mailServer((line) => (line.startsWith('MAIL') ? '451 later' : null));
    expect(await channelTo(smtpUrl).deliver(aMessageTo('sales'))).toEqual({
      outcome: 'failed',
      error: 'smtp_eenvelope_451',
      retryAfterSeconds: null,
    });
  });

  test('to a server that is not there is tried again', async () => {
    const { smtpUrl } = await mailServer();
    for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
    expect(await channelTo(smtpUrl).deliver(aMessageTo('sales'))).toMatchObject({ outcome: 'failed' });
  });
});
