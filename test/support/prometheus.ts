/** A real Prometheus as a child process, in a folder of its own. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startChild } from './child.ts';
import { freePort } from './ports.ts';

export interface RunningPrometheus extends AsyncDisposable {
  readonly url: string;
  readonly pid: number;
}
export interface PrometheusOptions {
  /** Scraped every second, by job name; Prometheus itself (`prometheus`) always. */
  readonly targets?: Readonly<Record<string, string>>;
  /** OpenMetrics text with timestamps, to begin with. */
  readonly history?: string;
}

export async function startPrometheus({ targets = {}, history }: PrometheusOptions = {}): Promise<RunningPrometheus> {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'orrery-prometheus-'));
  const jobs = Object.entries({ prometheus: `127.0.0.1:${port}`, ...targets });
  const config = [
    'global:',
    '  scrape_interval: 1s',
    'scrape_configs:',
    ...jobs.flatMap(([job, target]) => [`  - job_name: ${job}`, `    static_configs: [{ targets: ['${target}'] }]`]),
  ];
  writeFileSync(join(folder, 'prometheus.yml'), config.join('\n'));
  if (history !== undefined) {
    writeFileSync(join(folder, 'history'), history);
    execFileSync('promtool', ['tsdb', 'create-blocks-from', 'openmetrics', join(folder, 'history'), join(folder, 'data')], {
      stdio: 'ignore',
    });
  }
  const args = [
    `--config.file=${join(folder, 'prometheus.yml')}`,
    `--storage.tsdb.path=${join(folder, 'data')}`,
    `--web.listen-address=127.0.0.1:${port}`,
    '--storage.tsdb.retention.time=10y',
  ];
  const child = startChild('prometheus', args);
  const url = `http://127.0.0.1:${port}`;
  const stop = async (): Promise<void> => {
    await child.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  for (const end = performance.now() + 30_000; !(await ready(url)); await sleep(50)) {
    if (child.exited() || performance.now() > end) {
      await stop();
      throw new Error(`Prometheus did not get ready:\n${child.said()}`);
    }
  }
  return { url, pid: child.pid, [Symbol.asyncDispose]: stop };
}

async function ready(url: string): Promise<boolean> {
  return fetch(`${url}/-/ready`).then(
    (response) => response.ok,
    () => false,
  );
}
