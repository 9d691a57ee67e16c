import type { DatasourceUi } from '@orrery/plugin-sdk/ui';
import { ErrorState, Icon, IconButton, Menu, type QueryEditorProps, request, Select } from '@orrery/plugin-sdk/ui';
import { Component, type ComponentChildren, type JSX } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { findDatasource, isExpression, isMixed, nameOf } from '../../model/datasource-ref.ts';
import type { KnownDatasource, PanelModel, Target } from '../../model/types.ts';
import { t } from '../../text/index.ts';
import { w } from '../../text/work/index.ts';
import type { PanelAnswer } from '../api.ts';
import type { Board } from '../board/context.ts';
import { refOf } from '../panel/use-panel-data.ts';
import { JsonField } from './json-field.tsx';

export interface QueryCardProps {
  readonly board: Board;
  readonly panel: PanelModel;
  readonly target: Target;
  readonly answer: PanelAnswer | undefined;
  /** `merges`: typed on in the same field. */
  onChange(target: Target, merges: boolean): void;
  onRun(): void;
  onMove(by: number): void;
  onDuplicate(): void;
  onRemove(): void;
}

/** One query: its letter, its source, what it gave, and the source's own editor for it. */
export function QueryCard(props: QueryCardProps): JSX.Element {
  const { board, panel, target, answer, onChange, onRun } = props;
  const [open, setOpen] = useState(true);
  const ref = refOf(panel, target);
  const datasource = findDatasource(ref, board.datasources, board.lookup({}));
  const ui = useDatasourceUi(board.shell, isExpression(ref) ? '__expr__' : datasource?.type);
  const rows = answer?.frames.reduce((sum, { length }) => sum + length, 0) ?? 0;
  const hidden = target.hide === true;
  return (
    <section class={`dash-card dash-query ${hidden ? 'dash-hidden' : ''}`} aria-label={w.edit.queryOf(target.refId)}>
      <header>
        <IconButton
          icon={open ? 'chevron-down' : 'chevron-right'}
          size="sm"
          label={open ? w.edit.fold : w.edit.unfold}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        />
        <b class="dash-ref">{target.refId}</b>
        {isMixed(panel.datasource) ? (
          <Select
            size="sm"
            aria-label={w.edit.source}
            value={datasource?.uid ?? ''}
            options={[
              ...(datasource ? [] : [{ value: '', label: nameOf(ref, w.edit.defaultSource) }]),
              ...board.datasources.map(({ uid, name }) => ({ value: uid, label: name })),
            ]}
            onValue={(uid) => {
              const next = board.datasources.find((one) => one.uid === uid);
              if (next)
                onChange(
                  next.type === datasource?.type
                    ? { ...target, datasource: { uid, type: next.type } }
                    : { refId: target.refId, datasource: { uid, type: next.type } },
                  false,
                );
              onRun();
            }}
          />
        ) : (
          <span class="o-trunc dash-query-said">
            {open ? (datasource?.name ?? nameOf(ref)) : (ui.found?.describe?.(target) ?? plainWords(target))}
          </span>
        )}
        <span class="o-sp" />
        {hidden && <span class="o-tag">{w.edit.hidden}</span>}
        <IconButton
          icon={hidden ? 'eye-off' : 'eye'}
          size="sm"
          label={hidden ? w.edit.showQuery : w.edit.hideQuery}
          aria-pressed={hidden}
          onClick={() => {
            const { hide: _, ...shown } = target;
            onChange(hidden ? (shown as Target) : { ...target, hide: true }, false);
            onRun();
          }}
        />
        <Menu
          label={w.edit.queryMenu(target.refId)}
          class="o-btn o-ghost o-ico o-sm"
          items={[
            { label: w.edit.moveUp, icon: 'chevron-up', run: () => props.onMove(-1) },
            { label: w.edit.moveDown, icon: 'chevron-down', run: () => props.onMove(1) },
            { label: t.panel.actions.duplicate, icon: 'copy', run: props.onDuplicate },
            { label: t.panel.actions.remove, icon: 'trash-2', danger: true, run: props.onRemove },
          ]}
        >
          <Icon name="ellipsis" size="s" />
        </Menu>
      </header>
      {open && (
        <Guard name={datasource?.name ?? ''}>
          <QueryEditor {...props} datasource={datasource} ui={ui} />
        </Guard>
      )}
      {answer?.error ? (
        <p class="dash-query-foot o-danger" role="alert">
          {answer.error}
        </p>
      ) : (
        answer && <p class="dash-query-foot">{w.inspect.answered(answer.frames.length, rows)}</p>
      )}
    </section>
  );
}

interface FoundUi {
  readonly loading: boolean;
  readonly found?: DatasourceUi | undefined;
}
export function useDatasourceUi(shell: Board['shell'], type: string | undefined): FoundUi {
  const [state, setState] = useState<FoundUi & { readonly type?: string | undefined }>({ loading: true });
  useEffect(() => {
    let current = true;
    const none = (): void => void (current && setState({ type, loading: false }));
    if (!type) none();
    else shell.datasource(type).then((found) => current && setState({ type, loading: false, found }), none);
    return () => {
      current = false;
    };
  }, [type]);
  return state.type === type ? state : { loading: true };
}

function QueryEditor({
  board,
  target,
  answer,
  onChange,
  onRun,
  datasource,
  ui,
}: QueryCardProps & { datasource: KnownDatasource | undefined; ui: FoundUi }): JSX.Element | null {
  const Editor = ui.found?.query;
  const names = useMemo(() => [...board.variables.keys()], [board.variables]);
  if (ui.loading) return null;
  if (!Editor || !datasource) return <PlainQuery target={target} onChange={(next) => onChange(next, false)} onRun={onRun} />;
  const empty = Object.keys(target).every((key) => key === 'refId' || key === 'datasource');
  const query = empty ? { ...ui.found?.emptyQuery, ...target } : target;
  const props: QueryEditorProps = {
    query,
    onChange: (next) =>
      onChange({ ...next, refId: target.refId, ...(target.datasource !== undefined && { datasource: target.datasource }) } as Target, true),
    onRun,
    datasource,
    resource: (path, params) => askResource(datasource.uid, path, params),
    range: board.span,
    place: 'panel',
    ...(answer && { frames: answer.frames }),
    ...(answer?.error && { failure: answer.error }),
    variables: names,
  };
  const Shown = Editor as (props: QueryEditorProps) => JSX.Element;
  return (
    <div class="dash-query-body">
      <Shown {...props} />
    </div>
  );
}

export async function askResource(
  uid: string,
  path: string,
  params: Readonly<Record<string, string | readonly string[]>> = {},
): Promise<unknown> {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params))
    for (const one of typeof value === 'string' ? [value] : value) query.append(name, one);
  const text = query.toString();
  const response = await request(
    `/api/datasources/uid/${encodeURIComponent(uid)}/resources/${path.replace(/^\//, '')}${text ? `?${text}` : ''}`,
  );
  return response.json();
}

/** For sources without an editor: the query as JSON, without what the page itself keeps. */
function PlainQuery({ target, onChange, onRun }: { target: Target; onChange: (target: Target) => void; onRun: () => void }): JSX.Element {
  const { refId, datasource, hide, ...own } = target;
  return (
    <div class="dash-query-body">
      <JsonField
        label={w.edit.queryJson}
        value={own}
        expects="object"
        onValue={(value) => {
          onChange({ ...(value as object), refId, ...(datasource !== undefined && { datasource }), ...(hide && { hide }) });
          onRun();
        }}
      />
    </div>
  );
}

function plainWords(target: Target): string {
  const { refId: _, datasource: __, ...own } = target;
  const text = own.expr ?? own.query ?? own.rawSql ?? own.target;
  return typeof text === 'string' ? text : JSON.stringify(own);
}

/** A source's editor that fails takes only itself along. */
class Guard extends Component<{ name: string; children: ComponentChildren }, { cause?: string }> {
  override state: { cause?: string } = {};
  static override getDerivedStateFromError(error: unknown): { cause: string } {
    return { cause: error instanceof Error ? error.message : String(error) };
  }
  override render(): ComponentChildren {
    const { cause } = this.state;
    if (cause === undefined) return this.props.children;
    return <ErrorState title={w.edit.editorFailed(this.props.name)} text={cause} onRetry={() => this.setState({})} />;
  }
}
