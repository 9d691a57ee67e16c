/** One data source: its form, its test, and the bar that saves. Kept by a file, it is shown and not changed. */
import { ApiError, Banner, Button, type DatasourceUi, Field, Input, type Shell, Status, Switch } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { t } from '../text/index.ts';
import { addSource, type Ladder, paths, type Source, type SourceType, saveSource, testSource } from './api.ts';
import { bodyOf, changesOf, type Draft, draftOf, problemsOf } from './draft.ts';
import { HeaderSettings, LimitSettings, Section, SignInSettings, TlsSettings } from './http-settings.tsx';
import { brokenRung } from './ladder-words.ts';
import { LadderView, type Tested } from './ladder-view.tsx';
import { RemoveDialog } from './remove-dialog.tsx';
import { SourceLogo } from './source-logo.tsx';

export function SourceEditor({
  shell,
  source,
  type,
  address = '',
  name,
  onReload,
}: {
  shell: Shell;
  /** Absent while it is new. */
  source?: Source;
  type: SourceType | undefined;
  address?: string;
  /** What a new one is called at first. */
  name?: string;
  onReload?: () => void;
}): JSX.Element {
  const before = draftOf(source, type, address, name);
  const [draft, setDraft] = useState<Draft>(before);
  const [shown, setShown] = useState(false);
  const [refused, setRefused] = useState<{ name?: string; url?: string; other?: string }>({});
  const [conflict, setConflict] = useState(false);
  const [busy, setBusy] = useState(false);
  const [removing, setRemoving] = useState(false);
  const [tested, setTested] = useState<Tested>();
  const [running, setRunning] = useState(false);
  const own = useOwnEditor(shell, type);
  const reaches = type?.reachesAddress ?? before.url !== '';
  const typeName = type?.name ?? draft.type;
  const changes = source ? changesOf(before, draft) : [];
  const problems = shown ? problemsOf(draft, reaches) : {};
  const may = (action: string): boolean => !source || source.accessControl?.[`datasources:${action}`] === true;
  const locked = draft.readOnly || !may('write');

  useEffect(() => {
    shell.title(source ? source.name : t.newTitle(typeName), [[t.title, paths.list]]);
    if (source) void test(source.uid);
  }, []);
  useUnsaved(changes.length > 0);

  const change = (next: Draft): void => {
    setDraft(next);
    setRefused({});
  };

  async function test(uid: string): Promise<void> {
    setRunning(true);
    const ladder = await testSource(uid).catch((error: Error): Ladder => ({ status: 'ERROR', message: error.message, rungs: [] }));
    setTested({ at: new Date(), ladder });
    setRunning(false);
  }

  async function save(version = source?.version): Promise<void> {
    setShown(true);
    if (Object.keys(problemsOf(draft, reaches)).length > 0) return;
    setBusy(true);
    try {
      const { datasource } = source ? await saveSource(source.uid, bodyOf(draft, version)) : await addSource(bodyOf(draft, undefined));
      setConflict(false);
      shell.toast({ kind: 'ok', text: t.saved(datasource.name) });
      // Read anew, with what the save made of it; the page tests what it opens.
      if (source) onReload?.();
      else shell.navigate(paths.edit(datasource.uid), { replace: true });
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      if (error instanceof ApiError && error.status === 409 && /updated by someone else/.test(message)) setConflict(true);
      else if (/same name/.test(message)) setRefused({ name: t.nameTaken });
      else if (/URL/.test(message)) setRefused({ url: message });
      else setRefused({ other: message });
    } finally {
      setBusy(false);
    }
  }

  const common = { draft, problems, onChange: change };
  const failed = tested && (brokenRung(tested.ladder) || tested.ladder.status !== 'OK');
  return (
    <div class="ds-edit">
      <form
        class="ds-page"
        onSubmit={(event) => {
          event.preventDefault();
          if (!locked) void save();
        }}
      >
        <header class="ds-head ds-one">
          <SourceLogo url={type?.logo} large />
          <div>
            <h1>
              {source ? source.name : t.newTitle(typeName)}
              {tested && <Status state={failed ? 'source' : 'ok'}>{failed ? t.failed : t.healthy}</Status>}
            </h1>
            <p>{source ? typeName : t.newText}</p>
          </div>
        </header>
        {draft.readOnly && <Banner tone="info">{t.readOnly}</Banner>}
        {!type && <Banner tone="warn">{t.missingPlugin(draft.type)}</Banner>}
        {refused.other && (
          <Banner tone="danger" role="alert">
            {refused.other}
          </Banner>
        )}
        {conflict && (
          <Banner tone="warn" role="alert">
            {t.conflict}{' '}
            <Button size="sm" onClick={() => onReload?.()}>
              {t.conflictReload}
            </Button>{' '}
            <Button size="sm" kind="ghost" onClick={() => void save(0)}>
              {t.conflictOverwrite}
            </Button>
          </Banner>
        )}
        <div class={source ? 'ds-two' : 'ds-two ds-alone'}>
          <fieldset disabled={locked} class="ds-form">
            <Section title={t.connection} help={t.connectionHelp}>
              <Field label={t.name} help={t.nameHelp} error={problems.name ?? refused.name}>
                <Input value={draft.name} autocomplete="off" onInput={(event) => change({ ...draft, name: event.currentTarget.value })} />
              </Field>
              {reaches && (
                <Field label={t.address} help={t.addressHelp} error={problems.url ?? refused.url}>
                  <Input
                    class="ds-mono"
                    value={draft.url}
                    spellcheck={false}
                    autocomplete="off"
                    placeholder="http://localhost:9090"
                    onInput={(event) => change({ ...draft, url: event.currentTarget.value })}
                  />
                </Field>
              )}
              <Switch label={t.useAsDefault} checked={draft.isDefault} onValue={(isDefault) => change({ ...draft, isDefault })} />
            </Section>
            {reaches && <SignInSettings {...common} />}
            {reaches && /^https:/i.test(draft.url) && <TlsSettings {...common} />}
            {reaches && <HeaderSettings {...common} />}
            {own && (
              <Section title={t.own(typeName)} help={t.ownHelp}>
                <own.Editor settings={draft} onChange={(next) => change({ ...draft, ...next })} />
              </Section>
            )}
            {reaches && <LimitSettings {...common} />}
            {!reaches && !own && <p class="o-t12 o-ter">{t.nothingToSet}</p>}
          </fieldset>
          {source && (
            <LadderView
              name={source.name}
              uid={source.uid}
              tested={tested}
              running={running}
              stale={changes.length > 0}
              onTest={() => void test(source.uid)}
              shell={shell}
            />
          )}
        </div>
        {/* Enter saves, from any field. */}
        <button type="submit" class="o-vh" tabIndex={-1} aria-hidden="true" disabled={locked} />
      </form>
      <footer class="ds-foot">
        <span class="o-t12 o-sec" role="status">
          {locked ? t.locked : changes.length > 0 ? t.changed(changes) : source ? t.unchanged : ''}
        </span>
        {source && source.accessControl?.['datasources.permissions:write'] && (
          <a class="o-btn o-ghost" href={`/admin/access/datasources/${encodeURIComponent(source.uid)}`}>
            {t.access}
          </a>
        )}
        {source && !draft.readOnly && may('delete') && (
          <Button kind="ghost" onClick={() => setRemoving(true)}>
            {t.remove}
          </Button>
        )}
        {!source && <Button onClick={() => shell.navigate(paths.add)}>{t.cancel}</Button>}
        {source && !locked && (
          <Button disabled={changes.length === 0} onClick={() => change(before)}>
            {t.discard}
          </Button>
        )}
        {!locked && (
          <Button kind="primary" busy={busy} onClick={() => void save()}>
            {t.save}
          </Button>
        )}
      </footer>
      {removing && source && (
        <RemoveDialog source={source} shell={shell} onClose={() => setRemoving(false)} onRemoved={() => shell.navigate(paths.list)} />
      )}
    </div>
  );
}

/** The plugin's own editor, once its module is here. */
function useOwnEditor(shell: Shell, type: SourceType | undefined): { Editor: NonNullable<DatasourceUi['config']> } | undefined {
  const [own, setOwn] = useState<{ Editor: NonNullable<DatasourceUi['config']> }>();
  useEffect(() => {
    let wanted = true;
    if (type)
      shell.datasource(type.type).then(
        (ui) => wanted && ui?.config && setOwn({ Editor: ui.config }),
        () => {},
      );
    return () => {
      wanted = false;
    };
  }, [type?.type]);
  return own;
}

/** The browser asks before a page with unsaved changes is left. */
function useUnsaved(unsaved: boolean): void {
  useEffect(() => {
    if (!unsaved) return;
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, [unsaved]);
}
