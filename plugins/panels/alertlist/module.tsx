/** Alert list: alert rules and their instances, by state. */
import './alertlist.css';
import { fromNow } from '@orrery/plugin-sdk/data';
import { ApiError, api, definePanel, Icon, type PanelProps } from '@orrery/plugin-sdk/ui';
import { useAnswer } from '@orrery/plugin-sdk/ui/api/use-answer.ts';
import { type JSX, render } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { editors } from './editors.ts';
import { type AlertlistOptions, defaults } from './options.ts';
import { type Group, grouped, type Instance, listed, type Rule, rulesOf, rulesOfFrames, type State } from './rules.ts';
import { t } from './text/index.ts';

type Props = PanelProps<AlertlistOptions>;
const looks: Readonly<Record<State, readonly [icon: string, tone: string]>> = {
  firing: ['octagon-alert', 'o-danger'],
  error: ['circle-x', 'o-danger'],
  noData: ['circle-dashed', 'o-warn'],
  pending: ['hourglass', 'o-warn'],
  recovering: ['rotate-cw', 'o-info'],
  normal: ['circle-check', 'o-ok'],
};

/** Nobody answers for alert rules on a server without alerting: then the panel's own data speak. */
async function ask(datasource: string | undefined, signal: AbortSignal): Promise<Rule[] | undefined> {
  try {
    return rulesOf(await api(`/api/prometheus/${encodeURIComponent(datasource || 'grafana')}/api/v1/rules`, { signal }));
  } catch (error) {
    if (error instanceof ApiError && [404, 501].includes(error.status)) return;
    throw error;
  }
}

function Alerts({ props }: { props: Props }): JSX.Element {
  const { options, frames, range, dashboard } = props;
  const given = useMemo(() => rulesOfFrames(frames), [frames]);
  const asks = given.length === 0;
  const { value, error, loading } = useAnswer(
    `${asks} ${options.datasource ?? ''}`,
    (signal) => (asks ? ask(options.datasource, signal) : Promise.resolve(undefined)),
    range.to,
  );
  const rules = useMemo(() => listed(asks ? (value ?? []) : given, options, dashboard?.uid), [asks, value, given, options, dashboard?.uid]);
  const byLabels = options.groupMode === 'custom' && options.groupBy.length > 0;
  const instances = rules.reduce((sum, rule) => sum + rule.instances.length, 0);
  if (options.viewMode === 'stat') {
    const count = options.showInstances || byLabels ? instances : rules.length;
    return (
      <div class="alr alr-stat" aria-busy={asks && loading}>
        <span
          class={`alr-count ${count > 0 && rules.some(({ state }) => state === 'firing') ? 'o-danger' : ''}`}
          style={{ fontSize: `${Math.max(18, Math.min(72, props.height * 0.5))}px` }}
        >
          {count}
        </span>
        <span class="o-help">{t.count(count)}</span>
      </div>
    );
  }
  return (
    <div class="alr" aria-busy={asks && loading}>
      {error && (
        <p class="o-warn" role="status">
          {error}
        </p>
      )}
      {rules.length === 0 && !error && !(asks && loading) && <p class="o-help">{t.none}</p>}
      {byLabels ? (
        grouped(rules, options.groupBy)
          .slice(0, options.maxItems)
          .map((group) => <GroupRow key={group.title} group={group} props={props} />)
      ) : (
        <ul>
          {rules.slice(0, options.maxItems).map((rule) => (
            <RuleRow key={`${rule.uid} ${rule.name}`} rule={rule} props={props} />
          ))}
        </ul>
      )}
      {rules.length > options.maxItems && <p class="o-help">{t.more(rules.length - options.maxItems)}</p>}
    </div>
  );
}

function RuleRow({ rule, props }: { rule: Rule; props: Props }): JSX.Element {
  const [open, setOpen] = useState<boolean>();
  const isOpen = open ?? props.options.showInstances;
  const count = rule.instances.length;
  return (
    <li class="alr-rule">
      <StateIcon state={rule.state} />
      <div class="alr-words">
        {rule.uid ? <a href={`/alerting/grafana/${encodeURIComponent(rule.uid)}/view`}>{rule.name}</a> : <strong>{rule.name}</strong>}
        <span class="alr-facts">
          <span class={looks[rule.state][1]}>{t.stateNames[rule.state]}</span>
          {rule.since > 0 && <span>{fromNow(rule.since, props.now)}</span>}
          {rule.folder && <span>{rule.folder}</span>}
        </span>
        {rule.summary && <span class="alr-summary">{rule.summary}</span>}
        {count > 0 && (
          <button type="button" class="o-btn o-ghost o-sm alr-toggle" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            <Icon name={isOpen ? 'chevron-down' : 'chevron-right'} size="s" />
            {t.instances(count)}
          </button>
        )}
        {isOpen && count > 0 && <Instances list={rule.instances} now={props.now} />}
      </div>
    </li>
  );
}

function GroupRow({ group, props }: { group: Group; props: Props }): JSX.Element {
  return (
    <section class="alr-group">
      <h3 class="o-trunc">{group.title || t.ungrouped}</h3>
      <Instances list={group.instances} now={props.now} nameOf={(index) => group.instances[index]?.rule.name} />
    </section>
  );
}

const mostInstances = 100;
function Instances({
  list,
  now,
  nameOf,
}: {
  list: readonly Instance[];
  now: number;
  nameOf?: (index: number) => string | undefined;
}): JSX.Element {
  return (
    <ul class="alr-instances">
      {list.slice(0, mostInstances).map(({ state, labels, activeAt }, index) => (
        <li key={index}>
          <StateIcon state={state} />
          <span class="alr-labels">
            {nameOf && <strong>{nameOf(index)}</strong>}
            {Object.entries(labels).map(([name, value]) => (
              <span key={name} class="alr-label">
                {name}={value}
              </span>
            ))}
          </span>
          {activeAt > 0 && <span class="alr-facts">{fromNow(activeAt, now)}</span>}
        </li>
      ))}
      {list.length > mostInstances && <li>{t.more(list.length - mostInstances)}</li>}
    </ul>
  );
}

function StateIcon({ state }: { state: State }): JSX.Element {
  const [icon, tone] = looks[state];
  return (
    <span class={`alr-icon ${tone}`} title={t.stateNames[state]}>
      <Icon name={icon} />
      <span class="o-vh">{t.stateNames[state]}</span>
    </span>
  );
}

export const alertlist = definePanel<AlertlistOptions>({
  defaults,
  editors,
  standardOptions: [],
  interpolated: ['alertName', 'alertInstanceLabelFilter'],
  drawsEmpty: true,
  needsNoData: true,
  interactive: true,
  mount: ({ element, emit }) => ({
    update(props) {
      emit({ type: 'state', state: 'drawn' });
      render(<Alerts props={props} />, element);
    },
    dispose: () => render(null, element),
  }),
  summary: ({ title }) => title || t.list,
});

export const panels = { alertlist };
