/** A million points from Prometheus as Arrow at the client, against the time Prometheus needs by itself. */
import { startPrometheus } from '../support/prometheus.ts';
import { startOrrery } from '../support/server.ts';
import { inTurn } from './measure.ts';
import type { Bench } from './types.ts';

const [series, points, stepSeconds] = [1_000, 1_000, 15];

export default {
  name: '1 M points, Prometheus to Arrow at the client',
  budget: '2 x the time the source needs',
  met: ({ value, reference }) => value <= 2 * reference,
  async run() {
    const end = Math.floor(Date.now() / 1000 / stepSeconds) * stepSeconds - 3 * 3600;
    const start = end - (points - 1) * stepSeconds;
    await using source = await startPrometheus({ history: history(start) });
    await using server = await startOrrery();
    await server.json('/api/datasources', { body: { uid: 'bench', name: 'bench', type: 'prometheus', access: 'proxy', url: source.url } });
    const body = JSON.stringify({
      queries: [
        {
          refId: 'A',
          datasource: { uid: 'bench', type: 'prometheus' },
          expr: 'bench',
          range: true,
          instant: false,
          intervalMs: stepSeconds * 1000,
          maxDataPoints: points,
          interval: `${stepSeconds}s`,
        },
      ],
      from: String(start * 1000),
      to: String(end * 1000),
    });
    let bytes = 0;
    const through = async (): Promise<void> => {
      const response = await server.fetch('/api/ds/query', {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/json', accept: 'application/vnd.apache.arrow.stream' },
      });
      bytes = (await response.arrayBuffer()).byteLength;
      if (!response.ok || bytes < series * points * 8)
        throw new Error(`/api/ds/query: ${response.status}, ${bytes} bytes, too few for ${series * points} values`);
    };
    const parameters = new URLSearchParams({ query: 'bench', start: String(start), end: String(end), step: String(stepSeconds) });
    let plain = 0;
    const direct = async (): Promise<void> => {
      const response = await fetch(`${source.url}/api/v1/query_range`, {
        method: 'POST',
        body: parameters,
        headers: { 'accept-encoding': 'identity' },
      });
      plain = (await response.arrayBuffer()).byteLength;
    };
    const [measured, reference] = await inTurn(10, through, direct);
    return {
      value: measured.median,
      unit: 'ms',
      reference: reference.median,
      referenceName: 'Prometheus by itself',
      note: `${(bytes / 1e6).toFixed(1)} MB of Arrow from ${(plain / 1e6).toFixed(1)} MB of JSON`,
    };
  },
} satisfies Bench;

function history(start: number): string {
  const lines = ['# TYPE bench gauge'];
  for (let at = 0; at < series; at++) {
    for (let point = 0; point < points; point++)
      lines.push(`bench{at="${at}"} ${(Math.sin(point / 50 + at) * 1000).toFixed(3)} ${start + point * stepSeconds}`);
  }
  return `${lines.join('\n')}\n# EOF\n`;
}
