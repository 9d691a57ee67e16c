/**
 * A past for the Prometheus of the trial, so that dashboards of programs that do not run here have something to draw: for every series that
 * a query asks for, plausible samples of the last day and the next hour. They are made from the queries alone, so any folder of dashboards is served.
 */
import { buckets, type Demand, fitting, usual } from './label-values.ts';
import type { Matcher, Selector, Variable, Wanted } from './selectors.ts';

interface Series {
  readonly metric: string;
  readonly labels: ReadonlyMap<string, string>;
  readonly counter: boolean;
  readonly equals?: number;
}

/** How many series a selector is given, where its matchers leave it free. */
const each = 2;
const hourMs = 3_600_000;

/** OpenMetrics text with timestamps, for `promtool tsdb create-blocks-from openmetrics`; undefined where nobody asks a Prometheus. */
export function historyFor(wanted: readonly Wanted[], now = Date.now()): string | undefined {
  const lines: string[] = [];
  const times = timesAround(now);
  for (const series of seriesFor(wanted)) {
    const labels = [...series.labels].map(([name, value]) => `${name}="${value.replace(/[\\"]/g, '\\$&')}"`);
    const head = `${series.metric}${labels.length > 0 ? `{${labels.join(',')}}` : ''}`;
    const value = shapeOf(series, now);
    for (const time of times) lines.push(`${head} ${value(time)} ${time / 1000}`);
  }
  return lines.length > 0 ? `${lines.join('\n')}\n# EOF\n` : undefined;
}

/** Every two minutes of a day, every minute of the last two hours and while the trial goes on. */
function timesAround(now: number): number[] {
  const times: number[] = [];
  const start = Math.floor(now / 60_000) * 60_000;
  for (let time = start - 24 * hourMs; time < start + hourMs; time += time < start - 2 * hourMs ? 120_000 : 60_000) times.push(time);
  return times;
}

export function seriesFor(wanted: readonly Wanted[]): Series[] {
  const series = new Map<string, Series>();
  const all = wanted.flatMap(({ selectors, variables }) => selectors.map((selector) => ({ selector, variables })));
  // A series has the labels that any query relies on, whichever query made it.
  const labelsOf = new Map<string, Set<string>>();
  const counters = new Set<string>();
  const equals = new Map<string, number>();
  for (const { selector } of all) {
    const labels = labelsOf.get(selector.metric) ?? new Set();
    for (const label of [...selector.labels, ...selector.matchers.map((one) => one.label)]) labels.add(label);
    labelsOf.set(selector.metric, labels);
    if (selector.equals !== undefined) equals.set(selector.metric, selector.equals);
    if (selector.counter || /_(total|count|sum|bucket)$/.test(selector.metric)) counters.add(selector.metric);
  }
  for (const { selector, variables } of all)
    for (let index = 0; index < each; index++) {
      const labels = labelsFor(selector, labelsOf.get(selector.metric) ?? new Set(), variables, index);
      if (!labels) continue;
      const counter = counters.has(selector.metric);
      for (const complete of selector.metric.endsWith('_bucket') ? buckets.map((le) => new Map(labels).set('le', le)) : [labels]) {
        const sorted = new Map([...complete].filter(([, value]) => value !== '').sort(([one], [other]) => (one < other ? -1 : 1)));
        series.set(`${selector.metric}${JSON.stringify([...sorted])}`, {
          metric: selector.metric,
          labels: sorted,
          counter,
          ...(equals.has(selector.metric) && { equals: equals.get(selector.metric) }),
        });
      }
    }
  return [...series.values()].sort((one, other) => (one.metric < other.metric ? -1 : one.metric > other.metric ? 1 : 0));
}

/** Undefined where no value fits what is demanded. */
function labelsFor(
  { matchers }: Selector,
  names: ReadonlySet<string>,
  variables: ReadonlyMap<string, Variable>,
  index: number,
): Map<string, string> | undefined {
  const labels = new Map<string, string>();
  for (const name of names) {
    const demands = matchers.filter(({ label }) => label === name).map((matcher) => demandOf(matcher, variables, index));
    const captures = [...variables.values()].flatMap((variable) =>
      variable.kind === 'label' && variable.label === name && variable.capture
        ? [{ matches: (value: string) => (variable.capture as RegExp).test(value), pattern: variable.capture }]
        : [],
    );
    const value = fitting(name, index, [...demands, ...captures]) ?? fitting(name, index, demands);
    if (value === undefined) return undefined;
    labels.set(name, value);
  }
  return labels;
}

function demandOf({ op, value, label }: Matcher, variables: ReadonlyMap<string, Variable>, index: number): Demand {
  const text = filled(value, variables, index, label);
  if (op === '=') return { exact: text, matches: (one) => one === text };
  if (op === '!=') return { matches: (one) => one !== text };
  const pattern = patternOf(text);
  if (op === '!~') return { matches: (one) => !pattern.test(one) };
  return { pattern, matches: (one) => pattern.test(one) };
}

function patternOf(text: string): RegExp {
  try {
    return new RegExp(`^(?:${text})$`);
  } catch {
    return /^.*$/;
  }
}

/** The matcher with variables in place: a label's usual value, cut as the variable cuts it. */
function filled(text: string, variables: ReadonlyMap<string, Variable>, index: number, label: string): string {
  return text.replace(/\$\{(\w+)[^}]*\}|\$(\w+)|\[\[(\w+)[^\]]*\]\]/g, (_, braced, bare, square) => {
    const variable = variables.get(braced ?? bare ?? square);
    if (!variable) return usual(label, index);
    if (variable.kind === 'text') return variable.text || usual(label, index);
    const value = usual(variable.label || label, index);
    const [whole, group] = variable.capture?.exec(value) ?? [value];
    return group ?? whole ?? value;
  });
}

/** A value for each moment: a slow wave, its own for each series; counters add it up. */
function shapeOf({ metric, labels, counter, equals }: Series, now: number): (time: number) => string {
  const seed = hash(`${metric}${[...labels].filter(([name]) => name !== 'le').join()}`);
  const phase = (seed % 628) / 100;
  const period = hourMs * (1 + (seed % 5));
  const wave = (time: number): number =>
    0.55 + 0.35 * Math.sin((2 * Math.PI * time) / period + phase) + 0.08 * Math.sin(time / 97_000 + phase);
  const start = now - 30 * hourMs;
  if (equals !== undefined) return () => String(equals);
  if (/_(info|labels|created)$|^up$/.test(metric)) return () => '1';
  if (/(boot_time|start_time|_timestamp)/.test(metric)) return () => String(Math.round((now - 26 * hourMs - (seed % 20) * hourMs) / 1000));
  const share = labels.has('le') ? shareBelow(Number(labels.get('le')?.replace('+Inf', 'Infinity'))) : 1;
  const size = sizeOf(metric, seed);
  if (!counter) return (time) => String(Number((size * wave(time)).toPrecision(6)));
  // The integral of the wave, so that its rate is the wave again.
  const grown = (time: number): number =>
    ((time - start) / 1000) * 0.55 - ((0.35 * period) / 2000 / Math.PI) * (Math.cos((2 * Math.PI * time) / period + phase) - 1);
  return (time) => String(Number((size * share * (grown(time) + (0.36 * period) / 1000)).toPrecision(12)));
}

/** Request times that are mostly around 100 ms. */
function shareBelow(seconds: number): number {
  return seconds === Number.POSITIVE_INFINITY ? 1 : Number((1 - Math.exp(-seconds / 0.12)).toFixed(6));
}

function sizeOf(metric: string, seed: number): number {
  const spread = 1 + (seed % 7) / 7;
  if (/bytes/.test(metric)) return 4e9 * spread;
  if (/ratio|percent|utili[sz]ation/.test(metric)) return 0.9;
  if (/seconds/.test(metric)) return 0.6 * spread;
  return 12 * spread;
}

function hash(text: string): number {
  let value = 2166136261;
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 16777619);
  return value >>> 0;
}
