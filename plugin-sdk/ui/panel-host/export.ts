/** What a panel shows, to take along: its data as CSV, its drawing as a picture. */
import {
  type ColorTheme,
  type FieldConfigSource,
  type FrameData,
  formatDate,
  type ResolvedField,
  rawAt,
  resolveFields,
} from '@orrery/plugin-sdk/data';

export interface CsvOptions {
  readonly theme: ColorTheme;
  readonly timeZone: string;
  /** Texts with units instead of bare values. */
  readonly formatted?: boolean;
  readonly separator?: string;
}

/** One table a frame, an empty line between them; heads are display names. */
export function framesToCsv(frames: readonly FrameData[], fieldConfig: FieldConfigSource, options: CsvOptions): string {
  const fields = resolveFields(frames, fieldConfig, options);
  const { separator = ',' } = options;
  return frames
    .map((frame, frameIndex) => {
      const own = fields.filter((field) => field.frameIndex === frameIndex);
      const lines = [own.map(({ displayName }) => quoted(displayName, separator)).join(separator)];
      for (let row = 0; row < frame.length; row++)
        lines.push(own.map((field) => quoted(cell(field, row, options), separator)).join(separator));
      return lines.join('\r\n');
    })
    .join('\r\n\r\n');
}

function cell({ field, display }: ResolvedField, row: number, { timeZone, formatted }: CsvOptions): string {
  const value = rawAt(field, row);
  if (value === null) return '';
  if (formatted) {
    const { prefix = '', text, suffix = '' } = display(value);
    return prefix + text + suffix;
  }
  if (field.type === 'time') return formatDate(Number(value), 'YYYY-MM-DD HH:mm:ss.SSS', timeZone);
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** What a spreadsheet may take for a formula, wide forms included; a bare number with its unit never is one. */
const formula = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;
const plainNumber = /^[+-]?(?:\d[\d., \u00a0\u2019\u202f]*|∞)(?:e[+-]?\d+)?[ \u00a0]?[\p{L}\p{Sc}%°µ/²³]*$/iu;

function quoted(text: string, separator: string): string {
  const safe = formula.test(text) && !plainNumber.test(text) ? `'${text}` : text;
  return safe.includes(separator) || /["\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
