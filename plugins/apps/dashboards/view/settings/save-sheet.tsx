import { type ApiError, api, Button, Checkbox, Field, Icon, Input, Segments } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { changesBetween, leavingOut } from '../../model/changes.ts';
import type { History } from '../../model/history.ts';
import type { Dashboard } from '../../model/types.ts';
import type { Variables } from '../../model/variables.ts';
import { t } from '../../text/index.ts';
import { w } from '../../text/work/index.ts';
import { type DashboardAnswer, loadDashboard } from '../api.ts';
import type { BodyProps } from '../board/body.tsx';
import { forgetDraft } from '../edit/draft.ts';
import { FolderField } from '../list/folder-field.tsx';
import { ChangeList, TextDiff } from './change-list.tsx';
import { Conflict } from './conflict.tsx';
import { Provisioned } from './provisioned.tsx';
import { Sheet } from './sheet.tsx';

interface Saved {
  readonly uid: string;
  readonly url: string;
  readonly version: number;
}

/** What changed, why, and where it goes; with what to do when somebody else was faster. Nothing is lost whatever the answer. */
export function SaveSheet(props: BodyProps & { history: History; copy: boolean; onClose: () => void }): JSX.Element {
  const { board, history, edit, onClose, onReload } = props;
  const { meta, shell } = board;
  const { base, now } = history;
  const asCopy = props.copy || base.uid === '';
  const [message, setMessage] = useState('');
  const [how, setHow] = useState<'visual' | 'json'>('visual');
  const [leftOut, setLeftOut] = useState<ReadonlySet<number>>(new Set());
  const [keepTime, setKeepTime] = useState(false);
  const [keepVariables, setKeepVariables] = useState(false);
  const [title, setTitle] = useState(props.copy ? w.save.copyOf(now.title) : now.title);
  const [folderUid, setFolderUid] = useState(meta.folderUid);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState('');
  const [conflict, setConflict] = useState<{ status: string; message: string; theirs?: DashboardAnswer | undefined }>();

  const changes = useMemo(() => changesBetween(base, now), [base, now]);
  const wanted = useMemo(() => {
    const kept = leavingOut(base, now, leftOut);
    const timed = keepTime ? { ...kept, time: { ...board.time } } : kept;
    return keepVariables ? withSelections(timed, board.variables) : timed;
  }, [base, now, leftOut, keepTime, keepVariables]);

  const save = async (overwrite: boolean, toCopy: boolean): Promise<void> => {
    setBusy(true);
    setFailure('');
    const dashboard = toCopy ? { ...wanted, id: null, uid: '', title, version: 0 } : wanted;
    try {
      const saved = await api<Saved>('/api/dashboards/db', {
        method: 'POST',
        body: { dashboard, folderUid: toCopy ? folderUid : meta.folderUid, message, overwrite },
      });
      forgetDraft(base.uid);
      shell.toast({ kind: 'ok', text: w.save.saved });
      if (toCopy) {
        edit.leave();
        shell.navigate(saved.url);
        return;
      }
      if (leftOut.size > 0) edit.rebase({ ...wanted, version: saved.version });
      else edit.leave();
      onClose();
      onReload();
    } catch (error) {
      const { status, message: cause, body } = error as ApiError;
      if (status === 412) {
        const answered = (body ?? {}) as { status?: string };
        const theirs = answered.status === 'version-mismatch' ? await loadDashboard(base.uid).catch(() => undefined) : undefined;
        setConflict({ status: answered.status ?? 'version-mismatch', message: cause, theirs });
      } else setFailure(status === 0 ? w.save.unreachable : cause);
      setBusy(false);
    }
  };

  if (meta.provisioned && !asCopy)
    return <Provisioned board={board} wanted={wanted} onClose={onClose} onCopy={() => props.set({ editview: 'save-as' })} />;
  if (conflict) {
    return (
      <Conflict
        {...conflict}
        base={base}
        busy={busy}
        onClose={() => setConflict(undefined)}
        onOverwrite={() => void save(true, asCopy)}
        onCopy={() => (setConflict(undefined), props.set({ editview: 'save-as' }))}
      />
    );
  }
  const count = changes.panels.length + (changes.settings.length > 0 ? 1 : 0);
  const isNew = base.uid === '';
  const compares = !isNew && (!asCopy || count > 0);
  return (
    <Sheet
      title={isNew ? w.save.newTitle : asCopy ? w.save.copyTitle : w.save.title}
      note={asCopy ? '' : w.save.to(base.title, base.version ?? 0)}
      class={compares ? 'dash-save' : ''}
      onClose={onClose}
      footer={
        <>
          {failure ? (
            <p class="o-sp o-danger" role="alert">
              <Icon name="circle-alert" size="s" /> {failure}
            </p>
          ) : (
            <p class="o-sp o-ter">{isNew ? '' : asCopy ? w.save.copyNote : w.save.note}</p>
          )}
          <Button kind="ghost" onClick={onClose}>
            {t.cancel}
          </Button>
          <Button
            kind="primary"
            busy={busy}
            disabled={asCopy ? !title.trim() : count === 0 && !keepTime && !keepVariables}
            onClick={() => void save(false, asCopy)}
          >
            {isNew ? w.save.saveNew : asCopy ? w.save.saveCopy : w.save.save}
          </Button>
        </>
      }
    >
      <div class="dash-save-form">
        {asCopy && (
          <>
            <Field label={w.settings.title} error={title.trim() ? undefined : w.settings.titleMissing}>
              <Input
                value={title}
                autofocus
                onFocus={(event) => event.currentTarget.select()}
                onInput={(event) => setTitle(event.currentTarget.value)}
              />
            </Field>
            <FolderField value={folderUid} onValue={setFolderUid} />
          </>
        )}
        <Field label={w.save.message} help={w.save.messageHelp}>
          <span class="o-input o-area">
            <textarea
              aria-label={w.save.message}
              rows={4}
              autofocus={!asCopy}
              value={message}
              onInput={(event) => setMessage(event.currentTarget.value)}
            />
          </span>
        </Field>
        <Checkbox label={w.save.keepTime} checked={keepTime} onValue={setKeepTime} />
        {board.variables.size > 0 && <Checkbox label={w.save.keepVariables} checked={keepVariables} onValue={setKeepVariables} />}
      </div>
      {compares && (
        <div class="dash-save-changes">
          <div class="o-row">
            <h3 class="o-sp">{w.save.count(count)}</h3>
            <Segments
              label={w.save.how}
              value={how}
              options={[
                { value: 'visual', label: w.save.visual },
                { value: 'json', label: 'JSON' },
              ]}
              onValue={(value) => setHow(value as 'visual' | 'json')}
            />
          </div>
          {how === 'visual' ? (
            <ChangeList
              changes={changes}
              before={base}
              after={now}
              leftOut={leftOut}
              onLeaveOut={(id) => {
                const next = new Set(leftOut);
                if (!next.delete(id)) next.add(id);
                setLeftOut(next);
              }}
            />
          ) : (
            <TextDiff before={JSON.stringify(base, null, 2)} after={JSON.stringify(wanted, null, 2)} />
          )}
        </div>
      )}
    </Sheet>
  );
}

/** What is chosen now becomes what the dashboard opens with. */
function withSelections(dashboard: Dashboard, variables: Variables): Dashboard {
  const list = (dashboard.templating?.list ?? []).map((model) => {
    const state = variables.get(model.name);
    if (!state || model.type === 'constant') return model;
    if (state.filters) return { ...model, filters: state.filters };
    const [values, texts] = [state.selected.map(({ value }) => value), state.selected.map(({ text }) => text)];
    return { ...model, current: model.multi ? { text: texts, value: values } : { text: texts[0] ?? '', value: values[0] ?? '' } };
  });
  return { ...dashboard, templating: { ...dashboard.templating, list } };
}
