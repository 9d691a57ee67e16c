/** Every route of Grafana's API, asked of a whole server: answered by the plugin it belongs to, or refused with the name of that plugin. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningOrrery, startOrrery } from '../../support/server.ts';
import { type Row, rows } from './rows.ts';

let server: RunningOrrery;
beforeAll(async () => {
  server = await startOrrery({ patienceMs: 150_000 });
}, 240_000);
afterAll(() => server?.stop());

/** Plugins that are here: a row of theirs that only gives a reason is work that is left, and is listed. */
const here = new Set([
  'kernel',
  'orrery-access-app',
  'orrery-app-settings-app',
  'orrery-compat-app',
  'orrery-dashboards-app',
  'orrery-datasources-app',
  'orrery-links-app',
  'orrery-password-auth',
  'orrery-query-history-app',
  'orrery-token-auth',
]);
/** Plugins all of whose rows are answered. A plugin that gets there is added, and stays. */
const whole = [
  ...['kernel', 'orrery-app-settings-app', 'orrery-compat-app', 'orrery-datasources-app', 'orrery-links-app', 'orrery-password-auth'],
  'orrery-query-history-app',
];

interface Outcome {
  readonly row: Row;
  readonly status: number;
  readonly kind: 'answered' | 'later' | 'unknown';
  readonly plugin: string | undefined;
}

/** Ids that nothing has, so that asking changes nothing. */
function addressOf(path: string): string {
  return path
    .replace('*', 'nothing/here')
    .replace(/:(id|userId|orgId|teamId|team|keyId|tokenId|panelId|version|ids)\b/g, '987654')
    .replace(/:\w+/g, 'no-such-thing');
}

async function ask(row: Row): Promise<Outcome> {
  const { user, password } = server.admin;
  const response = await fetch(server.url + addressOf(row.path), {
    method: row.method,
    redirect: 'manual',
    headers: { authorization: `Basic ${btoa(`${user}:${password}`)}`, 'content-type': 'application/json' },
    ...(!['GET', 'HEAD'].includes(row.method) && { body: '{}' }),
  });
  const text = await response.text();
  const json = (response.headers.get('content-type') ?? '').includes('json');
  const body = (json && text ? JSON.parse(text) : {}) as { message?: string; messageId?: string; plugin?: string };
  const later = response.status === 404 && body.messageId === 'api.notHereYet';
  // A HEAD has no body to tell by; what it tells of a route that is not there is a 404.
  const unknown = response.status === 404 && (row.method === 'HEAD' || (json && /^Not found(: |$)/.test(body.message ?? '')));
  return { row, status: response.status, kind: later ? 'later' : unknown ? 'unknown' : 'answered', plugin: body.plugin };
}

describe("Grafana's API, sections 3 to 21", () => {
  const outcomes: Outcome[] = [];
  const told = ({ row, status }: Outcome): string => `${row.method} ${row.path} (${row.belongsTo}): ${status}`;

  test('is answered or refused with a reason at every route', { timeout: 120_000 }, async () => {
    for (const row of rows) outcomes.push(await ask(row));
    expect(outcomes.filter(({ kind }) => kind === 'unknown').map(told)).toEqual([]);
    expect(outcomes.filter(({ status }) => status >= 500 && status !== 503).map(told)).toEqual([]);
  });
  test('names in each reason the plugin that the row belongs to', () => {
    const wrong = outcomes.filter(({ kind, row, plugin }) => kind === 'later' && plugin !== row.belongsTo);
    expect(wrong.map((outcome) => `${told(outcome)}: ${outcome.plugin}`)).toEqual([]);
  });
  test('has no gap in the plugins that are whole', () => {
    const gaps = outcomes.filter(({ kind, row }) => kind === 'later' && whole.includes(row.belongsTo));
    expect(gaps.map(told)).toEqual([]);
  });
  test('says how far each plugin is', () => {
    const plugins = Map.groupBy(outcomes, ({ row }) => row.belongsTo);
    const lines = [...plugins].map(([plugin, all]) => {
      const answered = all.filter(({ kind }) => kind === 'answered').length;
      return `${plugin.padEnd(28)} ${String(answered).padStart(3)} of ${String(all.length).padStart(3)} answered`;
    });
    const open = outcomes.filter(({ kind, row }) => kind === 'later' && here.has(row.belongsTo));
    console.log(
      [...lines, ...(open.length > 0 ? ['left in plugins that are here:', ...open.map((one) => `  ${told(one)}`)] : [])].join('\n'),
    );
    expect(outcomes).toHaveLength(rows.length);
  });
  test('asks who is there before it gives a reason', async () => {
    const response = await fetch(`${server.url}/api/playlists`);
    expect([response.status, await response.json()]).toMatchObject([401, { message: 'Unauthorized' }]);
  });
});
