/** What dashboards store for each panel (dashboards.md 5 and 6) against what its editors offer: kinds, choices, defaults, conditions. */
import type { OptionEditor, Panel } from '@orrery/plugin-sdk/ui';
import { describe, expect, test } from 'vitest';
import { deepDefaults } from '../../plugin-sdk/ui/panel-host/defaults.ts';
import { holds, type Options, valueAtPath, withValue } from '../../plugin-sdk/ui/options/paths.ts';
import { offeredStandard } from '../../plugin-sdk/ui/options/standard.ts';
import { panelCases } from '../e2e/panels/options.ts';
import * as charts from './catalogue/charts.ts';
import * as places from './catalogue/places.ts';
import * as texts from './catalogue/texts.ts';
import type { Known, PanelKnown, Settings } from './catalogue/types.ts';
import * as values from './catalogue/values.ts';

const { stateTimeline, statusHistory, ...otherCharts } = charts;
const { textPanel, ...otherTexts } = texts;
const catalogue: Readonly<Record<string, PanelKnown>> = {
  ...otherCharts,
  ...values,
  ...otherTexts,
  ...places,
  'state-timeline': stateTimeline,
  'status-history': statusHistory,
  text: textPanel,
};
const everyStandard = [
  ...['unit', 'decimals', 'min', 'max', 'fieldMinMax', 'displayName', 'noValue', 'color', 'thresholds', 'mappings', 'links', 'actions'],
];

// biome-ignore-start lint/suspicious/noExplicitAny: panels of different options live in one map.
declare global {
  interface ImportMeta {
    /** Of the bundler. */
    glob(pattern: string): Readonly<Record<string, () => Promise<{ readonly panels: Readonly<Record<string, Panel<any>>> }>>>;
  }
}
// biome-ignore-end lint/suspicious/noExplicitAny: as above
const modules = await Promise.all(Object.values(import.meta.glob('/plugins/panels/*/module.tsx')).map((load) => load()));
const panels: Readonly<Record<string, Panel>> = Object.assign({}, ...modules.map((module) => module.panels));

test('tells of every panel there is', () => {
  expect(Object.keys(catalogue).sort()).toEqual(Object.keys(panels).sort());
});

describe.each(Object.entries(catalogue))('%s', (id, known) => {
  const panel = panels[id] as Panel;
  const cases = panelCases[id];

  test('has an editor for every option, and no others', () => {
    expect(wrongIn(known.options, panel.editors, panel.defaults as Options)).toEqual([]);
    expect(strange(known.options, panel.editors)).toEqual([]);
  });
  test('has an editor for every option of its fields, and no others', () => {
    expect(wrongIn(known.custom ?? [], panel.fieldEditors, (panel.fieldDefaults?.custom ?? {}) as Options)).toEqual([]);
    expect(strange(known.custom ?? [], panel.fieldEditors)).toEqual([]);
  });
  for (const [path, items] of Object.entries(known.items ?? {})) {
    test(`has an editor for everything in ${path}`, () => {
      const editors = path.split(' ').reduce<readonly OptionEditor[] | undefined>((inside, step) => itemsAt(inside, step), panel.editors);
      const typed = items.flatMap(({ types, ...each }) =>
        (types ?? [undefined]).map((type) => ({
          ...each,
          ...(type && { within: { ...each.within, type }, without: [...(each.without ?? []), { type: 'nothing' }] }),
        })),
      );
      expect(wrongIn(typed, editors, {})).toEqual([]);
      expect(strange(items, editors)).toEqual([]);
    });
  }
  test('draws what its lists hold with and without each', () => {
    const told = cases?.toldElsewhere ?? {};
    const missing = Object.entries(known.items ?? {}).flatMap(([path, items]) => {
      const [list = '', ...inner] = path.split(' ');
      const changed = new Set(
        (cases?.cases ?? [])
          .filter(({ option }) => option === list)
          .flatMap(({ value, scene }) => changes(value, valueAtPath(scene?.options, list))),
      );
      const whole = (each: string): string => [...inner, each].join('.');
      return [...new Set(items.map((each) => whole(each.path)))].filter((each) => !changed.has(each) && !(`${list} ${each}` in told));
    });
    expect(missing).toEqual([]);
  });
  test('offers the options of all fields that it can show', () => {
    expect(
      offeredStandard(panel)
        .map(({ id: option }) => option)
        .sort(),
    ).toEqual([...(known.standard ?? everyStandard)].sort());
    expect(panel.fieldDefaults?.color?.mode ?? 'thresholds').toBe(known.color ?? 'thresholds');
  });
  test('is drawn with and without each, in some test', () => {
    const drawn = new Set([...(cases?.cases ?? []).map(({ option }) => option), ...Object.keys(cases?.toldElsewhere ?? {})]);
    const paths = [...known.options.map(({ path }) => path), ...(known.custom ?? []).map(({ path }) => `custom.${path}`)];
    expect(paths.filter((path) => !drawn.has(path))).toEqual([]);
  });
});

function itemsAt(editors: readonly OptionEditor[] | undefined, path: string): readonly OptionEditor[] | undefined {
  const control = editors?.find((editor) => editor.path === path)?.control;
  return control?.kind === 'items' ? control.editors : undefined;
}

/** Paths at which one value holds other things than another; places in lists are left out. */
function changes(value: unknown, before: unknown, path = ''): string[] {
  if (JSON.stringify(value) === JSON.stringify(before)) return [];
  if (typeof value !== 'object' || value === null) return [path];
  const inner = Object.entries(value).flatMap(([key, one]) =>
    changes(one, (before as Options | undefined)?.[key], [path, ...(Array.isArray(value) ? [] : [key])].filter(Boolean).join('.')),
  );
  return [path, ...inner];
}

function strange(known: readonly Known[], editors: readonly OptionEditor[] = []): string[] {
  return editors.map(({ path }) => path).filter((path) => !known.some((each) => each.path === path));
}

function wrongIn(known: readonly Known[], editors: readonly OptionEditor[] = [], defaults: Options): string[] {
  return known.flatMap((each) => {
    const set = (...settings: readonly (Settings | undefined)[]): Options =>
      Object.entries(Object.assign({}, ...settings)).reduce<Options>((options, [path, value]) => withValue(options, path, value), defaults);
    const here = editors.filter(({ path }) => path === each.path);
    const shown = here.filter(({ when }) => holds(when, set(each.within)));
    const fits = shown.filter(({ control }) => each.kind.split('|').includes(control.kind));
    const name = `${each.path}${each.within?.type ? ` of ${String(each.within.type)}` : ''}`;
    if (here.length === 0) return [`${name}: no editor`];
    if (shown.length === 0) return [`${name}: not shown with ${JSON.stringify(each.within ?? {})}`];
    if (fits.length === 0) return [`${name}: ${shown.map(({ control }) => control.kind).join()} instead of ${each.kind}`];
    return [
      ...choicesOf(each, fits),
      ...(each.without ?? [])
        .filter((against) =>
          here.some(({ when, control }) => fits.some((fit) => fit.control === control) && holds(when, set(each.within, against))),
        )
        .map((against) => `${name}: shown with ${JSON.stringify(against)}`),
      ...(JSON.stringify(valueAtPath(deepDefaults({}, defaults), each.path)) === JSON.stringify(each.initial) ||
      each.initial === undefined ||
      (each.initial === false && valueAtPath(defaults, each.path) === undefined)
        ? []
        : [`${name}: ${JSON.stringify(valueAtPath(defaults, each.path))} instead of ${JSON.stringify(each.initial)}`]),
    ];
  });
}

function choicesOf({ path, choices }: Known, editors: readonly OptionEditor[]): string[] {
  if (!choices) return [];
  const offered = editors.flatMap(({ control }) => ('choices' in control ? control.choices.map(({ value }) => value) : []));
  const [missing, more] = [choices.filter((one) => !offered.includes(one as string)), offered.filter((one) => !choices.includes(one))];
  return missing.length + more.length > 0 ? [`${path}: lacks ${missing.join()}; has ${more.join()} beside`] : [];
}
