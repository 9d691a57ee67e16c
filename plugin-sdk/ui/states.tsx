/** The nine states. A plugin gives facts; the words, shapes and sizes are here. */
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Badge } from './badge.tsx';
import { Button, IconButton } from './button.tsx';
import { Icon } from './icon.tsx';
import { kit } from './kit-text/index.ts';

export interface StateAction {
  readonly label: string;
  readonly icon?: string;
  run(): void;
}

/** Which state a box tells of, for what reads pages: `data-says`. */
type Says = 'empty' | 'error' | 'denied' | 'unconfigured' | 'failed';

function StateBox({
  says,
  icon,
  tone,
  title,
  text,
  actions = [],
  primary,
  id,
  role,
  page,
}: {
  says: Says;
  icon: string;
  tone: string;
  title: string;
  text?: ComponentChildren;
  actions?: readonly StateAction[];
  primary?: boolean;
  id?: string | undefined;
  role?: 'alert' | 'status';
  page?: boolean | undefined;
}): JSX.Element {
  return (
    <div class={`o-state ${page ? 'o-page-state' : ''}`} role={role} data-says={says}>
      <Icon name={icon} size="l" class={tone} />
      <h4>{title}</h4>
      {text && <p>{text}</p>}
      {actions.length > 0 && (
        <div class="o-act">
          {actions.map((action, index) => (
            <Button
              key={action.label}
              size="sm"
              {...(primary ? { kind: 'primary' as const } : index > 0 && { kind: 'ghost' as const })}
              {...(action.icon && { icon: action.icon })}
              onClick={action.run}
            >
              {action.label}
            </Button>
          ))}
        </div>
      )}
      {id && <span class="o-id">{kit.request(id)}</span>}
    </div>
  );
}

const showsAfterMs = 200;
const lateAfterMs = 3000;

/** First load: nothing for 200 ms, then the geometry of what will come, after 3 s the time and a way out. */
export function Loading({
  onCancel,
  shape = 'chart',
}: {
  onCancel?: () => void;
  shape?: 'chart' | 'rows' | 'value' | 'page';
}): JSX.Element {
  const [elapsed, setElapsed] = useState(0);
  useEffect(() => {
    const started = performance.now();
    const timer = setInterval(() => setElapsed(performance.now() - started), showsAfterMs);
    return () => clearInterval(timer);
  }, []);
  const bones = (count: number): JSX.Element[] => Array.from({ length: count }, (_, index) => <span key={index} class="o-skel" />);
  if (elapsed < showsAfterMs) return <div class="o-loading" aria-busy="true" />;
  return (
    <div class={`o-loading ${shape === 'chart' ? '' : `o-as-${shape}`}`} aria-busy="true">
      <span class="o-vh" role="status">
        {kit.loading}
      </span>
      {shape === 'chart' && (
        <>
          <div class="o-ticks">{bones(4)}</div>
          <div class="o-lines">
            <i />
            <i />
            <i />
            <i />
          </div>
          <div class="o-ticks o-x">{bones(5)}</div>
          <div class="o-ticks o-key">{bones(2)}</div>
        </>
      )}
      {shape !== 'chart' && bones(shape === 'value' ? 1 : 5)}
      {elapsed > lateAfterMs && (
        <div class="o-late">
          <span class="o-t12 o-ter o-tnum">{(elapsed / 1000).toFixed(1)} s</span>
          {onCancel && (
            <Button size="sm" onClick={onCancel}>
              {kit.cancel}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

/** A line on the edge while shown data are asked for again. Dims nothing. */
export function Refreshing(): JSX.Element {
  return <span class="o-pline" role="progressbar" aria-label={kit.refreshing} />;
}

export function Empty({
  from,
  to,
  lastSeen,
  actions,
}: {
  from?: string;
  to?: string;
  lastSeen?: string;
  actions?: readonly StateAction[];
}): JSX.Element {
  return (
    <StateBox
      says="empty"
      icon="circle-dashed"
      tone="o-ter"
      role="status"
      title={from && to ? kit.noDataBetween(from, to) : kit.noData}
      {...(lastSeen && { text: kit.lastSeen(lastSeen) })}
      {...(actions && { actions })}
    />
  );
}

export function NotConfigured({
  title,
  text,
  action,
  page,
  icon = 'plug',
}: {
  title: string;
  text?: ComponentChildren;
  action?: StateAction;
  page?: boolean;
  icon?: string;
}): JSX.Element {
  return (
    <StateBox
      says="unconfigured"
      icon={icon}
      tone="o-ter"
      title={title}
      text={text}
      page={page}
      primary
      {...(action && { actions: [action] })}
    />
  );
}

/** Some queries failed or a limit was hit; the data stay. */
export function Partial({ answered, asked, onDetails }: { answered: number; asked: number; onDetails?: () => void }): JSX.Element {
  const text = kit.partial(answered, asked);
  if (!onDetails)
    return (
      <Badge tone="warn" icon="circle-slash-2" role="status">
        {text}
      </Badge>
    );
  return (
    <button type="button" class="o-badge o-warn o-badge-button" onClick={onDetails}>
      <Icon name="circle-slash-2" />
      {text}
    </button>
  );
}

/** Refreshing fails; the data stay, with their age. */
export function Stale({ at, onRetry }: { at: string; onRetry?: () => void }): JSX.Element {
  return (
    <>
      <Badge tone="warn" icon="clock-alert" role="status">
        {kit.asOf(at)}
      </Badge>
      {onRetry && <IconButton icon="rotate-cw" size="sm" label={kit.retry} onClick={onRetry} />}
    </>
  );
}

export interface ErrorFacts {
  /** What happened, in a few words: `prod-metrics answered 422`. */
  readonly title: string;
  readonly text?: ComponentChildren;
  /** Which part is at fault: data source, policy, plugin, network, Orrery. */
  readonly part?: string;
  readonly requestId?: string;
  /** What Copy details puts on the clipboard beside the rest. */
  readonly details?: string;
}
export function ErrorState({
  title,
  text,
  part,
  requestId,
  details,
  onRetry,
  page,
}: ErrorFacts & { onRetry?: () => void; page?: boolean }): JSX.Element {
  const copy = (): void => {
    const plain = [
      title,
      typeof text === 'string' ? text : '',
      part && kit.partAtFault(part),
      details,
      requestId && kit.request(requestId),
    ];
    void globalThis.navigator?.clipboard?.writeText(plain.filter(Boolean).join('\n'));
  };
  const said = part ? (
    <>
      {text} {kit.partAtFault(part)}.
    </>
  ) : (
    text
  );
  return (
    <StateBox
      says="error"
      icon="octagon-alert"
      tone="o-danger"
      role="alert"
      title={title}
      text={said}
      page={page}
      id={requestId}
      actions={[
        ...(onRetry ? [{ label: kit.retry, icon: 'rotate-cw', run: onRetry }] : []),
        { label: kit.copyDetails, icon: 'copy', run: copy },
      ]}
    />
  );
}

/** Names the missing permission and who can grant it; nothing about the content. */
export function Denied({
  what = kit.thisPanel,
  permission,
  grantedBy,
  onAsk,
  page,
}: {
  what?: string;
  permission?: string;
  grantedBy?: string;
  onAsk?: () => void;
  page?: boolean;
}): JSX.Element {
  return (
    <StateBox
      says="denied"
      icon="lock"
      tone="o-ter"
      role="status"
      title={kit.mayNotSee(what)}
      page={page}
      text={permission && kit.needs(permission, grantedBy ?? kit.administrator)}
      {...(onAsk && { actions: [{ label: kit.askForAccess, icon: 'send', run: onAsk }] })}
    />
  );
}

export function PluginFailed({
  plugin,
  cause,
  onRestart,
  onDisable,
  onReport,
  page,
}: {
  plugin: string;
  cause: string;
  onRestart?: () => void;
  onDisable?: () => void;
  onReport?: () => void;
  page?: boolean;
}): JSX.Element {
  const actions: StateAction[] = [];
  if (onRestart) actions.push({ label: kit.restart, icon: 'rotate-cw', run: onRestart });
  if (onDisable) actions.push({ label: kit.disable, run: onDisable });
  if (onReport) actions.push({ label: kit.report, run: onReport });
  return (
    <StateBox
      says="failed"
      icon="unplug"
      tone="o-warn"
      role="alert"
      title={kit.stopped(plugin)}
      text={`${cause} ${page ? kit.otherPages : kit.otherPanels}`}
      actions={actions}
      page={page}
    />
  );
}
