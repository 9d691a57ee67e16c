/** The editors of a datasource whose plugin may not run in the page, behind the same contract. */
import type { ConfigEditorProps, DatasourceUi, QueryEditorProps } from '@orrery/plugin-sdk/ui';
import type { VNode } from 'preact';
import type { EditorPart } from '../messages.ts';
import { askGuest, type GuestSource } from './guest.ts';
import { GuestView } from './view.tsx';

export async function framedDatasource(source: GuestSource, name: string): Promise<DatasourceUi | undefined> {
  const told = (await askGuest(source)).datasources[name];
  if (!told) return undefined;
  /** Its own words for a query are known once its editor was shown with it. */
  const words = new Map<string, string>();
  const query = (part: EditorPart) => (props: QueryEditorProps) => <QueryView {...{ source, name, part, props, words }} />;
  const has = (part: EditorPart): boolean => told.parts.includes(part);
  return {
    ...(told.emptyQuery && { emptyQuery: told.emptyQuery }),
    ...(has('query') && { query: query('query') }),
    ...(has('variable') && { variable: query('variable') }),
    ...(has('annotation') && { annotation: query('annotation') }),
    ...(has('config') && { config: (props: ConfigEditorProps) => <ConfigView source={source} name={name} props={props} /> }),
    describe: (asked) => words.get(JSON.stringify(asked)) ?? plainWords(asked),
  };
}

function plainWords({ refId: _refId, datasource: _datasource, ...rest }: Readonly<Record<string, unknown>>): string {
  return Object.values(rest)
    .filter((value) => typeof value === 'string' && value !== '')
    .join(' ')
    .slice(0, 200);
}

interface QueryViewProps {
  readonly source: GuestSource;
  readonly name: string;
  readonly part: EditorPart;
  readonly props: QueryEditorProps;
  readonly words: Map<string, string>;
}
function QueryView({ source, name, part, props, words }: QueryViewProps): VNode {
  // Frames of an answer may be large and come often: editors look at names and types.
  const { onChange, onRun, resource, frames, ...rest } = props;
  const outline = frames?.map((frame) => ({
    ...frame,
    fields: frame.fields.map(({ values: _values, nulls: _nulls, nanos: _nanos, ...field }) => ({ ...field, values: [] })),
  }));
  return (
    <GuestView
      grows
      source={source}
      view={{ kind: 'editor', name, part }}
      props={{ ...rest, ...(outline && { frames: outline }) }}
      callable={['onRun', 'resource']}
      calls={{
        onChange: (query) => onChange(query as QueryEditorProps['query']),
        onRun: () => onRun(),
        resource: (path, params) => resource(String(path), params as Record<string, string>),
      }}
      onDescribe={(text) => words.set(JSON.stringify(props.query), text)}
    />
  );
}

function ConfigView({ source, name, props }: { source: GuestSource; name: string; props: ConfigEditorProps }): VNode {
  return (
    <GuestView
      grows
      source={source}
      view={{ kind: 'editor', name, part: 'config' }}
      props={{ settings: props.settings }}
      callable={[]}
      calls={{
        // Where the requests go and who may see them is said by the page's own fields, not by the plugin's.
        onChange: (settings) => {
          const { jsonData, secureJsonData, secureJsonFields } = settings as ConfigEditorProps['settings'];
          props.onChange({ ...props.settings, jsonData, secureJsonData, secureJsonFields });
        },
      }}
    />
  );
}
