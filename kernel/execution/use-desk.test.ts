import { type Failure, ok, type Principal } from '@orrery/plugin-sdk';
import type { ToThread } from '@orrery/plugin-sdk/bridge/messages';
import { expect, test } from 'vitest';
import type { Standing } from '../access/standing.ts';
import type { OpenCall, ThreadLink } from './thread-link.ts';
import type { Runnable } from './types.ts';
import { createUseDesk } from './use-desk.ts';

const plugin = {
  key: 'probe@1',
  id: 'probe',
  level: 'core',
  granted: { storage: {}, instances: {}, identity: ['check'] },
} as unknown as Runnable;
const ada = { kind: 'user', key: 'user:1', id: 1, orgId: 1, orgRole: 'Editor' } as Principal;
const lost: Failure = { code: 'access/changed', message: 'Taken.', retryable: false };

/** What became of a use in the course of a call by `ada`, and what reached a broker. */
async function use(capability: string, method: string, standing?: Partial<Standing>) {
  const reached: string[] = [];
  const broker = async (asked: string) => {
    reached.push(asked);
    return ok('done');
  };
  const desk = createUseDesk(
    new Map(['storage', 'instances', 'identity'].map((name) => [name, broker])),
    () => ada,
    () => {},
  );
  const call = { options: { principal: ada, orgId: 1, requestId: 'r', ...(standing && { standing }) } } as unknown as OpenCall;
  const answers: ToThread[] = [];
  await desk.serve({} as ThreadLink, plugin, call, 1, { use: 1, capability, method }, [], (head) => void answers.push(head));
  return { reached, answer: answers[0] };
}

test.each([
  ['storage', 'insert'],
  ['storage', 'update'],
  ['storage', 'delete'],
  ['storage', 'transaction'],
  ['instances', 'create'],
  ['instances', 'delete'],
])('%s.%s is not done for a caller whose right was taken meanwhile (T34)', async (capability, method) => {
  const { reached, answer } = await use(capability, method, { lost: async () => lost });
  expect([reached, answer]).toEqual([[], expect.objectContaining({ ok: false, failure: lost })]);
});
test('reading goes on, as what was read is judged again before it is sent', async () => {
  expect((await use('storage', 'find', { lost: async () => lost })).reached).toEqual(['find']);
});
test('who still stands where they stood, and a plugin that acts for itself, keep what they write', async () => {
  expect((await use('storage', 'insert', { lost: async () => undefined })).reached).toEqual(['insert']);
  expect((await use('storage', 'insert')).reached).toEqual(['insert']);
});
