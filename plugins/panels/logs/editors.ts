/** What people may choose about this panel. */
import { choices, type OptionCondition, type OptionEditor } from '@orrery/plugin-sdk/ui';
import { t } from './text/index.ts';

const group = t.lines;
const active: OptionCondition = { path: 'noInteractions', not: [true] };
const opens: OptionCondition = { path: 'enableLogDetails', not: [false] };
const toggle = (path: string, label: string, more: Partial<OptionEditor> = {}): OptionEditor => ({
  path,
  label,
  group,
  control: { kind: 'switch' },
  ...more,
});

export const editors: readonly OptionEditor[] = [
  toggle('showTime', t.showTime),
  {
    path: 'timestampResolution',
    label: t.resolution,
    group,
    control: { kind: 'segments', choices: choices({ ms: t.milliseconds, ns: t.nanoseconds }) },
    when: [{ path: 'showTime', is: [true] }],
  },
  toggle('showLevel', t.showLevel),
  toggle('showLabels', t.showLabels),
  toggle('showCommonLabels', t.showCommonLabels),
  toggle('wrapLogMessage', t.wrap),
  toggle('prettifyLogMessage', t.prettify),
  toggle('syntaxHighlighting', t.syntax),
  {
    path: 'fontSize',
    label: t.fontSize,
    group,
    control: { kind: 'segments', choices: choices({ default: t.usualSize, small: t.smallSize }) },
  },
  {
    path: 'sortOrder',
    label: t.order,
    group,
    control: { kind: 'segments', choices: choices({ Descending: t.newestFirst, Ascending: t.oldestFirst }) },
  },
  {
    path: 'dedupStrategy',
    label: t.dedup,
    group,
    control: { kind: 'choice', choices: choices(t.dedups) },
  },
  {
    path: 'displayedFields',
    label: t.displayedFields,
    description: t.displayedFieldsHelp,
    group,
    control: { kind: 'list', of: 'text', placeholder: 'pod, status' },
  },
  toggle('enableLogDetails', t.enableDetails, { group: t.reading, when: [active] }),
  {
    path: 'detailsMode',
    label: t.detailsMode,
    group: t.reading,
    control: { kind: 'segments', choices: choices({ inline: t.inline, sidebar: t.sidebar }) },
    when: [active, opens],
  },
  toggle('showLogContextToggle', t.contextToggle, { group: t.reading, when: [active, opens] }),
  toggle('showControls', t.showControls, { group: t.reading, when: [active] }),
  toggle('allowDownload', t.allowDownload, { group: t.reading, when: [active, { path: 'showControls', is: [true] }] }),
  toggle('enableInfiniteScrolling', t.infinite, { group: t.reading, when: [active] }),
  toggle('noInteractions', t.noInteractions, { group: t.reading }),
];
