/** One change of what is installed, from what it asks to how it ended: consent, steps as they happen, and what to do where it failed. */
import { Banner, Button, Dialog, Icon, Loading } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from '../text/index.ts';
import { Asks, grantedAtFirst } from './asks.tsx';
import {
  type Change,
  type ConsentView,
  carryOut,
  type Ended,
  installArchive,
  loadInstallation,
  loadPreview,
  type Outcome,
  type Refusal,
  type Step,
} from './catalog-api.ts';
import { bytes } from './words.ts';

export type Order =
  | { readonly kind: Change; readonly id: string; readonly name: string; readonly version?: string }
  | { readonly kind: 'archive'; readonly file: File; readonly name: string };

type Phase =
  | { readonly at: 'asking' }
  | { readonly at: 'consent'; readonly view: ConsentView; readonly change: Change }
  | { readonly at: 'working'; readonly step?: Step; readonly done: readonly string[] }
  | { readonly at: 'done'; readonly outcome: Outcome }
  | { readonly at: 'failed'; readonly refusal: Refusal };

interface Agreed {
  readonly view: ConsentView;
  readonly change: Change;
  readonly grant: readonly string[];
}

const stages = ['find', 'fetch', 'check', 'verify', 'dependencies', 'consent', 'start', 'record'] as const;

/** `onChanged` as soon as something is otherwise on the server than before. */
export function OrderDialog({ order, onChanged, onClose }: { order: Order; onChanged(): void; onClose(): void }): JSX.Element {
  const [phase, setPhase] = useState<Phase>({ at: 'asking' });
  const [granted, setGranted] = useState<ReadonlySet<string>>(new Set());
  const stop = useRef(new AbortController());
  /** What was agreed on and waits for a plugin that it needs and that is asked for first. */
  const waiting = useRef<Agreed[]>([]);

  const ask = (view: ConsentView, change: Change): void => {
    setGranted(grantedAtFirst(view));
    setPhase({ at: 'consent', view, change });
  };
  const fail = (error: Error): void => setPhase({ at: 'failed', refusal: { message: error.message } });
  const ended = (result: Ended, agreed?: Agreed): void => {
    onChanged();
    const next = 'outcome' in result ? waiting.current.pop() : undefined;
    if (next) carry(next);
    else if ('outcome' in result) setPhase({ at: 'done', outcome: result.outcome });
    // It is kept now, and goes on with an answer.
    else if (result.refusal.consent) {
      if (agreed && agreed.view.id !== result.refusal.consent.id) waiting.current.push(agreed);
      ask(result.refusal.consent, 'approve');
    } else setPhase({ at: 'failed', refusal: result.refusal });
  };
  const work = (begin: (told: (step: Step) => void, signal: AbortSignal) => Promise<Ended>, agreed?: Agreed): void => {
    stop.current = new AbortController();
    const { signal } = stop.current;
    const done: string[] = [];
    const told = (step: Step): void => {
      if (!done.includes(step.stage)) done.push(step.stage);
      setPhase({ at: 'working', step, done: [...done] });
    };
    setPhase({ at: 'working', done });
    begin(told, signal).then(
      (result) => ended(result, agreed),
      (error: Error) => !signal.aborted && fail(error),
    );
  };
  const begin = (): void => {
    waiting.current = [];
    if (order.kind === 'archive') work((told, signal) => installArchive(order.file, told, signal));
    else if (order.kind === 'rollback')
      work((told, signal) => carryOut(order.id, 'rollback', { ...(order.version && { version: order.version }) }, told, signal));
    else if (order.kind === 'install') {
      setPhase({ at: 'asking' });
      loadPreview(order.id, order.version).then((view) => ask(view, 'install'), fail);
    } else {
      setPhase({ at: 'asking' });
      loadInstallation(order.id).then(({ pending }) => {
        if (pending?.consent) ask(pending.consent, 'approve');
        else fail(new Error(pending?.problem ?? t.order.nothingWaits));
      }, fail);
    }
  };
  useEffect(() => {
    begin();
    return () => stop.current.abort();
    // Who closes one and opens the next at once may find this very dialog still there.
  }, [order]);
  const carry = (agreed: Agreed): void => {
    const { view, change, grant } = agreed;
    work((told, signal) => carryOut(view.id, change, { version: view.version, grant }, told, signal), agreed);
  };

  const foot = useRef<HTMLSpanElement>(null);
  // What had the focus went with the step before. Nobody consents by a key pressed once too often: there the way out has it.
  useEffect(() => {
    const buttons = [...(foot.current?.closest('footer')?.querySelectorAll<HTMLElement>('button') ?? [])];
    (phase.at === 'consent' ? buttons[0] : buttons.at(-1))?.focus();
  }, [phase.at]);
  const title =
    phase.at === 'consent' ? t.order.title(phase.view.name, phase.view.version, phase.view.before) : t.order.titles[order.kind](order.name);
  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        <>
          <span ref={foot} hidden />
          {phase.at === 'consent' && (
            <>
              <Button onClick={onClose}>{phase.view.before ? t.order.keep(phase.view.before) : t.cancel}</Button>
              <Button kind="primary" onClick={() => carry({ view: phase.view, change: phase.change, grant: [...granted] })}>
                {t.order.agree(granted.size, phase.view.asks.length)}
              </Button>
            </>
          )}
          {(phase.at === 'working' || phase.at === 'asking') && <Button onClick={onClose}>{t.order.stop}</Button>}
          {phase.at === 'failed' && (
            <>
              <Button onClick={onClose}>{t.order.close}</Button>
              {/* The same file would be refused for the same reason. */}
              {!(order.kind === 'archive' && phase.refusal.code) && (
                <Button kind="primary" icon="rotate-cw" onClick={begin}>
                  {t.order.again}
                </Button>
              )}
            </>
          )}
          {phase.at === 'done' && (
            <Button kind="primary" onClick={onClose}>
              {t.order.close}
            </Button>
          )}
        </>
      }
    >
      <div class="plug-order">
        {phase.at === 'asking' && (
          <>
            <p>{t.order.asking}</p>
            <Loading shape="rows" />
          </>
        )}
        {phase.at === 'consent' && <Consent view={phase.view} granted={granted} onGranted={setGranted} />}
        {phase.at === 'working' && <Steps phase={phase} />}
        {phase.at === 'done' && (
          <Banner tone="ok" role="status">
            {t.order.done(phase.outcome.id, phase.outcome.version, phase.outcome.before)}{' '}
            {(phase.outcome.dependencies ?? []).length > 0 && t.order.along(phase.outcome.dependencies ?? [])}
          </Banner>
        )}
        {phase.at === 'failed' && <Failed refusal={phase.refusal} />}
      </div>
    </Dialog>
  );
}

function Consent({
  view,
  granted,
  onGranted,
}: {
  view: ConsentView;
  granted: ReadonlySet<string>;
  onGranted(granted: ReadonlySet<string>): void;
}): JSX.Element {
  const added = view.asks.filter(({ isNew }) => isNew).length;
  const named = (level: string): string => (t.levels as Record<string, string>)[level] ?? level;
  const { takenFrom } = view;
  return (
    <>
      <p>{view.signedBy ? t.consent.signed(named(view.level), view.signedBy.orgName) : t.consent.unsigned}</p>
      {takenFrom && (
        <Banner tone="warn">
          {t.consent.taken(
            view.before ?? '',
            named(takenFrom.level),
            takenFrom.signedBy.orgName,
            takenFrom.signedBy.keyId,
            view.signedBy?.keyId ?? '',
          )}
        </Banner>
      )}
      {view.before && view.before !== view.version && (
        <Banner tone={added > 0 ? 'warn' : 'info'}>{t.consent.changes(view.version, view.before, added, view.removed.length)}</Banner>
      )}
      <p>{t.consent.choose}</p>
      <Asks view={view} granted={granted} onGranted={onGranted} />
    </>
  );
}

function Steps({ phase: { step, done } }: { phase: Extract<Phase, { at: 'working' }> }): JSX.Element {
  const now = step?.stage;
  return (
    <ol class="plug-steps" aria-live="polite">
      {stages
        .filter((stage) => done.length === 0 || done.includes(stage) || stages.indexOf(stage) > stages.indexOf((now ?? 'find') as 'find'))
        .map((stage) => {
          const state = stage === now ? 'now' : done.includes(stage) ? 'past' : 'next';
          const { received = 0, total = 0 } = step ?? {};
          return (
            <li key={stage} class={`plug-step-${state}`} aria-current={state === 'now' ? 'step' : undefined}>
              <Icon name={state === 'past' ? 'circle-check' : state === 'now' ? 'loader' : 'circle-dashed'} />
              <span>{t.order.stages[stage]}</span>
              {state === 'now' && stage === 'fetch' && total > 0 && (
                <>
                  <meter min={0} max={total} value={received} aria-label={t.order.stages.fetch} />
                  <small class="o-tnum">{t.order.received(bytes(received), bytes(total))}</small>
                </>
              )}
            </li>
          );
        })}
    </ol>
  );
}

/** The reason as the server says it, and what can be done about it. */
function Failed({ refusal: { code = '', message } }: { refusal: Refusal }): JSX.Element {
  const remedies = t.remedies as Record<string, string>;
  const remedy = remedies[code] ?? remedies[code.split('/', 1)[0] ?? ''];
  return (
    <>
      <Banner tone="danger" role="alert">
        <b>{t.order.failed}</b> {message ? `${message[0]?.toUpperCase()}${message.slice(1)}` : t.order.unreachable}
      </Banner>
      {remedy && (
        <p>
          <b>{t.signature.remedy}.</b> {remedy}
        </p>
      )}
      {code && <p class="o-t12 o-ter">{code}</p>}
    </>
  );
}
