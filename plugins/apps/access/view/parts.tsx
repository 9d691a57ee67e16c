/** What the pages of access share: head, loading, dialogs, people, times. */
import {
  ApiError,
  Button,
  Dialog,
  ErrorState,
  Icon,
  IconButton,
  languageOf,
  Loading,
  NotConfigured,
  type Shell,
} from '@orrery/plugin-sdk/ui';
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from '../text/index.ts';

export function Page({
  title,
  lead,
  actions,
  children,
}: {
  title: string;
  lead: string;
  actions?: ComponentChildren;
  children: ComponentChildren;
}): JSX.Element {
  return (
    <div class="acc-page">
      <header class="acc-head">
        <div>
          <h1>{title}</h1>
          <p>{lead}</p>
        </div>
        {actions && <div class="acc-actions">{actions}</div>}
      </header>
      {children}
    </div>
  );
}

export interface Loaded<Value> {
  readonly value: Value | undefined;
  readonly failure: Error | undefined;
  reload(): void;
}
/** Loads once, and again when asked or when `on` changes; what was there stays in sight meanwhile. */
export function useLoaded<Value>(load: () => Promise<Value>, on: readonly unknown[] = []): Loaded<Value> {
  const [value, setValue] = useState<Value>();
  const [failure, setFailure] = useState<Error>();
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let current = true;
    load().then(
      (found) => {
        if (!current) return;
        setValue(found);
        setFailure(undefined);
      },
      (error: unknown) => current && setFailure(error instanceof Error ? error : new Error(String(error))),
    );
    return () => {
      current = false;
    };
  }, [turn, ...on]);
  return { value, failure, reload: () => setTurn((last) => last + 1) };
}

/** What to say where the thing itself is not there, and where to look instead. */
export interface Gone {
  readonly title: string;
  readonly text: string;
  readonly to: string;
  readonly toLabel: string;
}
export function Waiting({ what, of, gone, shell }: { what: string; of: Loaded<unknown>; gone?: Gone; shell?: Shell }): JSX.Element {
  const { failure, reload } = of;
  if (!failure) return <Loading shape="rows" />;
  if (gone && isGone(failure))
    return (
      <NotConfigured
        page
        icon="search"
        title={gone.title}
        text={gone.text}
        action={{ label: gone.toLabel, run: () => shell?.navigate(gone.to) }}
      />
    );
  const requestId = failure instanceof ApiError ? failure.requestId : undefined;
  return <ErrorState title={t.notLoaded(what)} text={failure.message} {...(requestId && { requestId })} onRetry={reload} />;
}

export const isGone = (failure: Error | undefined): boolean => failure instanceof ApiError && failure.status === 404;

/** Does something and says how it went; true when it went well. */
export async function attempt(shell: Shell, work: () => Promise<unknown>, said?: string): Promise<boolean> {
  try {
    await work();
    if (said) shell.toast({ kind: 'ok', text: said });
    return true;
  } catch (error) {
    shell.toast({ kind: 'danger', text: error instanceof Error ? error.message : String(error) });
    return false;
  }
}

/** A short form in a dialog. Stays open with what the server said when it was refused. */
export function FormDialog({
  title,
  action,
  danger,
  answer,
  onClose,
  onSubmit,
  children,
}: {
  title: string;
  action: string;
  danger?: boolean;
  /** Shown instead of the form once it is there. */
  answer?: ComponentChildren;
  onClose(): void;
  onSubmit(): Promise<void>;
  children: ComponentChildren;
}): JSX.Element {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    setBusy(true);
    setProblem(undefined);
    try {
      await onSubmit();
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
    setBusy(false);
  }
  if (answer)
    return (
      <Dialog title={title} onClose={onClose} actions={<Button onClick={onClose}>{t.close}</Button>}>
        {answer}
      </Dialog>
    );
  return (
    <Dialog title={title} onClose={onClose}>
      <form class="acc-form" onSubmit={(event) => void submit(event)}>
        {children}
        {problem && (
          <p class="acc-problem" role="alert">
            {problem}
          </p>
        )}
        <div class="acc-form-end">
          <Button onClick={onClose}>{t.cancel}</Button>
          <Button type="submit" kind={danger ? 'danger' : 'primary'} busy={busy}>
            {action}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** Something that is shown once and can be copied. */
export function ShownOnce({ text, label, onClose }: { text: string; label: ComponentChildren; onClose?(): void }): JSX.Element {
  const [copied, setCopied] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  // The field that had the focus is gone, and this is what is done next.
  useEffect(() => box.current?.querySelector('button')?.focus(), [text]);
  const copy = (): void =>
    void navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      () => {},
    );
  return (
    <div ref={box} class="o-banner o-ok acc-once" role="status">
      <span>{label}</span>
      <code>{text}</code>
      <Button size="sm" icon={copied ? 'check' : 'copy'} onClick={copy}>
        {copied ? t.copied : t.copy}
      </Button>
      {onClose && <IconButton icon="x" size="sm" label={t.close} onClick={onClose} />}
    </div>
  );
}

/** There is nothing to list, and what to do about it. */
export function Nothing({ title, text, icon = 'search' }: { title: string; text: string; icon?: string }): JSX.Element {
  return (
    <div class="o-state acc-nothing">
      <Icon name={icon} size="l" class="o-ter" />
      <h4>{title}</h4>
      <p>{text}</p>
    </div>
  );
}

export function Somebody({ name, below, href }: { name: string; below?: string; href?: string }): JSX.Element {
  const words = name.trim().split(/[\s.@]+/);
  const initials = words.length > 1 ? `${words[0]?.[0] ?? ''}${words[1]?.[0] ?? ''}` : name.slice(0, 2);
  return (
    <span class="acc-who">
      <span class="o-ava" aria-hidden="true">
        {initials.toUpperCase()}
      </span>
      <span>
        {href ? <a href={href}>{name}</a> : <b>{name}</b>}
        {below && below !== name && <small>{below}</small>}
      </span>
    </span>
  );
}

const relative = new Intl.RelativeTimeFormat(languageOf(), { numeric: 'auto', style: 'short' });
const units: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['minute', 60_000],
  ['hour', 3_600_000],
  ['day', 86_400_000],
  ['month', 2_592_000_000],
  ['year', 31_536_000_000],
];

/** `5 min ago`, `in 3 days`. */
export function timeFromNow(at: string | number, now = Date.now()): string {
  const ms = new Date(at).getTime() - now;
  const [unit, size] = [...units].reverse().find(([, each]) => Math.abs(ms) >= each) ?? (['minute', 60_000] as const);
  return relative.format(Math.trunc(ms / size), unit);
}
export function Ago({ at }: { at: string | null | undefined }): JSX.Element {
  // The API says a date before there was anything for what never was.
  if (!at || new Date(at).getFullYear() < 2020) return <span class="acc-dim">{t.never}</span>;
  return (
    <time dateTime={at} title={new Date(at).toLocaleString(languageOf())}>
      {timeFromNow(at)}
    </time>
  );
}

export const choices = <Key extends string>(words: Readonly<Record<Key, string>>): { value: Key; label: string }[] =>
  (Object.entries(words) as [Key, string][]).map(([value, label]) => ({ value, label }));
