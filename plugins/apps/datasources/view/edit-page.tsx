import { ApiError, ErrorState, Loading, NotConfigured, type PageProps } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { t } from '../text/index.ts';
import { loadSource, loadTypes, paths, type Source, type SourceType } from './api.ts';
import { SourceEditor } from './source-editor.tsx';

/** `/connections/datasources/edit/:uid` */
export function EditPage({ shell, params }: PageProps): JSX.Element {
  const [loaded, setLoaded] = useState<{ source: Source; type: SourceType | undefined }>();
  const [failure, setFailure] = useState<ApiError | Error>();
  const { uid = '' } = params;
  const load = (): void =>
    void Promise.all([loadSource(uid), loadTypes()]).then(
      ([source, types]) => {
        setLoaded({ source, type: types.find(({ type }) => type === source.type) });
        setFailure(undefined);
      },
      (error: Error) => setFailure(error),
    );
  useEffect(() => {
    setLoaded(undefined);
    shell.title(t.settings, [[t.title, paths.list]]);
    load();
  }, [uid]);

  if (failure instanceof ApiError && failure.status === 404)
    return (
      <NotConfigured
        page
        icon="search"
        title={t.gone}
        text={t.goneText}
        action={{ label: t.toList, run: () => shell.navigate(paths.list) }}
      />
    );
  if (failure)
    return (
      <ErrorState
        page
        title={t.loadFailed}
        text={failure.message}
        onRetry={load}
        {...(failure instanceof ApiError && failure.requestId && { requestId: failure.requestId })}
      />
    );
  if (!loaded) return <Loading shape="page" />;
  const { source, type } = loaded;
  return <SourceEditor key={`${source.uid} ${source.version}`} shell={shell} source={source} type={type} onReload={load} />;
}
