/** GET of a dashboard by uid, signed in, against Node's own http sending as many bytes. */
import { readFileSync } from 'node:fs';
import { startOrrery } from '../support/server.ts';
import { startBare } from './bare.ts';
import type { Bench } from './types.ts';
import { underLoad } from './under-load.ts';

const load = { seconds: 5, connections: 8, pipeline: 4 };

export default {
  name: 'GET of a dashboard by uid',
  budget: '3000 /s a core',
  met: ({ value }) => value >= 3_000,
  async run() {
    await using server = await startOrrery();
    const panels = Array.from({ length: 12 }, (_, id) => ({
      id,
      type: 'timeseries',
      title: `Panel ${id}`,
      gridPos: { x: (id % 2) * 12, y: Math.floor(id / 2) * 8, w: 12, h: 8 },
      targets: [{ refId: 'A', expr: 'up' }],
    }));
    await server.json('/api/dashboards/db', {
      body: { dashboard: { uid: 'bench', title: 'Bench', schemaVersion: 39, panels }, overwrite: true },
    });
    const path = '/api/dashboards/uid/bench';
    const bytes = (await (await server.fetch(path)).arrayBuffer()).byteLength;
    const measured = await underLoad(server.pid, { ...load, url: server.url + path, headers: { cookie: server.cookie } });
    await using bare = await startBare(bytes);
    const reference = await underLoad(bare.pid, { ...load, url: bare.url });
    const core = /model name\s*: (.*)/.exec(readFileSync('/proc/cpuinfo', 'utf8'))?.[1] ?? 'unknown processor';
    return {
      value: measured.perCore,
      unit: '/s a core',
      reference: reference.perCore,
      referenceName: `bare Node HTTP, ${bytes} bytes`,
      note: `${measured.perSecond.toFixed(0)} /s in all against ${reference.perSecond.toFixed(0)}; ${core}`,
    };
  },
} satisfies Bench;
