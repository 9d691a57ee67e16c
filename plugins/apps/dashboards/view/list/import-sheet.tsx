import { type ApiError, api, Banner, Button, Field, Input, Select, type Shell } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { isType } from '../../model/datasource-ref.ts';
import { proposedValue, readImport } from '../../model/inputs.ts';
import type { KnownDatasource } from '../../model/types.ts';
import { t } from '../../text/index.ts';
import { w } from '../../text/work/index.ts';
import { loadDatasources } from '../api.ts';
import { Sheet } from '../settings/sheet.tsx';
import { FolderField } from './folder-field.tsx';

/** A dashboard from a file or the clipboard: what it asks for is chosen, then it is saved here. */
export function ImportSheet({ shell, folder, onClose }: { shell: Shell; folder: string; onClose: () => void }): JSX.Element {
  const [text, setText] = useState('');
  const [datasources, setDatasources] = useState<readonly KnownDatasource[]>([]);
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const [title, setTitle] = useState<string>();
  const [uid, setUid] = useState<string>();
  const [folderUid, setFolderUid] = useState(folder);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState('');
  const [taken, setTaken] = useState('');
  const [over, setOver] = useState(false);
  useEffect(() => {
    loadDatasources().then(setDatasources, () => {});
  }, []);
  const read = useMemo(() => (text.trim() ? readImport(text) : undefined), [text]);
  const found = read && 'dashboard' in read ? read : undefined;
  const valueOf = (name: string): string =>
    values[name] ??
    (found ? proposedValue(found.inputs.find((input) => input.name === name) ?? { name, type: 'constant' }, datasources) : '');
  const missing = found?.inputs.filter(({ name, type }) => type === 'datasource' && !valueOf(name)) ?? [];
  const name = title ?? found?.dashboard.title ?? '';
  const address = uid ?? found?.dashboard.uid ?? '';

  const take = (file: File | undefined): void => void file?.text().then(setText);
  const save = async (overwrite: boolean): Promise<void> => {
    if (!found) return;
    setBusy(true);
    setFailure('');
    const inputs = found.inputs.map((input) => ({
      name: input.name,
      type: input.type,
      pluginId: input.pluginId ?? '',
      value: valueOf(input.name),
    }));
    try {
      const { importedUrl } = await api<{ importedUrl: string }>('/api/dashboards/import', {
        method: 'POST',
        body: { dashboard: { ...found.dashboard, title: name.trim(), uid: address.trim(), id: null }, inputs, folderUid, overwrite },
      });
      shell.toast({ kind: 'ok', text: w.list.imported(name) });
      shell.navigate(importedUrl);
    } catch (error) {
      const { status, message } = error as ApiError;
      if (status === 412) setTaken(message);
      else setFailure(message);
      setBusy(false);
    }
  };
  return (
    <Sheet
      title={w.list.import}
      onClose={onClose}
      footer={
        <>
          {failure && (
            <p class="o-sp o-danger" role="alert">
              {failure}
            </p>
          )}
          <Button kind="ghost" onClick={onClose}>
            {t.cancel}
          </Button>
          {taken ? (
            <Button kind="danger" busy={busy} onClick={() => void save(true)}>
              {w.list.importOver}
            </Button>
          ) : (
            <Button kind="primary" busy={busy} disabled={!found || missing.length > 0 || !name.trim()} onClick={() => void save(false)}>
              {w.list.importIt}
            </Button>
          )}
        </>
      }
    >
      {!found && (
        // biome-ignore lint/a11y/noStaticElementInteractions: dropping is one of three ways; the others are a button and a field.
        <div
          class={`dash-drop ${over ? 'o-on' : ''}`}
          onDragOver={(event) => {
            event.preventDefault();
            setOver(true);
          }}
          onDragLeave={() => setOver(false)}
          onDrop={(event) => {
            event.preventDefault();
            setOver(false);
            take(event.dataTransfer?.files[0]);
          }}
        >
          <p>{w.list.dropFile}</p>
          <label class="o-btn">
            {w.list.chooseFile}
            <input class="o-vh" type="file" accept=".json,application/json" onChange={(event) => take(event.currentTarget.files?.[0])} />
          </label>
        </div>
      )}
      {!found && (
        <Field label={w.list.paste} error={read && 'problem' in read ? w.list.problems[read.problem] : undefined}>
          <span class="o-input o-area o-mono">
            <textarea
              aria-label={w.list.paste}
              rows={10}
              autofocus
              spellcheck={false}
              value={text}
              onInput={(event) => setText(event.currentTarget.value)}
            />
          </span>
        </Field>
      )}
      {found && (
        <div class="dash-form">
          <div class="o-row">
            <span class="o-sp o-ter">
              {w.list.importFacts(found.dashboard.panels?.length ?? 0, found.dashboard.templating?.list?.length ?? 0)}
            </span>
            <Button
              size="sm"
              kind="ghost"
              onClick={() => (setText(''), setValues({}), setTitle(undefined), setUid(undefined), setTaken(''))}
            >
              {w.list.another}
            </Button>
          </div>
          {taken && (
            <Banner tone="warn" role="alert">
              {w.list.importTaken(taken)}
            </Banner>
          )}
          <Field label={w.settings.title}>
            <Input value={name} onInput={(event) => (setTitle(event.currentTarget.value), setTaken(''))} />
          </Field>
          <FolderField value={folderUid} onValue={(next) => (setFolderUid(next), setTaken(''))} />
          <Field label={w.list.uid} help={w.list.uidHelp}>
            <Input value={address} spellcheck={false} onInput={(event) => (setUid(event.currentTarget.value), setTaken(''))} />
          </Field>
          {found.inputs.map((input) => {
            const fitting = datasources.filter(({ type }) => !input.pluginId || isType(type, input.pluginId));
            return (
              <Field
                key={input.name}
                label={input.label || input.name}
                help={input.description || input.pluginName}
                error={
                  input.type === 'datasource' && fitting.length === 0
                    ? w.list.noSource(input.pluginName ?? input.pluginId ?? '')
                    : undefined
                }
              >
                {input.type === 'datasource' ? (
                  <Select
                    value={valueOf(input.name)}
                    options={[
                      { value: '', label: w.settings.choose },
                      ...(fitting.length > 0 ? fitting : datasources).map((one) => ({ value: one.uid, label: one.name })),
                    ]}
                    onValue={(value) => setValues({ ...values, [input.name]: value })}
                  />
                ) : (
                  <Input
                    value={valueOf(input.name)}
                    onInput={(event) => setValues({ ...values, [input.name]: event.currentTarget.value })}
                  />
                )}
              </Field>
            );
          })}
        </div>
      )}
    </Sheet>
  );
}
