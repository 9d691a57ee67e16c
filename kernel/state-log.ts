/** The life of plugins in words: each change of a state in the log, and those that people answer for in the audit trail. */
import type { Audit } from './access/types.ts';
import type { Logger } from './observe/types.ts';
import type { Registry } from './registry/types.ts';

export interface StateLog extends Disposable {
  /** From now on an activation is news: somebody installed, updated or enabled. */
  started(): void;
}

export function logStates({
  registry,
  log,
  audit,
}: {
  readonly registry: Pick<Registry, 'onState'>;
  readonly log: Logger;
  readonly audit: Pick<Audit, 'note'>;
}): StateLog {
  let isStarting = true;
  const stop = registry.onState(({ id, version, from, to, cause }) => {
    const isOnTheWay = to === 'verified' || to === 'resolved';
    // What goes as it should while a server starts is for who looks closer.
    const isUsual = isOnTheWay || (isStarting && to === 'active' && from === 'resolved');
    log[isUsual ? 'debug' : 'info'](`${id} ${version}: ${from ?? 'new'} -> ${to}`, { cause });
    if (isOnTheWay) return;
    audit.note({
      requestId: 'lifecycle',
      principal: 'kernel',
      orgId: 0,
      action: `plugins:${to}`,
      scope: `plugins:id:${id}`,
      outcome: 'done',
      detail: { version, from, cause },
    });
  });
  return {
    started() {
      isStarting = false;
    },
    [Symbol.dispose]: stop,
  };
}
