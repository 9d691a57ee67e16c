/** Servers that are often found beside this one. Looked for only when somebody who may add data sources asks, at these ports and no other. */
import type { Fetch } from '@orrery/plugin-sdk';

interface Known {
  readonly type: string;
  readonly name: string;
  readonly port: number;
  /** Answers 200 where such a server is, in a way that no other does. */
  readonly path: string;
  recognise(status: number, body: string): boolean;
}

const prometheus = (body: string): boolean => /"status":\s*"success"/.test(body);
const known = [
  { type: 'prometheus', name: 'Prometheus', port: 9090, path: '/api/v1/status/buildinfo', recognise: (_, body) => prometheus(body) },
  { type: 'prometheus', name: 'VictoriaMetrics', port: 8428, path: '/api/v1/status/buildinfo', recognise: (_, body) => prometheus(body) },
  { type: 'prometheus', name: 'Mimir', port: 9009, path: '/prometheus/api/v1/status/buildinfo', recognise: (_, body) => prometheus(body) },
  { type: 'loki', name: 'Loki', port: 3100, path: '/loki/api/v1/status/buildinfo', recognise: (_, body) => body.includes('"version"') },
  { type: 'tempo', name: 'Tempo', port: 3200, path: '/api/status/buildinfo', recognise: (_, body) => body.includes('"version"') },
  { type: 'grafana-pyroscope-datasource', name: 'Pyroscope', port: 4040, path: '/ready', recognise: (_, body) => /ready/i.test(body) },
  {
    type: 'alertmanager',
    name: 'Alertmanager',
    port: 9093,
    path: '/api/v2/status',
    recognise: (_, body) => body.includes('"versionInfo"'),
  },
  { type: 'influxdb', name: 'InfluxDB', port: 8086, path: '/ping', recognise: (status) => status === 204 || status === 200 },
  { type: 'elasticsearch', name: 'Elasticsearch', port: 9200, path: '/', recognise: (_, body) => body.includes('"cluster_name"') },
  { type: 'jaeger', name: 'Jaeger', port: 16686, path: '/api/services', recognise: (_, body) => body.includes('"data"') },
] as const satisfies readonly Known[];

export const localOrigins = known.map(({ port }) => `http://localhost:${port}` as const);

export interface FoundServer {
  readonly type: string;
  readonly name: string;
  readonly url: string;
  readonly version: string;
  readonly ms: number;
}

const patienceMs = 1_000;

export async function findServers(fetch: Fetch, signal: AbortSignal): Promise<readonly FoundServer[]> {
  const found = await Promise.all(
    known.map(async ({ type, name, port, path, recognise }: Known): Promise<FoundServer | undefined> => {
      const origin = `http://localhost:${port}`;
      const started = Date.now();
      try {
        const response = await fetch(`${origin}${path}`, { signal, timeoutMs: patienceMs });
        const body = (await response.text()).slice(0, 4_000);
        if (!response.ok || !recognise(response.status, body)) return undefined;
        const version = /"(?:version|number)":\s*"([^"]{1,40})"/.exec(body)?.[1] ?? response.headers['x-influxdb-version'] ?? '';
        const url = path.startsWith('/prometheus/') ? `${origin}/prometheus` : origin;
        return { type, name, url, version, ms: Date.now() - started };
      } catch {
        // Nothing there, or the rules of this server do not let anybody look: either way it is not offered.
        return undefined;
      }
    }),
  );
  return found.filter((one) => one !== undefined);
}
