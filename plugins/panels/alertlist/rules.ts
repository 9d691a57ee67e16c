/** Alert rules and their instances as the panel lists them: from the rules API, or from frames that hold states. Pure. */
import { type FrameData, rawAt } from '@orrery/plugin-sdk/data';
import type { AlertlistOptions } from './options.ts';

export type State = keyof AlertlistOptions['stateFilter'];
export interface Instance {
  readonly state: State;
  readonly labels: Readonly<Record<string, string>>;
  readonly activeAt: number;
}
export interface Rule {
  readonly name: string;
  readonly state: State;
  readonly folder: string;
  readonly folderUid: string;
  readonly uid: string;
  readonly dashboardUid: string;
  readonly summary: string;
  readonly instances: readonly Instance[];
  /** When it took its state; 0 where nothing says so. */
  readonly since: number;
}

const words: Readonly<Record<string, State>> = {
  firing: 'firing',
  alerting: 'firing',
  pending: 'pending',
  recovering: 'recovering',
  nodata: 'noData',
  no_data: 'noData',
  normal: 'normal',
  ok: 'normal',
  inactive: 'normal',
  error: 'error',
};
/** `Alerting (NoData)` is a state with its reason: the reason says more. */
function stateOf(text: unknown): State {
  const [, state = '', reason = ''] = /^\s*([\w]+)\s*(?:\(\s*(\w+)\s*\))?/.exec(String(text)) ?? [];
  const known = (word: string): State | undefined => (Object.hasOwn(words, word.toLowerCase()) ? words[word.toLowerCase()] : undefined);
  return known(reason) ?? known(state) ?? 'normal';
}

const textMap = (value: unknown): Record<string, string> =>
  typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).map(([key, text]) => [key, String(text)])) : {};
const listOf = (value: unknown): readonly Record<string, unknown>[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'object' && one !== null) : [];
const timeOf = (value: unknown): number => {
  const time = typeof value === 'number' ? value : Date.parse(String(value));
  return time > 0 ? time : 0;
};

/** `GET /api/prometheus/grafana/api/v1/rules`. */
export function rulesOf(answer: unknown): Rule[] {
  const { data } = (answer ?? {}) as { data?: { groups?: unknown } };
  return listOf(data?.groups).flatMap((group) =>
    listOf(group.rules).flatMap((rule): Rule[] => {
      if (rule.type === 'recording') return [];
      const annotations = textMap(rule.annotations);
      const instances = listOf(rule.alerts).map((alert) => ({
        state: stateOf(alert.state),
        labels: visible(textMap(alert.labels)),
        activeAt: timeOf(alert.activeAt),
      }));
      const health = stateOf(rule.health === 'nodata' || rule.health === 'error' ? rule.health : rule.state);
      return [
        {
          name: String(rule.name ?? ''),
          state: health,
          folder: String(group.file ?? ''),
          folderUid: String(rule.folderUid ?? group.folderUid ?? ''),
          uid: String(rule.uid ?? ''),
          dashboardUid: annotations.__dashboardUid__ ?? '',
          summary: annotations.summary ?? annotations.description ?? '',
          instances,
          since: Math.max(0, ...instances.map(({ activeAt }) => activeAt)),
        },
      ];
    }),
  );
}

/** Rows of states: a column `state`, one of names, and every other text a label. */
export function rulesOfFrames(frames: readonly FrameData[]): Rule[] {
  const rules = new Map<string, Rule>();
  for (const frame of frames) {
    const named = (pattern: RegExp) => frame.fields.find(({ name }) => pattern.test(name));
    const [state, name] = [named(/^(alert)?_?state$/i), named(/^(alert_?name|name|rule)$/i)];
    const time = named(/^(activeAt|since)$/i) ?? frame.fields.find(({ type }) => type === 'time');
    if (!state) continue;
    for (let row = 0; row < frame.length; row++) {
      const labels: Record<string, string> = {};
      for (const field of frame.fields)
        if (field.type === 'string' && field !== state && field !== name) labels[field.name] = String(rawAt(field, row) ?? '');
      const title = String((name && rawAt(name, row)) ?? frame.name ?? '');
      const instance: Instance = {
        state: stateOf(rawAt(state, row)),
        labels: visible(labels),
        activeAt: time ? timeOf(rawAt(time, row)) : 0,
      };
      const { folder = '', summary = '' } = labels;
      const before = rules.get(title);
      const instances = [...(before?.instances ?? []), instance];
      const worst = instances.reduce((one, other) => (importance[other.state] < importance[one.state] ? other : one));
      rules.set(title, {
        ...{ name: title, state: worst.state, folder, folderUid: '', uid: '', dashboardUid: '', summary, instances },
        since: Math.max(...instances.map(({ activeAt }) => activeAt)),
      });
    }
  }
  return [...rules.values()];
}

function visible(labels: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(labels).filter(([name]) => !/^__.*__$|^(folder|summary|grafana_folder|alertname)$/.test(name)));
}

const importance: Readonly<Record<State, number>> = { firing: 0, error: 1, noData: 2, pending: 3, recovering: 4, normal: 5 };

/** Matchers as in `{team="a", env=~"prod|test"}`, braces or not; what cannot be read holds for nothing. */
function labelFilter(text: string): (labels: Readonly<Record<string, string>>) => boolean {
  const bare = text
    .trim()
    .replace(/^\{|\}$/g, '')
    .trim();
  if (!bare) return () => true;
  const matchers = [...bare.matchAll(/([\w.-]+)\s*(=~|!~|!=|=)\s*(?:"((?:[^"\\]|\\.)*)"|([^,\s]+))\s*(?:,|$)/g)];
  if (matchers.length === 0) return () => false;
  const tests = matchers.map(([, name = '', operator, quoted, plain]) => {
    const value = quoted?.replace(/\\(.)/g, '$1') ?? plain ?? '';
    if (operator === '=') return (found: string | undefined) => [name, (found ?? '') === value] as const;
    if (operator === '!=') return (found: string | undefined) => [name, (found ?? '') !== value] as const;
    let pattern: RegExp | undefined;
    try {
      pattern = new RegExp(`^(?:${value})$`);
    } catch {
      pattern = undefined;
    }
    return (found: string | undefined) => [name, pattern !== undefined && pattern.test(found ?? '') === (operator === '=~')] as const;
  });
  return (labels) => tests.every((holds, index) => holds(labels[matchers[index]?.[1] ?? ''])[1]);
}

export function listed(rules: readonly Rule[], options: AlertlistOptions, dashboardUid: string | undefined): Rule[] {
  const holds = labelFilter(options.alertInstanceLabelFilter);
  const words = options.alertName.toLowerCase();
  const wanted = (state: State): boolean => options.stateFilter[state] === true || (options.showInactiveAlerts && state === 'normal');
  const kept = rules.flatMap((rule): Rule[] => {
    if (words && !rule.name.toLowerCase().includes(words)) return [];
    if (options.dashboardAlerts && rule.dashboardUid !== dashboardUid) return [];
    const { uid, title } = options.folder ?? {};
    if ((uid || title) && rule.folderUid !== uid && rule.folder !== title) return [];
    const instances = rule.instances.filter(({ state, labels }) => wanted(state) && holds(labels));
    if (options.alertInstanceLabelFilter && instances.length === 0) return [];
    if (!wanted(rule.state) && instances.length === 0) return [];
    return [{ ...rule, instances }];
  });
  const byName = (one: Rule, other: Rule): number => one.name.localeCompare(other.name);
  const orders: Readonly<Record<number, (one: Rule, other: Rule) => number>> = {
    1: byName,
    2: (one, other) => byName(other, one),
    3: (one, other) => importance[one.state] - importance[other.state] || byName(one, other),
    4: (one, other) => one.since - other.since || byName(one, other),
    5: (one, other) => other.since - one.since || byName(one, other),
  };
  return kept.sort(orders[options.sortOrder] ?? byName);
}

export interface Group {
  readonly title: string;
  readonly instances: readonly (Instance & { readonly rule: Rule })[];
}
/** Instances of all rules by the values of the labels named. */
export function grouped(rules: readonly Rule[], labels: readonly string[]): Group[] {
  const groups = new Map<string, (Instance & { rule: Rule })[]>();
  for (const rule of rules)
    for (const instance of rule.instances) {
      const has = labels.some((label) => instance.labels[label] !== undefined);
      const title = has ? labels.map((label) => `${label}=${instance.labels[label] ?? ''}`).join(', ') : '';
      const list = groups.get(title);
      if (list) list.push({ ...instance, rule });
      else groups.set(title, [{ ...instance, rule }]);
    }
  return [...groups].map(([title, instances]) => ({ title, instances }));
}
