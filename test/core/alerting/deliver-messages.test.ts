import { describe, expect, test } from 'vitest';
import type { Attempt } from '../../../src/core/domain/alerting/settle-message.ts';
import { MOST_ATTEMPTS, nextAttemptAt } from '../../../src/core/domain/alerting/settle-message.ts';
import { HOUR, MINUTE } from '../../../src/core/domain/shared/time.ts';
import { acknowledgeAlert } from '../../../src/core/usecases/alerts/acknowledge-alert.ts';
import { alertFollower } from '../../../src/core/usecases/alerts/follow-alerts.ts';
import { createMessageDelivery, deliverMessage } from '../../../src/core/usecases/alerts/run-messages.ts';
import { createRepeats } from '../../../src/core/usecases/alerts/run-repeats.ts';
import type { Message } from '../../../src/ports/notifier.ts';
import { createService, eventually, optionsOf, start } from './service.ts';

const DELIVERED: Attempt = { outcome: 'delivered' };
const DOWN: Attempt = { outcome: 'failed', error: 'unreachable', retryAfterSeconds: null };

/** A service whose people all have e-mail, with one campaign that has crossed 90 %; attempts end as told. */
async function crossed(...attempts: readonly (Attempt | Promise<Attempt>)[]) {
  const sent: Message[] = [];
  const service = await createService({
    routesFor: async () => [{ channel: 'email', target: null }],
    async deliver(message) {
      sent.push(message);
      return attempts[sent.length - 1] ?? DELIVERED;
    },
  });
  const ledger = await service.ledger();
  const signal = new AbortController().signal;
  const follow = async (seats: number) => {
    const entry = ledger.consumeTo(seats, service.clock.now());
    await service.append(entry);
    await alertFollower(service.ports).apply('campaign-1', [entry], signal);
    return entry.id;
  };
  const alertId = await follow(90);
  const message = () => {
    const [first] = [...service.tables.alertMessages.values()];
    if (!first) throw new Error('There is no message');
    return first;
  };
  const reasons = async () =>
    (await service.ports.alerts.decisions(alertId)).map(({ decision, reason }) => `${decision} ${reason}`);
  return { ...service, sent, follow, alertId, message, reasons };
}

describe('a message to people', () => {
  test('is said to be sent once it has been delivered, not before', async () => {
    const { ports, message, reasons, sent } = await crossed();
    expect(await reasons()).toEqual(['raised crossing']);
    await deliverMessage(ports, message());
    expect(sent).toMatchObject([
      { id: message().id, campaignName: 'Spring campaign', content: { recipient: 'company_admin' } },
    ]);
    expect(message()).toMatchObject({ state: 'delivered', attempts: 1 });
    expect(await reasons()).toEqual(['raised crossing', 'sent delivered']);
  });

  test('is found and delivered by the job', async () => {
    const { ports, message } = await crossed();
    const stop = start(createMessageDelivery(ports, optionsOf('one')));
    await eventually(() => message().state === 'delivered');
    await stop();
  });

  test('is not held up by another whose other side does not answer', async () => {
    const answer = Promise.withResolvers<Attempt>();
    const { ports, follow, tables } = await crossed(answer.promise);
    const stop = start(createMessageDelivery(ports, optionsOf('one')));
    await follow(100);
    await eventually(() => [...tables.alertMessages.values()].some(({ state }) => state === 'delivered'));
    answer.resolve(DELIVERED);
    await stop();
    expect([...tables.alertMessages.values()].every(({ state }) => state === 'delivered')).toBe(true);
  });

  test('that fails waits longer each time, and is then delivered under the same id', async () => {
    const { ports, clock, message, sent } = await crossed(DOWN, DOWN);
    const start = clock.now();
    await deliverMessage(ports, message());
    expect(message()).toMatchObject({
      state: 'pending',
      attempts: 1,
      lastError: 'unreachable',
      nextAttemptAt: start + 5_000,
    });
    await deliverMessage(ports, message());
    expect(message()).toMatchObject({ attempts: 2, nextAttemptAt: start + 10_000 });
    await deliverMessage(ports, message());
    expect(message()).toMatchObject({ state: 'delivered', lastError: null });
    expect(new Set(sent.map(({ id }) => id)).size).toBe(1);
  });

  test('is not tried before the other side allows it', () => {
    expect(nextAttemptAt(1, 0, 600)).toBe(10 * MINUTE);
    expect(nextAttemptAt(30, 0, null)).toBe(6 * HOUR);
  });

  test('that is refused for good is dead at once, and it is said that nobody was told', async () => {
    const { ports, message, reasons } = await crossed({ outcome: 'refused', error: 'gone' });
    await deliverMessage(ports, message());
    expect(message()).toMatchObject({ state: 'dead', lastError: 'gone' });
    expect(await reasons()).toEqual(['raised crossing', 'suppressed undeliverable']);
  });

  test('is dead after too many failures', async () => {
    const { ports, message } = await crossed(...Array.from({ length: MOST_ATTEMPTS }, () => DOWN));
    for (let attempt = 1; attempt < MOST_ATTEMPTS; attempt += 1) await deliverMessage(ports, message());
    expect(message().state).toBe('pending');
    await deliverMessage(ports, message());
    expect(message()).toMatchObject({ state: 'dead', attempts: MOST_ATTEMPTS });
  });

  test('whose alert is over is dropped and not sent late', async () => {
    const { clock, ports, follow, message, reasons, sent } = await crossed();
    clock.advance(MINUTE);
    await follow(10);
    clock.advance(MINUTE);
    await deliverMessage(ports, message());
    expect(sent).toEqual([]);
    expect(message().state).toBe('dropped');
    expect((await reasons()).at(-1)).toBe('suppressed ended_before_delivery');
  });

  test('that reached nobody gives its window back, so that the next crossing is told', async () => {
    const { clock, ports, follow, message, sent } = await crossed({ outcome: 'refused', error: 'gone' });
    await deliverMessage(ports, message());
    await follow(10);
    clock.advance(MINUTE);
    await follow(90);
    const [waiting] = await ports.alerts.dueMessages(clock.now(), 10);
    expect(waiting).toMatchObject({ repetition: false });
    if (waiting) await deliverMessage(ports, waiting);
    expect(sent).toHaveLength(2);
  });

  test('that reached nobody lets an alert that it held back be evaluated at once', async () => {
    const { clock, ports, follow, message } = await crossed();
    clock.advance(MINUTE);
    await follow(10);
    clock.advance(MINUTE);
    const second = await follow(90);
    expect(await ports.alerts.dueMessages(clock.now(), 10)).toHaveLength(1);
    await deliverMessage(ports, message());
    const [window] = await ports.alerts.endedWindows(clock.now(), 10);
    expect(window).toMatchObject({ alertId: second, lastSentAt: null });
  });

  test('delivered by two processes at once is kept once', async () => {
    const { ports, message, reasons } = await crossed();
    await Promise.all([deliverMessage(ports, message()), deliverMessage(ports, message())]);
    expect(await reasons()).toEqual(['raised crossing', 'sent delivered']);
  });
});

describe('the job that repeats', () => {
  test('says a lasting alert again when its window ends, and not after somebody acknowledged it', async () => {
    const { ports, clock, alertId, sent, tables } = await crossed();
    const jobs = [createRepeats(ports, optionsOf('one')), createMessageDelivery(ports, optionsOf('one'))];
    const stops = jobs.map(start);
    await eventually(() => sent.length === 1);
    clock.advance(12 * HOUR);
    await eventually(() => sent.length === 2);
    expect(sent.map(({ content }) => 'repetition' in content && content.repetition)).toEqual([false, true]);
    await eventually(() => [...tables.alertMessages.values()].every(({ state }) => state === 'delivered'));
    await acknowledgeAlert(
      ports,
      { actor: { id: 'a', role: 'admin', companyId: null }, requestId: 'r', idempotency: null },
      { id: alertId },
    );
    clock.advance(1_000 * HOUR);
    expect(await ports.alerts.endedWindows(clock.now(), 10)).toEqual([]);
    await Promise.all(stops.map((stop) => stop()));
    expect(sent).toHaveLength(2);
  });
});
