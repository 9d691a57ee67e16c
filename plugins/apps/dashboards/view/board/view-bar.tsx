import { Banner, Button, Icon, IconButton, lazy, Menu, type MenuItem } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import type { History } from '../../model/history.ts';
import type { TimeText } from '../../model/time.ts';
import type { VariableState } from '../../model/variables.ts';
import { t } from '../../text/index.ts';
import type { FilterSource } from '../bar/adhoc.tsx';
import { Popover } from '../bar/popover.tsx';
import { RefreshControl } from '../bar/refresh-control.tsx';
import { TimeControl } from '../bar/time-control.tsx';
import { VariableControls } from '../bar/variables.tsx';
import type { EditParts } from '../edit/parts.ts';
import { serverFacts } from '../server-facts.ts';
import type { Changes } from './address.ts';
import type { Board } from './context.ts';
import { Star } from './star.tsx';
import type { UsedAnnotations } from './use-annotations.ts';
import type { UsedVariables } from './use-variables.ts';

export interface ViewBarProps {
  readonly board: Board;
  readonly query: URLSearchParams;
  readonly used: UsedVariables;
  readonly filterSource: (state: VariableState) => FilterSource;
  readonly annotations: UsedAnnotations;
  readonly refresh: string;
  readonly history: History | undefined;
  readonly edit: EditParts;
  readonly kiosk: boolean;
  refreshNow(): void;
  changeTime(time: TimeText): void;
  set(changes: Changes, push?: boolean): void;
  onReload(): void;
}

// Only who edits has them.
const EditBegin = lazy(async () => (await import('./edit-bar.tsx')).EditBegin, null);
const EditEnd = lazy(async () => (await import('./edit-bar.tsx')).EditEnd, null);

/** What every panel of the page depends on: variables and annotations on the left, time on the right, and what can be done. */
export function ViewBar(props: ViewBarProps): JSX.Element {
  const { board, history, edit, query, set, annotations, used } = props;
  const { dashboard, variables } = board;
  const shown = [...variables.values()].filter(({ model }) => model.hide !== 2 && !['constant', 'system', 'snapshot'].includes(model.type));
  const toggles = annotations.queries.filter(({ hide }) => !hide);
  const controls = (
    <>
      <VariableControls states={[...variables.values()]} onSelect={used.choose} onFilters={used.filter} filterSource={props.filterSource} />
      {toggles.map((annotation) => (
        <button
          key={annotation.name}
          type="button"
          class="o-var dash-toggle"
          aria-pressed={annotations.shown.has(annotation.name)}
          title={annotations.failures.get(annotation.name)}
          onClick={() => annotations.toggle(annotation.name)}
        >
          <i class="dash-swatch" style={{ background: annotation.iconColor }} />
          {annotation.name}
          {annotations.failures.has(annotation.name) && <Icon name="triangle-alert" size="s" class="o-warn" />}
        </button>
      ))}
    </>
  );
  return (
    <div class={`dash-bar ${history ? 'dash-bar-edits' : ''}`} role="toolbar" aria-label={t.bar.label}>
      {history && <EditBegin history={history} edit={edit} />}
      {query.has('viewPanel') && (
        <Button size="sm" icon="chevron-left" onClick={() => set({ viewPanel: undefined })}>
          {t.bar.back}
        </Button>
      )}
      <div class="dash-controls-wide">{controls}</div>
      {shown.length + toggles.length > 0 && (
        <div class="dash-controls-narrow">
          <Popover
            label={t.bar.filters}
            class="o-btn"
            boxClass="dash-controls"
            button={
              <>
                <Icon name="list-filter" size="s" />
                {t.bar.filters}
                <span class="o-pill">{shown.length + toggles.length}</span>
              </>
            }
          >
            {() => controls}
          </Popover>
        </div>
      )}
      <div class="dash-bar-end">
        {dashboard.timepicker?.hidden !== true && (
          <>
            <TimeControl
              time={board.time}
              span={board.span}
              options={board.timeOptions}
              dashboard={dashboard}
              onTime={props.changeTime}
              onZone={(zone) => set({ timezone: zone, tz: undefined })}
            />
            <RefreshControl
              refresh={props.refresh}
              dashboard={dashboard}
              span={board.span}
              least={serverFacts.value.minRefreshInterval}
              onRefresh={(every) => set({ refresh: every }, false)}
              onNow={props.refreshNow}
            />
          </>
        )}
        {history ? <EditEnd {...props} history={history} /> : <ViewEnd {...props} />}
      </div>
    </div>
  );
}

function ViewEnd({ board, set, edit, kiosk }: ViewBarProps): JSX.Element {
  const { shell, meta, canEdit, dashboard } = board;
  const share = (kind: 'copyLink' | 'copyShortLink'): void => void import('../share.ts').then((made) => made[kind](shell));
  const open = (editview: string): void => {
    edit.begin();
    set({ editview });
  };
  const items: (MenuItem | 'divider')[] = [
    { label: t.bar.kiosk, icon: 'monitor', keys: 'd k', run: () => set({ kiosk: '' }) },
    { label: t.bar.shortLink, icon: 'link', run: () => share('copyShortLink') },
    { label: t.bar.export, icon: 'download', run: () => set({ editview: 'json' }) },
    ...(canEdit
      ? [
          'divider' as const,
          { label: t.bar.settings, icon: 'settings-2', keys: 'd s', run: () => open('settings') },
          { label: t.bar.versions, icon: 'rotate-cw', run: () => open('versions') },
          { label: t.bar.saveAs, icon: 'save', run: () => open('save-as') },
        ]
      : []),
    ...(meta.canAdmin && dashboard.uid
      ? [{ label: t.bar.access, icon: 'users', href: `/admin/access/dashboards/${encodeURIComponent(dashboard.uid)}` }]
      : []),
    ...(meta.canDelete && !meta.provisioned
      ? ([{ label: t.bar.delete, icon: 'trash-2', danger: true, run: () => set({ editview: 'delete' }) }] as const)
      : []),
  ];
  if (kiosk) return <IconButton icon="x" size="sm" label={t.bar.leaveKiosk} onClick={() => set({ kiosk: undefined })} />;
  return (
    <>
      {meta.canStar !== false && <Star uid={dashboard.uid} shell={shell} />}
      <IconButton icon="share-2" class="dash-on-wide" label={t.bar.share} onClick={() => share('copyLink')} />
      <Menu label={t.bar.more} items={items}>
        <Icon name="ellipsis" />
      </Menu>
      {canEdit && (
        <Button icon="pencil" class="dash-edit-button" onClick={edit.begin}>
          {t.bar.edit}
        </Button>
      )}
    </>
  );
}

/** Somebody else saved this dashboard while it was open here. */
export function NewerVersion({ editing, onReload }: { editing: boolean; onReload: () => void }): JSX.Element {
  return (
    <div class="dash-newer">
      <Banner tone="info" role="status">
        {editing ? t.board.newerEditing : t.board.newer}{' '}
        <button type="button" class="o-btn o-link o-sm" onClick={onReload}>
          {editing ? t.board.loadNewerEditing : t.board.loadNewer}
        </button>
      </Banner>
    </div>
  );
}
