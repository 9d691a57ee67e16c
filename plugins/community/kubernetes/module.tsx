import './kubernetes.css';
import {
  Badge,
  Button,
  Empty,
  ErrorState,
  Input,
  Loading,
  NotConfigured,
  type PageProps,
  api,
  Segments,
  Select,
} from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Overview, Row } from './overview.ts';
import { t } from './text/index.ts';

interface Cluster {
  readonly uid: string;
  readonly name: string;
}
type Shown = keyof Overview;

function Kubernetes({ shell, query }: PageProps): JSX.Element {
  const [clusters, setClusters] = useState<readonly Cluster[]>();
  const [failure, setFailure] = useState<string>();
  const [found, setFound] = useState<Overview>();
  const [attempt, setAttempt] = useState(0);
  const [wanted, setWanted] = useState('');
  const shown = (query.get('show') as Shown | null) ?? 'pods';
  const uid = query.get('cluster') ?? clusters?.[0]?.uid;
  const go = (part: Readonly<Record<string, string>>): void => {
    const next = new URLSearchParams(query);
    for (const [name, value] of Object.entries(part)) next.set(name, value);
    shell.navigate(`/a/orrery-kubernetes-app?${next}`, { replace: true });
  };

  useEffect(() => {
    shell.title('Kubernetes');
    api<readonly Cluster[]>('/api/kubernetes/clusters').then(setClusters, (error: Error) => setFailure(error.message));
  }, [attempt]);
  useEffect(() => {
    if (!uid) return;
    let current = true;
    setFailure(undefined);
    api<Overview>(`/api/kubernetes/clusters/${encodeURIComponent(uid)}/overview`).then(
      (overview) => current && setFound(overview),
      (error: Error) => current && setFailure(error.message),
    );
    return () => {
      current = false;
    };
  }, [uid, attempt]);

  const again = (): void => setAttempt(attempt + 1);
  if (failure) return <ErrorState page title={t.failed} text={failure} onRetry={again} />;
  if (!clusters) return <Loading shape="rows" />;
  if (clusters.length === 0)
    return (
      <NotConfigured
        page
        title={t.none}
        text={t.noneText}
        action={{ label: t.add, icon: 'plus', run: () => shell.navigate('/connections/datasources/new') }}
      />
    );
  if (!found) return <Loading shape="rows" />;
  const rows = found[shown].filter(({ name, namespace }) => `${namespace}/${name}`.includes(wanted.trim()));
  return (
    <main class="kube">
      <header class="kube-head">
        {clusters.length > 1 && (
          <Select
            aria-label={t.cluster}
            value={uid ?? ''}
            options={clusters.map((one) => ({ value: one.uid, label: one.name }))}
            onValue={(cluster) => go({ cluster })}
          />
        )}
        <Segments
          label={t.shows}
          value={shown}
          options={(['nodes', 'workloads', 'pods'] as const).map((value) => ({ value, label: `${t[value]} ${found[value].length}` }))}
          onValue={(show) => go({ show })}
        />
        <Input aria-label={t.filter} placeholder={t.filter} value={wanted} onInput={(event) => setWanted(event.currentTarget.value)} />
        <Button onClick={again}>{t.refresh}</Button>
      </header>
      <ul class="kube-sums">
        {(['nodes', 'workloads', 'pods'] as const).map((kind) => (
          <Sum key={kind} label={t[kind]} rows={found[kind]} />
        ))}
      </ul>
      {rows.length === 0 ? <Empty from="" to="" /> : <Rows rows={rows} shown={shown} />}
    </main>
  );
}

function Sum({ label, rows }: { label: string; rows: readonly Row[] }): JSX.Element {
  const wrong = rows.filter(({ ok }) => !ok).length;
  return (
    <li>
      <b>{rows.length - wrong}</b>
      <span>{t.healthy(label)}</span>
      {wrong > 0 && <Badge tone="danger">{t.wrong(wrong)}</Badge>}
    </li>
  );
}

function Rows({ rows, shown }: { rows: readonly Row[]; shown: Shown }): JSX.Element {
  return (
    <div class="kube-scroll">
      <table class="kube-rows">
        <thead>
          <tr>
            <th>{t.name}</th>
            {shown !== 'nodes' && <th>{t.namespace}</th>}
            <th>{t.state}</th>
            {shown === 'pods' && <th class="kube-number">{t.restarts}</th>}
            <th>{shown === 'pods' ? t.node : t.detail}</th>
            <th>{t.since}</th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, 500).map((row) => (
            <tr key={`${row.namespace}/${row.name}`}>
              <td>{row.name}</td>
              {shown !== 'nodes' && <td>{row.namespace}</td>}
              <td>
                <Badge tone={row.ok ? 'ok' : 'danger'}>{row.state}</Badge>
              </td>
              {shown === 'pods' && <td class="kube-number">{row.restarts}</td>}
              <td>{row.detail}</td>
              <td>{row.since > 0 ? new Date(row.since).toLocaleDateString(document.documentElement.lang) : ''}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export const pages = { overview: Kubernetes };
