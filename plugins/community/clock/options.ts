/** What a dashboard stores: the options of grafana-clock-panel, and `face`, which is ours. */
export type Source = 'input' | 'query';
export interface TextLook {
  readonly fontSize: string;
  readonly fontWeight: 'normal' | 'bold';
}
export interface ClockOptions {
  readonly mode: 'time' | 'countdown' | 'countup';
  readonly face: 'digits' | 'dial';
  readonly clockType: '24 hour' | '12 hour' | 'custom';
  /** IANA name; empty: the dashboard's. */
  readonly timezone: string;
  readonly bgColor: string;
  readonly fontMono: boolean;
  readonly refresh: 'sec' | 'dashboard';
  readonly timeSettings: TextLook & { readonly customFormat: string };
  readonly dateSettings: TextLook & { readonly showDate: boolean; readonly dateFormat: string; readonly locale: string };
  readonly timezoneSettings: TextLook & { readonly showTimezone: boolean; readonly zoneFormat: string };
  readonly descriptionSettings: TextLook & { readonly source: 'none' | Source; readonly descriptionText: string };
  readonly countdownSettings: {
    readonly source: Source;
    readonly endCountdownTime: string;
    readonly endText: string;
    readonly noValueText: string;
    readonly customFormat: string;
    readonly queryCalculation: string;
    readonly queryField: string;
  };
  readonly countupSettings: {
    readonly source: Source;
    readonly beginCountupTime: string;
    readonly beginText: string;
    readonly noValueText: string;
    readonly customFormat: string;
    readonly queryCalculation: string;
    readonly queryField: string;
  };
}

const text = (fontSize: string): TextLook => ({ fontSize, fontWeight: 'normal' });
export const defaults: ClockOptions = {
  mode: 'time',
  face: 'digits',
  clockType: '24 hour',
  timezone: '',
  bgColor: '',
  fontMono: false,
  refresh: 'sec',
  timeSettings: { ...text(''), customFormat: 'HH:mm:ss' },
  dateSettings: { ...text(''), showDate: false, dateFormat: 'YYYY-MM-DD', locale: '' },
  timezoneSettings: { ...text(''), showTimezone: false, zoneFormat: 'offsetAbbv' },
  descriptionSettings: { ...text(''), source: 'none', descriptionText: '' },
  countdownSettings: {
    source: 'input',
    endCountdownTime: '',
    endText: '00:00:00',
    noValueText: 'no value found',
    customFormat: 'auto',
    queryCalculation: 'last',
    queryField: '',
  },
  countupSettings: {
    source: 'input',
    beginCountupTime: '',
    beginText: '00:00:00',
    noValueText: 'no value found',
    customFormat: 'auto',
    queryCalculation: 'last',
    queryField: '',
  },
};
