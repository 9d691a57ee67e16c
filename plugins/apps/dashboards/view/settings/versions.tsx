import { api, Button, Checkbox, ErrorState, Loading, Segments } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { changesBetween } from '../../model/changes.ts';
import type { Dashboard } from '../../model/types.ts';
import { w } from '../../text/work/index.ts';
import { ChangeList, TextDiff } from './change-list.tsx';
import type { SettingsProps } from './settings-page.tsx';

interface Version {
  readonly version: number;
  readonly created: string;
  readonly createdBy: string;
  readonly message: string;
  readonly restoredFrom?: number;
}

/** Who saved what and when; two of them compared, and one brought back as a new version. */
export function Versions({ board, edit, set, onReload }: SettingsProps): JSX.Element {
  const { dashboard, shell } = board;
  const path = `/api/dashboards/uid/${encodeURIComponent(dashboard.uid)}`;
  const [list, setList] = useState<readonly Version[]>();
  const [failure, setFailure] = useState('');
  const [chosen, setChosen] = useState<readonly number[]>([]);
  const [compared, setCompared] = useState<{ before: Dashboard; after: Dashboard; names: readonly [number, number] }>();
  const [how, setHow] = useState<'visual' | 'json'>('visual');
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    setFailure('');
    api<{ versions: readonly Version[] } | readonly Version[]>(`${path}/versions?limit=100`).then(
      (answer) => setList('versions' in answer ? answer.versions : answer),
      (error: Error) => setFailure(error.message),
    );
  }, [attempt]);

  const choose = (version: number): void =>
    setChosen(chosen.includes(version) ? chosen.filter((one) => one !== version) : [...chosen, version].slice(-2));
  const compare = async (): Promise<void> => {
    const [older = 0, newer = 0] = [...chosen].sort((a, b) => a - b);
    try {
      const [before, after] = await Promise.all([older, newer].map((version) => api<{ data: Dashboard }>(`${path}/versions/${version}`)));
      if (before && after) setCompared({ before: before.data, after: after.data, names: [older, newer] });
    } catch (error) {
      setFailure((error as Error).message);
    }
  };
  const restore = (version: number): void => {
    api(`${path}/restore`, { method: 'POST', body: { version } }).then(
      () => {
        shell.toast({ kind: 'ok', text: w.settings.restored(version) });
        edit.leave();
        set({ editview: undefined });
        onReload();
      },
      (error: Error) => shell.toast({ kind: 'danger', text: w.settings.restoreFailed(version, error.message) }),
    );
  };

  if (failure) return <ErrorState title={w.settings.versionsFailed} text={failure} onRetry={() => setAttempt(attempt + 1)} />;
  if (!list) return <Loading shape="rows" />;
  if (compared) {
    const [older, newer] = compared.names;
    return (
      <>
        <div class="o-row dash-gap">
          <Button kind="ghost" icon="chevron-left" onClick={() => setCompared(undefined)}>
            {w.settings.allVersions}
          </Button>
          <h3 class="o-sp">{w.settings.compared(older, newer)}</h3>
          <Segments
            label={w.save.how}
            value={how}
            options={[
              { value: 'visual', label: w.save.visual },
              { value: 'json', label: 'JSON' },
            ]}
            onValue={(value) => setHow(value as 'visual' | 'json')}
          />
          <Button onClick={() => restore(older)}>{w.settings.restore(older)}</Button>
        </div>
        {how === 'visual' ? (
          <ChangeList changes={changesBetween(compared.before, compared.after)} before={compared.before} after={compared.after} />
        ) : (
          <TextDiff before={JSON.stringify(compared.before, null, 2)} after={JSON.stringify(compared.after, null, 2)} />
        )}
      </>
    );
  }
  return (
    <>
      <div class="o-row dash-gap">
        <p class="o-help o-sp">{w.settings.versionsHelp}</p>
        <Button disabled={chosen.length !== 2} onClick={() => void compare()}>
          {w.settings.compare}
        </Button>
      </div>
      <div class="o-framed o-scroll-x">
        <table class="o-tbl">
          <caption class="o-vh">{w.settings.parts.versions}</caption>
          <thead>
            <tr>
              <th scope="col">{w.settings.version}</th>
              <th scope="col">{w.settings.when}</th>
              <th scope="col">{w.settings.who}</th>
              <th scope="col">{w.settings.why}</th>
              <th scope="col">
                <span class="o-vh">{w.settings.restore(0)}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {list.map(({ version, created, createdBy, message }, index) => (
              <tr key={version} class={chosen.includes(version) ? 'o-sel' : ''}>
                <td>
                  <Checkbox label={String(version)} checked={chosen.includes(version)} onValue={() => choose(version)} />
                </td>
                <td class="o-nw">{new Date(created).toLocaleString()}</td>
                <td>{createdBy}</td>
                <td>{message}</td>
                <td class="o-r">
                  {index === 0 ? (
                    <span class="o-ter">{w.settings.newest}</span>
                  ) : (
                    <Button size="sm" onClick={() => restore(version)}>
                      {w.settings.restoreShort}
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
