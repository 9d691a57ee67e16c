import { type FieldData, type FieldType, type FrameData, fieldDisplayName, fieldMatcher } from '@orrery/plugin-sdk/data';
import { guessType } from '@orrery/plugin-sdk/data/column-from';
import { defineTransformation, type MatcherRule, plainValues, takeRows } from '@orrery/plugin-sdk/data/transform/index';
import { aggregationColumns, type GroupRule, keyColumns } from './group-by.ts';
import { groupRows } from './groups.ts';

interface NestedRule extends GroupRule {
  readonly matcher: MatcherRule;
  readonly keepNestedField?: boolean;
}
interface GroupToNestedTable {
  readonly fields?: Readonly<Record<string, GroupRule>>;
  readonly rules?: readonly NestedRule[];
  readonly showSubframeHeaders?: boolean;
  readonly expandAllRows?: boolean;
}

/** As grouping, with the rows behind each group as a table of its own in the last column. */
export const groupToNestedTable = defineTransformation<GroupToNestedTable>({
  defaults: { showSubframeHeaders: true, fields: {} },
  apply: (frames, options) => {
    const rules = (options.rules ?? rulesOf(options.fields)).map((rule) => ({ ...rule, matches: fieldMatcher(rule.matcher) }));
    if (!rules.some(({ operation }) => operation === 'groupby')) return frames;
    const { expandAllRows, showSubframeHeaders = true } = options;
    return frames.flatMap((frame) => {
      const ruled = frame.fields.map((field) => {
        const at = rules.findIndex(({ matches }) => matches(field, frame, frames));
        const tried = at < 0 ? rules : rules.slice(0, at + 1);
        // Alone in its answer a column goes by the name that a rule was tried on, which tells columns of one name apart.
        const told = frames.length === 1 && tried.some(({ matcher }) => asksShownName(matcher, field));
        return { field, rule: rules[at], name: told ? fieldDisplayName(field, frame, frames) : fieldDisplayName(field) };
      });
      const keys = ruled.filter(({ rule }) => rule?.operation === 'groupby').map(({ field }) => field);
      if (keys.length === 0) return [];
      const groups = groupRows(keys, frame.length);
      const inner = ruled
        .filter(({ rule }) => isNested(rule))
        .map(({ field, name }) => ({ ...field, config: { ...field.config, displayName: name } }));
      const subframes = Array.from({ length: groups.count }, (_, group) => {
        const rows = groups.rows.subarray(groups.starts[group], groups.starts[group + 1]);
        const key = String(keys.map((field) => plainValues(takeRows(field, rows.subarray(0, 1)))[0]));
        const table: FrameData = {
          meta: { custom: { noHeader: !showSubframeHeaders, stableRowKey: key } },
          fields: inner.map(({ labels: _, ...field }) => takeRows(field, rows)),
          length: inner.length > 0 ? rows.length : 0,
        };
        return [table];
      });
      const fields: FieldData[] = [
        ...keyColumns(keys, groups),
        ...ruled.flatMap(({ field, rule, name }) =>
          rule?.operation === 'aggregate' && rule.aggregations?.length
            ? aggregationColumns(field, name, rule.aggregations, groups, nestedType)
            : [],
        ),
        { name: '__nestedFrames', type: 'nestedFrames', kind: 'json.RawMessage', values: subframes },
      ];
      return [{ ...(expandAllRows && { meta: { custom: { expandAllRows: true } } }), fields, length: groups.count }];
    });
  },
});

/** Rules were kept by name once. */
function rulesOf(fields: Readonly<Record<string, GroupRule>> = {}): NestedRule[] {
  return Object.entries(fields).map(([name, { operation, aggregations = [] }]) => ({
    matcher: { id: 'byName', options: name },
    operation: operation ?? null,
    aggregations,
  }));
}

function asksShownName({ id, options }: MatcherRule, field: FieldData): boolean {
  return id === 'byName' ? options !== field.name : id === 'byRegexp' || id === 'byRegexpOrNames';
}

function isNested(rule: NestedRule | undefined): boolean {
  if (!rule?.operation || !rule.aggregations) return true;
  return rule.operation === 'aggregate' && (rule.aggregations.length === 0 || rule.keepNestedField === true);
}

const kept = new Set(['first', 'firstNotNull', 'last', 'lastNotNull']);
function nestedType(reducer: string, field: FieldData, values: readonly unknown[]): FieldType {
  if (reducer === 'allIsNull') return 'boolean';
  if (kept.has(reducer)) return field.type;
  return values.every((value) => value === null || value === undefined)
    ? 'string'
    : guessType(`${fieldDisplayName(field)} (${reducer})`, values);
}
