/** Nested sets as a profile: every call with its place, and what each function takes in all. Pure. */
import { type FieldData, type FrameData, numberAt, rawAt } from '@orrery/plugin-sdk/data';

export interface Call {
  readonly level: number;
  readonly label: string;
  /** Where it begins, and how wide it is, in values of the profile. */
  readonly start: number;
  readonly value: number;
  readonly self: number;
  readonly valueRight: number;
  readonly row: number;
}
export interface Total {
  readonly label: string;
  readonly self: number;
  readonly value: number;
  readonly selfRight: number;
  readonly valueRight: number;
}
export interface Profile {
  readonly frame: FrameData;
  readonly frameIndex: number;
  readonly calls: readonly Call[];
  readonly levels: number;
  readonly total: number;
  readonly totalRight: number;
  readonly compares: boolean;
  readonly valueField: number;
}

const fieldNamed = (frame: FrameData, name: string): number =>
  frame.fields.findIndex((field) => field.name.toLowerCase() === name.toLowerCase());

export function profileOf(frames: readonly FrameData[]): Profile | undefined {
  const frameIndex = frames.findIndex(
    (frame) => fieldNamed(frame, 'level') >= 0 && fieldNamed(frame, 'value') >= 0 && fieldNamed(frame, 'label') >= 0,
  );
  const frame = frames[frameIndex];
  if (!frame || frame.length === 0) return;
  const field = (name: string): FieldData | undefined => frame.fields[fieldNamed(frame, name)];
  const label = field('label') as FieldData;
  const number = (name: string) => {
    const found = field(name);
    return (row: number): number => Math.max(0, (found && numberAt(found, row)) ?? 0);
  };
  const [level, value, self, valueRight] = ['level', 'value', 'self', 'valueRight'].map(number) as ((row: number) => number)[];
  if (!level || !value || !self || !valueRight) return;
  const compares = field('valueRight') !== undefined;
  const names = labelsOf(label);
  const calls: Call[] = [];
  /** Where the next child of each level begins. */
  const next: number[] = [0];
  let levels = 0;
  for (let row = 0; row < frame.length; row++) {
    // A level that was skipped hangs on the last one there is.
    const at = Math.min(Math.floor(level(row)), next.length - 1);
    const start = next[at] ?? 0;
    // A compared profile is as wide as both together.
    const width = value(row) + (compares ? valueRight(row) : 0);
    next.length = at + 1;
    next[at] = start + width;
    next[at + 1] = start;
    levels = Math.max(levels, at + 1);
    calls.push({ level: at, label: names(row), start, value: width, self: self(row), valueRight: valueRight(row), row });
  }
  const totalRight = calls.reduce((sum, call) => sum + (call.level === 0 ? call.valueRight : 0), 0);
  return { frame, frameIndex, calls, levels, compares, totalRight, total: next[0] ?? 0, valueField: fieldNamed(frame, 'value') };
}

function labelsOf(field: FieldData): (row: number) => string {
  const texts = (field.config as { type?: { enum?: { text?: readonly string[] } } } | undefined)?.type?.enum?.text;
  return (row) => {
    const value = rawAt(field, row);
    return typeof value === 'number' ? (texts?.[value] ?? String(value)) : String(value ?? '');
  };
}

/** What each function takes: by itself, and with all it calls, counted once where it calls itself. */
export function totalsOf({ calls, frame }: Profile): Total[] {
  const selfRight = frame.fields[fieldNamed(frame, 'selfRight')];
  const totals = new Map<string, { label: string; self: number; value: number; selfRight: number; valueRight: number }>();
  const open: Call[] = [];
  for (const call of calls) {
    open.length = call.level;
    const isInside = open.some(({ label }) => label === call.label);
    open.push(call);
    const before = totals.get(call.label) ?? { label: call.label, self: 0, value: 0, selfRight: 0, valueRight: 0 };
    before.self += call.self;
    before.selfRight += (selfRight && numberAt(selfRight, call.row)) ?? 0;
    if (!isInside) {
      before.value += call.value - call.valueRight;
      before.valueRight += call.valueRight;
    }
    totals.set(call.label, before);
  }
  return [...totals.values()];
}

/** Words, or a pattern between slashes; undefined while nothing is looked for. */
export function finder(text: string): ((label: string) => boolean) | undefined {
  const words = text.trim();
  if (!words) return;
  const [, pattern] = /^\/(.+)\/$/.exec(words) ?? [];
  if (pattern) {
    try {
      const regex = new RegExp(pattern, 'i');
      return (label) => regex.test(label);
    } catch {
      return () => false;
    }
  }
  const needles = words
    .toLowerCase()
    .split(/\s*,\s*/)
    .filter(Boolean);
  return (label) => needles.some((needle) => label.toLowerCase().includes(needle));
}

/** How a function's share changed, in percent of what it was; null where it was not there before. */
export function change({ value, valueRight }: Pick<Total, 'value' | 'valueRight'>, { total, totalRight }: Profile): number | null {
  const left = value / Math.max(1, total - totalRight);
  const right = valueRight / Math.max(1, totalRight);
  return left === 0 ? null : ((right - left) / left) * 100;
}
