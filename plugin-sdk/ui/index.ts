/** What browser code of plugins imports: contracts of panels and pages, the kit's controls and states, charts. */
export { type AnsweredQuery, type AskedQueries, askQueries } from './api/query.ts';
export { ApiError, api, failureOf, request, type RequestOptions } from './api/request.ts';
export { connectLive, type Live } from './api/live.ts';
export { Badge, Banner, Chip, Key, type StateName, Status, type Tone } from './badge.tsx';
export { Button, IconButton } from './button.tsx';
export { type Aligned, align, type Column, spanGaps, type Track, timeFieldOf, trackOf } from './chart/align.ts';
export { axisLook, type Chart, type ChartCursor, type ChartListener, type ChartSpec, createChart, lineWidth } from './chart/chart.ts';
export { type Stacked, type StackInput, stack } from './chart/stack.ts';
export { cursorTime, timeIncrements, timeLabel, timeTicks } from './chart/time-axis.ts';
export type {
  ConfigEditorProps,
  DatasourceRef,
  DatasourceSettings,
  DatasourceUi,
  QueryEditorProps,
} from './datasource.ts';
export { Dialog } from './dialog.tsx';
export { Checkbox, Field, Input, Select, Switch } from './field.tsx';
export { Icon, Mark } from './icon.tsx';
export { Menu, type MenuItem, place } from './menu.tsx';
export type { OptionChoice, OptionCondition, OptionControl, OptionEditor } from './option-editor.ts';
export type { Command, Page, PageProps, Pages, Shell } from './page.ts';
export * from './panel.ts';
export { type Crosshair, createCrosshair, useCrosshair } from './panel-host/drawing.tsx';
export { type PanelData, PanelHost, type PanelHostProps } from './panel-host/host.tsx';
export * from './states.tsx';
export { type Column as TableColumn, type Sorting, Table } from './table.tsx';
export { Segments, type Tab, Tabs } from './tabs.tsx';
export { languageOf, type Texts, texts } from './text.ts';
export { readTheme } from './theme.ts';
export { type Toast, Toasts, toast } from './toast.tsx';
