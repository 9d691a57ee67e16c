import {
  colorScale,
  displayProcessor,
  type FieldData,
  formatValue,
  interpolate,
  type Lookup,
  rangeOf,
  type VariableValue,
} from '@orrery/plugin-sdk/data';
import { builtinLookup } from '@orrery/plugin-sdk/data/builtin-variables';
import { dataLookup } from '@orrery/plugin-sdk/data/display/data-variables';
import { firstOf } from '@orrery/plugin-sdk/data/interpolate';
import { legendText } from '@orrery/plugin-sdk/data/legend-format';
import { customOptions, jsonOptions, optionsFrom, variableParam } from '@orrery/plugin-sdk/data/variable-options';
import { scopedValue, variableValue } from '@orrery/plugin-sdk/data/variable-value';
import type { Check, Golden } from './case.ts';
import { type GoldenFrame, toFrame } from './columns.ts';
import { themes } from './themes.ts';

// biome-ignore lint/suspicious/noExplicitAny: the cases of eleven kinds have no type of their own
type Case = any;
type Ask = (golden: Golden, given: Case) => unknown;

/** The page on which the library was asked. */
const pathname = '/sub/d/abc/x';

const asks: Readonly<Record<string, Ask>> = {
  format: (_golden, { value, format }) => formatValue({ value, text: shownAs(value) }, 'srv', format ?? 'glob'),
  all: (_golden, { options, allValue, format }) => {
    const found = variableValue({ value: options, text: options, all: true, ...(allValue && { allValue }) });
    return interpolate(format ? `\${srv:${format}}` : '$srv', (name) => (name === 'srv' ? found : undefined));
  },
  grammar: ({ grammarVars }, { in: text }) => interpolate(text, variables(grammarVars)),
  builtin: ({ user, builtinVars }, { range, search, in: text }) => {
    const { orgId, orgName, ...who } = user as { id: number; login: string; email: string; orgName: string; orgId: number };
    const named = Object.entries(builtinVars as Record<string, string | string[]>).filter(
      ([, value]) => !String(value).includes('skipUrlSync'),
    );
    const lookup = builtinLookup({
      range: { from: Date.parse(range.from), to: Date.parse(range.to) },
      raw: range,
      timeZone: range.timeZone,
      location: { pathname, search },
      user: who,
      org: { id: orgId, name: orgName },
      namespace: 'default',
      variables: named.map(([name, value]) => ({ name, value })),
    });
    return interpolate(text, lookup);
  },
  data: ({ dataFrame }, { rowIndex: row, in: text }) => {
    const frame = toFrame(dataFrame as GoldenFrame);
    const display = (field: FieldData, value: unknown) => {
      const config = field.config ?? {};
      const theme = themes.dark!;
      return displayProcessor(field, config, colorScale(config, theme, rangeOf(field, config), 0, field.name), { theme, timeZone: 'utc' })(
        value,
      );
    };
    return interpolate(text, dataLookup({ frame, field: frame.fields[1]!, row, display }));
  },
  scoped: ({ builtinVars }, { in: text, scopedVars }) => {
    const scoped: Lookup = (name, path) => (Object.hasOwn(scopedVars, name) ? scopedValue(scopedVars[name], path) : undefined);
    return interpolate(text, firstOf(scoped, variables(builtinVars)));
  },
  options: (_golden, { in: found, regex, applyTo, sort }) => optionsFrom(found, { regex, regexApplyTo: applyTo, sort }),
  custom: (_golden, { query }) => customOptions(query),
  customJson: (_golden, { query }) => jsonOptions(query),
  url: (_golden, { name, value, skipUrlSync }) => variableParam(name, value, skipUrlSync),
  legend: (_golden, { in: template, labels }) => legendText(template, labels),
};

/** Texts of variables differ from their values, as they do in dashboards. */
function shownAs(value: string | readonly string[]): string | string[] {
  return typeof value === 'string' ? `T ${value}` : value.map((one) => `T ${one}`);
}

function variables(values: unknown): Lookup {
  const known = values as Record<string, string | string[]>;
  return (name, path) => {
    if (!Object.hasOwn(known, name)) return;
    const value = known[name]!;
    return variableValue({ value: value as VariableValue as string[], text: shownAs(value) }, path);
  };
}

export function* checks(golden: Golden): Iterable<Check> {
  for (const given of golden.cases as Case[]) {
    const { k, out, ...rest } = given;
    const ask = asks[k];
    yield {
      label: `${k} ${JSON.stringify(rest)}`,
      expected: out,
      got: () => {
        if (!ask) throw new Error(`There is no check of the kind "${k}".`);
        return ask(golden, given);
      },
    };
  }
}
