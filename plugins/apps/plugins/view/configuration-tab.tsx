/** What is set up with it: the data sources of its types. */
import { api, ErrorState, Loading } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { t } from '../text/index.ts';
import { Card } from './facts.tsx';
import { useLoaded } from './use-loaded.ts';

interface Source {
  readonly uid: string;
  readonly name: string;
  readonly type: string;
}

export function ConfigurationTab({ types }: { types: readonly string[] }): JSX.Element {
  const { value, failure, reload } = useLoaded(() => api<readonly Source[]>('/api/datasources'), []);
  if (failure) return <ErrorState title={t.configuration.failed} text={failure.message} onRetry={reload} />;
  if (!value) return <Loading shape="rows" />;
  const sources = value.filter(({ type }) => types.includes(type));
  return (
    <Card title={t.configuration.title}>
      {sources.length === 0 ? (
        <p>{t.configuration.none}</p>
      ) : (
        <ul class="plug-plain-list">
          {sources.map(({ uid, name }) => (
            <li key={uid}>
              <a href={`/connections/datasources/edit/${encodeURIComponent(uid)}`}>{name}</a>
            </li>
          ))}
        </ul>
      )}
      <div>
        <a class="o-btn" href="/connections/datasources/new">
          {t.configuration.add}
        </a>
      </div>
    </Card>
  );
}
