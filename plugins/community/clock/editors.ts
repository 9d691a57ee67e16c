import type { OptionEditor } from '@orrery/plugin-sdk/ui';
import { t } from './text/index.ts';

const e = t.editors;
const is = (path: string, ...values: unknown[]) => [{ path, is: values }];
const look = (path: string, group: string, when?: OptionEditor['when']): OptionEditor[] => [
  { path: `${path}.fontSize`, label: e.size, group, control: { kind: 'text', placeholder: e.fits }, ...(when && { when }) },
  {
    path: `${path}.fontWeight`,
    label: e.weight,
    group,
    control: {
      kind: 'segments',
      choices: [
        { value: 'normal', label: e.normal },
        { value: 'bold', label: e.bold },
      ],
    },
    ...(when && { when }),
  },
];
const moment = (mode: 'countdown' | 'countup', path: string, time: string, before: string): OptionEditor[] => {
  const group = mode === 'countdown' ? e.countdown : e.countup;
  const when = is('mode', mode);
  const input = [...when, ...is(`${path}.source`, 'input')];
  const query = [...when, ...is(`${path}.source`, 'query')];
  return [
    {
      path: `${path}.source`,
      label: e.source,
      group,
      when,
      control: {
        kind: 'segments',
        choices: [
          { value: 'input', label: e.written },
          { value: 'query', label: e.query },
        ],
      },
    },
    {
      path: `${path}.${time}`,
      label: e.moment,
      description: e.momentHelp,
      group,
      when: input,
      control: { kind: 'text', placeholder: '2030-01-01T00:00:00Z' },
    },
    { path: `${path}.queryField`, label: e.field, group, when: query, control: { kind: 'field' } },
    {
      path: `${path}.queryCalculation`,
      label: e.calculation,
      group,
      when: query,
      control: { kind: 'choice', choices: ['last', 'first', 'min', 'max'].map((value) => ({ value, label: value })) },
    },
    { path: `${path}.${before}`, label: mode === 'countdown' ? e.endText : e.beginText, group, when, control: { kind: 'text' } },
    { path: `${path}.noValueText`, label: e.noValue, group, when, control: { kind: 'text' } },
    { path: `${path}.customFormat`, label: e.format, description: e.spanHelp, group, when, control: { kind: 'text', placeholder: 'auto' } },
  ];
};

export const editors: readonly OptionEditor[] = [
  {
    path: 'mode',
    label: e.mode,
    group: e.clock,
    control: {
      kind: 'segments',
      choices: [
        { value: 'time', label: e.time },
        { value: 'countdown', label: e.countdown },
        { value: 'countup', label: e.countup },
      ],
    },
  },
  {
    path: 'face',
    label: e.face,
    group: e.clock,
    when: is('mode', 'time'),
    control: {
      kind: 'segments',
      choices: [
        { value: 'digits', label: e.digits },
        { value: 'dial', label: e.dial },
      ],
    },
  },
  {
    path: 'clockType',
    label: e.hours,
    group: e.clock,
    when: is('mode', 'time'),
    control: {
      kind: 'segments',
      choices: [
        { value: '24 hour', label: '24' },
        { value: '12 hour', label: '12' },
        { value: 'custom', label: e.custom },
      ],
    },
  },
  {
    path: 'timeSettings.customFormat',
    label: e.format,
    group: e.clock,
    when: is('clockType', 'custom'),
    control: { kind: 'text', placeholder: 'HH:mm:ss' },
  },
  { path: 'timezone', label: e.zone, description: e.zoneHelp, group: e.clock, control: { kind: 'text', placeholder: 'Europe/Berlin' } },
  { path: 'bgColor', label: e.ground, group: e.clock, control: { kind: 'color' } },
  { path: 'fontMono', label: e.mono, group: e.clock, control: { kind: 'switch' } },
  ...moment('countdown', 'countdownSettings', 'endCountdownTime', 'endText'),
  ...moment('countup', 'countupSettings', 'beginCountupTime', 'beginText'),
  ...look('timeSettings', e.time),
  { path: 'dateSettings.showDate', label: e.showDate, group: e.date, control: { kind: 'switch' } },
  {
    path: 'dateSettings.dateFormat',
    label: e.format,
    group: e.date,
    when: is('dateSettings.showDate', true),
    control: { kind: 'text', placeholder: 'YYYY-MM-DD' },
  },
  ...look('dateSettings', e.date, is('dateSettings.showDate', true)),
  { path: 'timezoneSettings.showTimezone', label: e.showZone, group: e.zone, control: { kind: 'switch' } },
  {
    path: 'timezoneSettings.zoneFormat',
    label: e.format,
    group: e.zone,
    when: is('timezoneSettings.showTimezone', true),
    control: { kind: 'choice', choices: ['offsetAbbv', 'offset', 'abbv', 'name', 'nameOffset'].map((value) => ({ value, label: value })) },
  },
  ...look('timezoneSettings', e.zone, is('timezoneSettings.showTimezone', true)),
  {
    path: 'descriptionSettings.source',
    label: e.description,
    group: e.description,
    control: {
      kind: 'segments',
      choices: [
        { value: 'none', label: e.none },
        { value: 'input', label: e.written },
      ],
    },
  },
  {
    path: 'descriptionSettings.descriptionText',
    label: e.text,
    group: e.description,
    when: is('descriptionSettings.source', 'input'),
    control: { kind: 'text' },
  },
];
