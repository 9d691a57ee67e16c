/** A small datasource query through the kernel, above asking the same Prometheus directly. */
import { startPrometheus } from '../support/prometheus.ts';
import { startOrrery } from '../support/server.ts';
import { inTurn } from './measure.ts';
import type { Bench } from './types.ts';

export default {
  name: 'datasource query, small answer',
  budget: 'the source + 1 ms, median',
  met: ({ value, reference }) => value - reference <= 1,
  async run() {
    await using source = await startPrometheus();
    await using server = await startOrrery();
    await server.json('/api/datasources', { body: { uid: 'bench', name: 'bench', type: 'prometheus', access: 'proxy', url: source.url } });
    const body = JSON.stringify({
      queries: [{ refId: 'A', datasource: { uid: 'bench', type: 'prometheus' }, expr: 'up', instant: true, range: false }],
      from: 'now-5m',
      to: 'now',
    });
    const through = async (): Promise<void> => {
      const response = await server.fetch('/api/ds/query', { method: 'POST', body, headers: { 'content-type': 'application/json' } });
      const text = await response.text();
      if (!response.ok || !text.includes('"frames"')) throw new Error(`/api/ds/query: ${response.status} ${text.slice(0, 300)}`);
    };
    const direct = async (): Promise<void> => {
      const response = await fetch(`${source.url}/api/v1/query`, { method: 'POST', body: new URLSearchParams({ query: 'up' }) });
      await response.text();
    };
    const [measured, reference] = await inTurn(300, through, direct);
    return {
      value: measured.median,
      unit: 'ms',
      reference: reference.median,
      referenceName: 'Prometheus asked directly',
      note: `${(measured.median - reference.median).toFixed(2)} ms above the source; p95 ${measured.p95.toFixed(2)} against ${reference.p95.toFixed(2)}`,
    };
  },
} satisfies Bench;
