import type { OptionEditor, TransformationForm } from '@orrery/plugin-sdk/ui';
import { choice, field, is, option, segments, text } from './option.ts';
import { t } from './text/index.ts';

const lists = choice({ 'public/gazetteer/countries.json': t.countries, 'public/gazetteer/usa-states.json': t.states });

/** Which columns say where a row lies. */
function location(path: string, label: string, when: readonly Parameters<typeof is>[] = []): OptionEditor[] {
  const conditions = when.flatMap((each) => is(...each));
  const by = (...modes: readonly string[]) => [...conditions, ...is(`${path}.mode`, ...modes)];
  return [
    option(`${path}.mode`, label, choice(t.locationModes), conditions),
    option(`${path}.latitude`, t.latitude, field('number'), by('coords')),
    option(`${path}.longitude`, t.longitude, field('number'), by('coords')),
    option(`${path}.geohash`, t.geohash, field('string'), by('geohash')),
    option(`${path}.lookup`, t.placeName, field('string'), by('lookup')),
    option(`${path}.gazetteer`, t.placeList, lists, by('lookup')),
  ];
}

export const placeForms = {
  fieldLookup: {
    category: 'create',
    initial: { gazetteer: 'public/gazetteer/countries.json' },
    editors: [option('lookupField', t.placeName, field()), option('gazetteer', t.placeList, lists)],
  },
  spatial: {
    category: 'reformat',
    initial: { action: 'prepare', source: { mode: 'auto' } },
    editors: [
      option('action', t.action, segments(t.spatialActions)),
      option('calculate.calc', t.measure, segments(t.measures), is('action', 'calculate')),
      option('calculate.field', t.alias, text(), is('action', 'calculate')),
      option('modify.op', t.operation, segments(t.lineKinds), is('action', 'modify')),
      ...location('source', t.location),
      ...location('modify.target', t.lineEnd, [
        ['action', 'modify'],
        ['modify.op', 'lineBuilder'],
      ]),
    ],
  },
} satisfies Record<string, Pick<TransformationForm, 'category' | 'editors' | 'initial' | 'hidden'>>;
