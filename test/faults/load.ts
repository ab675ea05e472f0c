import type { Answered, AnsweredEntry } from './history.ts';

export interface Target {
  readonly campaignId: string;
  /** The unit belongs to a person: requests name subjects, who also leave again. */
  readonly seats: boolean;
}

interface Wanted {
  readonly campaignId: string;
  readonly operation: 'consume' | 'release';
  readonly key: string;
  readonly subject: string | null;
  readonly quantity: number;
}

export interface Load {
  readonly history: readonly Answered[];
  readonly sent: () => number;
  /** No new requests; what was sent is repeated until it is answered or patience ends. Resolves with how many were not. */
  finish(patience: number): Promise<number>;
}

const ANSWER_TIMEOUT = 15_000;
const PAUSE = 50;
const REPEATED = 0.05;

/** Clients that behave as they should: a request without an answer is sent again with its key, to any process, until it has one. */
export function startLoad(urls: readonly string[], token: string, targets: readonly Target[], atOnce: number): Load {
  const history: Answered[] = [];
  const placed: Wanted[] = [];
  let sent = 0;
  let running = true;
  let unanswered = 0;
  let deadline = Number.POSITIVE_INFINITY;

  function choose(): Wanted {
    const earlier =
      Math.random() < REPEATED ? history.at(-Math.ceil(Math.random() * Math.min(2_000, history.length))) : undefined;
    if (earlier) return earlier;
    const target = targets[Math.floor(Math.random() * targets.length)];
    if (!target) throw new Error('A load needs a campaign');
    const { campaignId, seats } = target;
    const key = crypto.randomUUID();
    if (!seats)
      return { campaignId, operation: 'consume', key, subject: null, quantity: 1 + Math.floor(Math.random() * 3) };
    const leaving = Math.random() < 0.3 ? placed[Math.floor(Math.random() * placed.length)] : undefined;
    if (leaving) return { ...leaving, operation: 'release', key };
    return { campaignId, operation: 'consume', key, subject: `s-${Math.floor(Math.random() * 20_000)}`, quantity: 1 };
  }

  async function client(): Promise<void> {
    while (running) {
      const wanted = choose();
      sent += 1;
      const answered = await untilAnswered(urls, token, wanted, () => Date.now() > deadline);
      if (!answered) {
        unanswered += 1;
        continue;
      }
      history.push(answered);
      if (answered.status === 201 && wanted.operation === 'consume' && wanted.subject !== null) placed.push(wanted);
    }
  }

  const clients = Array.from({ length: atOnce }, client);
  return {
    history,
    sent: () => sent,
    async finish(patience) {
      running = false;
      deadline = Date.now() + patience;
      await Promise.all(clients);
      return unanswered;
    },
  };
}

async function untilAnswered(
  urls: readonly string[],
  token: string,
  wanted: Wanted,
  givesUp: () => boolean,
): Promise<Answered | null> {
  const from = Date.now();
  for (let attempt = Math.floor(Math.random() * urls.length); ; attempt += 1) {
    const answer = await send(urls[attempt % urls.length] ?? '', token, wanted);
    if (answer) return { ...wanted, from, to: Date.now(), ...answer };
    if (givesUp()) return null;
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
}

/** Null where there is no answer, or one that says to come again. */
async function send(
  url: string,
  token: string,
  wanted: Wanted,
): Promise<Pick<Answered, 'status' | 'code' | 'entry'> | null> {
  const { campaignId, operation, key, subject, quantity } = wanted;
  const path = operation === 'consume' ? 'consumption' : 'releases';
  const body = operation === 'release' ? { subject } : subject === null ? { quantity } : { subject };
  try {
    const response = await fetch(`${url}/api/v1/campaigns/${campaignId}/${path}`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json', 'Idempotency-Key': key },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(ANSWER_TIMEOUT),
    });
    const answer = (await response.json()) as { code?: string; entry?: AnsweredEntry } & Partial<AnsweredEntry>;
    if (response.status >= 500) return null;
    const entry = response.ok ? (answer.entry ?? (answer as AnsweredEntry)) : null;
    return { status: response.status, code: answer.code ?? null, entry };
  } catch {
    return null;
  }
}
