/** Dashboards that a plugin brings: imported with one click, or with the data sources that they ask for. */
import { api, Badge, Button, ErrorState, Field, Loading, Select, type Shell } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { t } from '../text/index.ts';
import { Card } from './facts.tsx';
import { useLoaded } from './use-loaded.ts';

interface Input {
  readonly name: string;
  readonly label: string;
  readonly type: string;
  readonly pluginId: string;
  readonly value: string;
}
interface Shipped {
  readonly path: string;
  readonly title: string;
  readonly imported: boolean;
  readonly importedUrl?: string;
  readonly importedRevision?: number;
  readonly revision?: number;
  readonly removed?: boolean;
  readonly broken?: boolean;
  readonly inputs?: readonly Input[];
}
interface Source {
  readonly uid: string;
  readonly name: string;
  readonly type: string;
}
/** Of one dashboard, its inputs to what was chosen. */
type Chosen = Readonly<Record<string, string>>;

export function DashboardsTab({ id, shell }: { id: string; shell: Shell }): JSX.Element {
  const shipped = useLoaded(() => api<readonly Shipped[]>(`/api/plugins/${encodeURIComponent(id)}/dashboards`), [id]);
  const sources = useLoaded(() => api<readonly Source[]>('/api/orrery/datasources'), []);
  const [chosen, setChosen] = useState<Readonly<Record<string, Chosen>>>({});
  const failure = shipped.failure ?? sources.failure;
  if (failure)
    return <ErrorState title={t.dashboards.failed} text={failure.message} onRetry={() => (shipped.reload(), sources.reload())} />;
  if (!shipped.value || !sources.value) return <Loading shape="rows" />;
  const fitting = ({ pluginId }: Input): readonly Source[] => (sources.value ?? []).filter(({ type }) => type === pluginId);
  const valueOf = (path: string, input: Input): string =>
    chosen[path]?.[input.name] ?? (input.type === 'datasource' ? (fitting(input)[0]?.uid ?? '') : input.value);

  const bring = ({ path, title, inputs = [] }: Shipped): Promise<void> =>
    api('/api/dashboards/import', {
      method: 'POST',
      body: {
        ...{ pluginId: id, path, overwrite: true },
        inputs: inputs.map((input) => ({ ...input, value: valueOf(path, input) })),
      },
    }).then(
      () => (shell.toast({ kind: 'ok', text: t.dashboards.imported(title) }), shipped.reload()),
      (error: Error) => shell.toast({ kind: 'danger', text: error.message }),
    );

  return (
    <Card title={t.dashboards.title}>
      <ul class="plug-plain-list plug-shipped">
        {shipped.value.map((one) => (
          <li key={one.path}>
            {one.importedUrl ? <a href={one.importedUrl}>{one.title}</a> : <span>{one.title}</span>}
            {(one.removed || one.broken) && <Badge tone="warn">{one.removed ? t.dashboards.removed : t.dashboards.broken}</Badge>}
            {(one.inputs ?? [])
              .filter(({ type }) => type === 'datasource')
              .map((input) => (
                <Field key={input.name} label={t.dashboards.choose(input.label || input.name)}>
                  {fitting(input).length === 0 ? (
                    <span>{t.dashboards.noSource(input.pluginId)}</span>
                  ) : (
                    <Select
                      value={valueOf(one.path, input)}
                      options={fitting(input).map(({ uid, name }) => ({ value: uid, label: name }))}
                      onValue={(uid) => setChosen({ ...chosen, [one.path]: { ...chosen[one.path], [input.name]: uid } })}
                    />
                  )}
                </Field>
              ))}
            {!one.removed && !one.broken && (
              <Button size="sm" onClick={() => void bring(one)}>
                {one.imported ? t.dashboards.again(one.importedRevision ?? 0, one.revision ?? 0) : t.dashboards.import}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
