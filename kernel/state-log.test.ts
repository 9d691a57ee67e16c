import { expect, test } from 'vitest';
import type { Logger } from './observe/types.ts';
import type { StateChange } from './registry/types.ts';
import { logStates } from './state-log.ts';

const change = (from: StateChange['from'], to: StateChange['to']): StateChange =>
  ({ id: 'a', version: '1.0.0', from, to, cause: 'Because.' }) as StateChange;

test('a start that goes well is told to who looks closer, and what differs from it to all', () => {
  const heard: string[] = [];
  const audited: string[] = [];
  const say = (level: string) => (words: string) => void heard.push(`${level} ${words}`);
  let tell = (_: StateChange): void => {};
  const states = logStates({
    registry: { onState: (listener) => ((tell = listener), () => {}) },
    log: { debug: say('debug'), info: say('info') } as unknown as Logger,
    audit: { note: ({ action }) => void audited.push(action) },
  });
  tell(change(undefined, 'verified'));
  tell(change('resolved', 'active'));
  tell(change('resolved', 'quarantined'));
  states.started();
  tell(change('resolved', 'active'));
  expect(heard).toEqual([
    'debug a 1.0.0: new -> verified',
    'debug a 1.0.0: resolved -> active',
    'info a 1.0.0: resolved -> quarantined',
    'info a 1.0.0: resolved -> active',
  ]);
  expect(audited).toEqual(['plugins:active', 'plugins:quarantined', 'plugins:active']);
});
