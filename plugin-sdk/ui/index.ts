/// <reference path="./css.d.ts" preserve="true" />
/** What browser code of plugins imports: contracts of panels and pages, the kit's controls and states, charts. */
export { isFollowed, isShown } from './address.ts';
export { connectLive, type Live } from './api/live.ts';
export { type AnsweredQuery, type AskedQueries, askQueries } from './api/query.ts';
export { ApiError, api, failureOf, type RequestOptions, request } from './api/request.ts';
export { Badge, Banner, Chip, Key, type StateName, Status, type Tone } from './badge.tsx';
export { Button, IconButton } from './button.tsx';
export { type Aligned, align, type Column, spanGaps, type Track, timeFieldOf, trackOf } from './chart/align.ts';
export { type Chart, type ChartSpec, createChart } from './chart/chart.ts';
export { fitText, gridFor, type Orientation, type TextMeasure } from './chart/fit.ts';
export { type LegendOptions, legendDefaults, legendEvent, legendValues } from './chart/legend-event.ts';
export { isLong, longToSeries } from './chart/long.ts';
export { axisLook, lineWidth } from './chart/look.ts';
export { type Plane, planeOf } from './chart/plane.ts';
export type { ChartCursor, ChartListener } from './chart/pointer.ts';
export { type ColorBand, colorBands } from './chart/scale-colors.ts';
export { isLinked, type ReduceOptions, reduceDefaults, type SingleValue, singleValues } from './chart/single-values.ts';
export { Sparkline } from './chart/sparkline.tsx';
export { type StackBand, type Stacked, type StackInput, stack } from './chart/stack.ts';
export { cursorTime, timeIncrements, timeLabel, timeTicks } from './chart/time-axis.ts';
export { type TimeRegion, timeRegionSpans } from './chart/time-regions.ts';
export { mountValues, ValueCell, type ValueViewProps, valueSummary } from './chart/value-panel.tsx';
export { type Distribution, niceStep, type ScaleWish, type ValueScale, valueScale } from './chart/value-scale.ts';
export type { Problem as CodeProblem } from './code/editor.ts';
export { CodeEditor, type CodeEditorProps } from './code/lazy.tsx';
export type { ComboOption } from './combobox.tsx';
export { Combobox } from './combobox-lazy.tsx';
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
export { lazy } from './lazy.tsx';
export { Menu, type MenuItem, place } from './menu.tsx';
export type { ItemKind, OptionChoice, OptionCondition, OptionControl, OptionEditor } from './option-editor.ts';
export type { Command, Page, PageProps, Pages, PanelKind, Shell } from './page.ts';
export * from './panel.ts';
export { definePanelView, type PanelView } from './panel-view.tsx';
export { type Crosshair, createCrosshair, useCrosshair } from './panel-host/crosshair.ts';
export {
  axisEditors,
  choices,
  hideFromEditors,
  legendEditors,
  orientationEditor,
  reduceEditors,
  textSizeEditors,
  tooltipEditors,
} from './panel-host/editors/index.ts';
export { type CsvOptions, framesToCsv } from './panel-host/export.ts';
export { type DrawnPanel, type PanelData, PanelHost, type PanelHostProps } from './panel-host/host.tsx';
export { type LinkContext, linksAt, type PanelLink } from './panel-host/links.ts';
export * from './states.tsx';
export { type Column as TableColumn, type Sorting, Table } from './table.tsx';
export { Segments, type Tab, TabPanel, Tabs } from './tabs.tsx';
export { languageOf, type Texts, texts } from './text.ts';
export { readTheme } from './theme.ts';
export { type Toast, Toasts, toast } from './toast.tsx';
export type * from './transformation.ts';
export { useId } from './use-id.ts';
