/** The tab's one live connection, opened when somebody first listens. */
import { connectLive, type Live } from '@orrery/plugin-sdk/ui';
import { signal } from '@preact/signals';

/** Undefined before the first connection; the time of the loss, in epoch ms, while there is none. */
export const lostAt = signal<number | undefined>(undefined);
let connection: Live | undefined;

export function live(): Live {
  if (!connection) {
    connection = connectLive(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/api/orrery/live`);
    connection.onState((connected) => {
      lostAt.value = connected ? undefined : (lostAt.peek() ?? Date.now());
    });
  }
  return connection;
}
