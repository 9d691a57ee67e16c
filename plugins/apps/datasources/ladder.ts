/** The test of a data source as a ladder: how far one gets, rung by rung. The first that breaks is the answer; later ones were not tried. */
import type { HealthResult, Instance, Result } from '@orrery/plugin-sdk';
import type { Rung } from '@orrery/plugin-sdk/contributions/datasource';
import { settingsOf } from './model.ts';

export interface LadderRung {
  readonly step: Rung['step'] | 'plugin' | 'signIn' | 'query';
  readonly state: 'ok' | 'failed' | 'skipped';
  readonly ms?: number;
  readonly facts: Readonly<Record<string, string>>;
}
export interface Ladder {
  readonly status: HealthResult['status'];
  readonly message: string;
  readonly details?: Readonly<Record<string, unknown>>;
  readonly rungs: readonly LadderRung[];
}

export interface LadderParts {
  /** A plugin of its type is active. */
  readonly served: boolean;
  reach(): Promise<Result<unknown>>;
  health(): Promise<Result<unknown>>;
}

const refusedSignIn = /\b(401|403)\b|unauthori[sz]ed|forbidden|authentication/i;

export async function climb(instance: Instance, { served, reach, health }: LadderParts): Promise<Ladder> {
  const expected = stepsOf(instance);
  const ended = (done: readonly LadderRung[], message: string): Ladder => ({
    status: 'ERROR',
    message,
    rungs: [
      ...done,
      ...expected
        .filter((step) => !done.some((rung) => rung.step === step))
        .map((step): LadderRung => ({ step, state: 'skipped', facts: {} })),
    ],
  });
  if (!served) {
    const message = `No active plugin provides the type "${instance.contribution}".`;
    return ended([{ step: 'plugin', state: 'failed', facts: { type: instance.contribution, message } }], message);
  }

  const reached = await reach();
  if (!reached.ok) {
    const { code, message } = reached.failure;
    return ended([{ step: expected.includes('allowed') ? 'allowed' : 'plugin', state: 'failed', facts: { code, message } }], message);
  }
  const below = (reached.value ?? []) as readonly Rung[];
  const broken = below.find(({ state }) => state === 'failed');
  if (broken) return ended(below, broken.facts.message ?? '');

  const started = Date.now();
  const asked = await health();
  const ms = Date.now() - started;
  const result: HealthResult = asked.ok ? (asked.value as HealthResult) : { status: 'ERROR', message: asked.failure.message };
  const { status, message, details } = result;
  const facts = { message };
  const proves = expected.includes('signIn');
  if (status === 'OK') {
    const top: LadderRung[] = [
      ...(proves ? [{ step: 'signIn', state: 'ok', facts: {} } as const] : []),
      { step: 'query', state: 'ok', ms, facts },
    ];
    return { status, message, ...(details && { details }), rungs: [...below, ...top] };
  }
  if (refusedSignIn.test(message)) return ended([...below, { step: 'signIn', state: 'failed', ms, facts }], message);
  return ended(
    [...below, ...(proves ? [{ step: 'signIn', state: 'ok', facts: {} } as const] : []), { step: 'query', state: 'failed', ms, facts }],
    message,
  );
}

function stepsOf(instance: Instance): readonly LadderRung['step'][] {
  if (!instance.url) return ['query'];
  const { basicAuth, user } = settingsOf(instance);
  const proves =
    basicAuth || user !== '' || instance.secretNames.some((name) => /^(httpHeaderValue|bearer|tlsClient|token|password)/.test(name));
  const secure = /^https:/i.test(instance.url);
  return ['name', 'allowed', 'connect', ...(secure ? (['tls'] as const) : []), ...(proves ? (['signIn'] as const) : []), 'query'];
}
