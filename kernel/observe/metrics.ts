/** What `/metrics` tells: the server under Grafana's names, so that dashboards made for it work, and plugins under `orrery_`. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { pluginOf } from '../registry/key.ts';
import { createPluginMetrics } from './plugin-metrics.ts';
import { createTallies } from './tally.ts';
import type { MetricSources, Metrics } from './types.ts';

export interface MetricOptions {
  readonly version: string;
  readonly commit?: string;
  /** Epoch ms of the build. */
  readonly built?: number;
}

const seconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25];
/** Failures that are the kernel's word; a plugin's own codes are its own and could be any number. */
const kernelArea = /^(plugin|host|call|capability)\//;

export function createMetrics({ version, commit = 'unknown', built = Date.now() }: MetricOptions): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const counter = <const Label extends string>(name: string, help: string, labelNames: readonly Label[] = []) =>
    new Counter<Label>({ name, help, labelNames: [...labelNames], registers });
  collectDefaultMetrics({ register: registry });

  const build = new Gauge({
    name: 'grafana_build_info',
    help: 'Version of this server',
    labelNames: ['version', 'revision', 'branch', 'goversion', 'edition'],
    registers,
  });
  build.set({ version, revision: commit, branch: 'main', goversion: '', edition: 'oss' }, 1);
  new Gauge({ name: 'grafana_build_timestamp', help: 'When this version was built, epoch seconds', registers }).set(
    Math.floor(built / 1000),
  );
  new Gauge({ name: 'grafana_environment_info', help: 'Labels of the environment', registers }).set(1);
  counter('grafana_instance_start_total', 'Starts of this server').inc();

  const requestSeconds = new Histogram({
    name: 'grafana_http_request_duration_seconds',
    help: 'Time to answer a request',
    labelNames: ['handler', 'method', 'status_code', 'status_source'],
    buckets: seconds,
    registers,
  });
  const responseBytes = new Histogram({
    name: 'grafana_http_response_size_bytes',
    help: 'Size of answers',
    labelNames: ['handler', 'method'],
    buckets: [128, 1024, 16_384, 262_144, 1_048_576, 16_777_216],
    registers,
  });
  const inFlight = new Gauge({ name: 'grafana_http_request_in_flight', help: 'Requests being answered', registers });
  const statuses = {
    page: counter('grafana_page_response_status_total', 'Answers of pages by status', ['code']),
    api: counter('grafana_api_response_status_total', 'Answers of the API by status', ['code']),
    proxy: counter('grafana_proxy_response_status_total', 'Answers of proxied requests by status', ['code']),
  };
  for (const status of Object.values(statuses)) for (const code of ['200', '404', '500', 'unknown']) status.inc({ code }, 0);

  const calls = counter('orrery_plugin_calls_total', 'Calls into a plugin by how they ended', ['plugin', 'point', 'outcome']);
  const callSeconds = new Histogram({
    name: 'orrery_plugin_call_duration_seconds',
    help: 'Time of calls into a plugin',
    labelNames: ['plugin', 'point'],
    buckets: [0.0005, ...seconds],
    registers,
  });
  const restarts = counter('orrery_plugin_restarts_total', 'Restarts of a plugin after a crash', ['plugin']);
  const denials = counter('orrery_plugin_denials_total', 'Uses of a capability that were refused', ['plugin', 'capability']);
  const schedules = counter('orrery_schedule_runs_total', 'Scheduled work by how it ended', ['plugin', 'schedule', 'outcome']);
  const dropped = counter('orrery_plugin_metrics_dropped_total', 'Values of plugin-made metrics over their caps', ['plugin']);
  const tallies = createTallies();
  const watched = createWatched(registry);
  const plugins = createPluginMetrics(
    (name) => registry.getSingleMetric(name) !== undefined,
    (plugin) => dropped.inc({ plugin }),
  );

  return {
    contentType: registry.contentType,
    request({ kind, handler, method, status, seconds: taken, size, source = 'server' }) {
      requestSeconds.observe({ handler, method, status_code: String(status), status_source: source }, taken);
      responseBytes.observe({ handler, method }, size);
      const code = [200, 404, 500].includes(status) ? String(status) : 'unknown';
      statuses[kind].inc({ code });
    },
    inFlight() {
      inFlight.inc();
      let open = true;
      return () => {
        if (open) inFlight.dec();
        open = false;
      };
    },
    call(plugin, point, outcome, taken) {
      calls.inc({ plugin, point, outcome: outcome === 'ok' || kernelArea.test(outcome) ? outcome : 'failed' });
      callSeconds.observe({ plugin, point }, taken);
      tallies.called(plugin, outcome === 'ok', taken);
    },
    restart: (plugin) => restarts.inc({ plugin }),
    denial(plugin, capability) {
      denials.inc({ plugin, capability });
      tallies.denied(plugin, capability);
    },
    tally: tallies.of,
    schedule: (plugin, name, outcome) => schedules.inc({ plugin, schedule: name, outcome }),
    own: plugins.own,
    forget: plugins.forget,
    watch: watched.watch,
    text: async () => `${await registry.metrics()}\n${plugins.text()}`,
  };
}

/** Gauges that are looked up when somebody scrapes. */
function createWatched(registry: Registry): { watch(sources: MetricSources): void } {
  const sources: { -readonly [Name in keyof MetricSources]: MetricSources[Name] } = {};
  const registers = [registry];
  const seen = new Map<string, number>();

  const state = new Gauge({
    name: 'orrery_plugin_state',
    help: 'State of a plugin: 1 at the one it is in',
    labelNames: ['plugin', 'state'],
    registers,
    collect() {
      this.reset();
      for (const { id, state: at } of sources.plugins?.() ?? []) this.set({ plugin: id, state: at }, 1);
    },
  });
  const builds = new Gauge({
    name: 'grafana_plugin_build_info',
    help: 'Versions of the plugins',
    labelNames: ['plugin_id', 'plugin_type', 'version', 'signature_status'],
    registers,
    collect() {
      this.reset();
      for (const { package: pkg } of sources.plugins?.() ?? []) {
        if (pkg)
          this.set({ plugin_id: pkg.id, plugin_type: pkg.manifest.type, version: pkg.version, signature_status: pkg.verdict.status }, 1);
      }
    },
  });
  const heap = new Gauge({
    name: 'orrery_plugin_heap_bytes',
    help: 'Heap of all isolates of a plugin',
    labelNames: ['plugin'],
    registers,
    collect() {
      this.reset();
      for (const { key, heapBytes } of sources.usage?.() ?? []) this.inc({ plugin: pluginOf(key) }, heapBytes);
    },
  });
  const cpu = new Counter({
    name: 'orrery_plugin_cpu_seconds_total',
    help: 'Processor time of a plugin',
    labelNames: ['plugin'],
    registers,
    collect() {
      for (const { host, key, cpuMs } of sources.usage?.() ?? []) {
        const before = seen.get(`${host} ${key}`) ?? 0;
        // A new isolate counts from nothing again.
        this.inc({ plugin: pluginOf(key) }, (cpuMs >= before ? cpuMs - before : cpuMs) / 1000);
        seen.set(`${host} ${key}`, cpuMs);
      }
    },
  });
  const rss = new Gauge({
    name: 'orrery_host_rss_bytes',
    help: 'Resident memory of a host process',
    labelNames: ['host'],
    registers,
    collect() {
      this.reset();
      for (const host of sources.hosts?.() ?? []) this.set({ host: host.name }, host.rss);
    },
  });
  const hostRestarts = new Gauge({
    name: 'orrery_host_restarts',
    help: 'How often a host process was started anew',
    labelNames: ['host'],
    registers,
    collect() {
      for (const host of sources.hosts?.() ?? []) this.set({ host: host.name }, host.restarts);
    },
  });
  void [state, builds, heap, cpu, rss, hostRestarts];
  return { watch: (more) => void Object.assign(sources, more) };
}
