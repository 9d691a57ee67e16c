import type { FieldOverride, FrameData } from '@orrery/plugin-sdk/data';
import { Input, Select } from '@orrery/plugin-sdk/ui';
import type { ComponentChildren, JSX } from 'preact';
import type { OptionEditor } from '../option-editor.ts';
import { FieldNameControl } from './field-name.tsx';
import { NamesControl } from './names.tsx';
import { OptionForm } from './option-form.tsx';
import type { Options } from './paths.ts';
import { t } from './text/index.ts';

type Matcher = FieldOverride['matcher'];

const types = ['number', 'time', 'string', 'boolean'];
/** What each rule begins with. */
const beginnings: Readonly<Record<string, unknown>> = {
  byName: '',
  byNames: { mode: 'include', names: [] },
  byRegexp: '',
  byType: 'number',
  byFrameRefID: '',
  byValue: { reducer: 'max', op: 'gte', value: 0 },
  numeric: undefined,
  time: undefined,
};
const names: Readonly<Record<string, string>> = { ...t.matchers, ...t.moreMatchers };
const calculated: OptionEditor['when'] = [{ path: 'reducer', not: ['allIsNull', 'allIsZero'] }];
const valueEditors: readonly OptionEditor[] = [
  { path: 'reducer', label: t.valueRule.reducer, group: '', control: { kind: 'reducers', single: true, plain: true } },
  {
    path: 'op',
    label: t.valueRule.op,
    group: '',
    control: {
      kind: 'choice',
      choices: Object.entries({ gte: '≥', gt: '>', lte: '≤', lt: '<', eq: '=', neq: '≠' }).map(([value, label]) => ({ value, label })),
    },
    when: calculated,
  },
  { path: 'value', label: t.valueRule.value, group: '', control: { kind: 'number' }, when: calculated },
];

/** Which fields an exception is for. A rule that is not known here stays as it is until another is chosen. */
export function OverrideMatcher({
  matcher,
  frames,
  onMatcher,
  children,
}: {
  matcher: Matcher;
  frames: readonly FrameData[];
  onMatcher: (matcher: Matcher) => void;
  /** Stands at the end of the line. */
  children: ComponentChildren;
}): JSX.Element {
  const rule = <Rule matcher={matcher} frames={frames} set={(options) => onMatcher({ ...matcher, options })} />;
  const isLong = matcher.id === 'byNames' || matcher.id === 'byValue';
  const isKnown = Object.hasOwn(beginnings, matcher.id);
  const choices = [...Object.keys(beginnings), ...(isKnown ? [] : [matcher.id])];
  return (
    <>
      <div class="o-row o-g4">
        <Select
          size="sm"
          aria-label={t.matcher}
          value={matcher.id}
          options={choices.map((id) => ({ value: id, label: names[id] ?? id }))}
          onValue={(id) => {
            const options = beginnings[id];
            onMatcher({ id, ...(options !== undefined && { options }) });
          }}
        />
        {!isLong && rule}
        <span class="o-sp" />
        {children}
      </div>
      {isLong && rule}
    </>
  );
}

function Rule({
  matcher: { id, options },
  frames,
  set,
}: {
  matcher: Matcher;
  frames: readonly FrameData[];
  set(options: unknown): void;
}): JSX.Element | null {
  const text = typeof options === 'string' ? options : options === undefined ? '' : JSON.stringify(options);
  const parts = typeof options === 'object' && options !== null ? (options as Options) : {};
  switch (id) {
    case 'numeric':
    case 'time':
      return null;
    case 'byName':
      return <FieldNameControl label={t.fieldName} value={text} frames={frames} onValue={(name) => set(name ?? '')} />;
    case 'byType':
      return (
        <Select
          size="sm"
          aria-label={t.fieldType}
          value={text}
          options={types.map((type) => ({ value: type, label: type }))}
          onValue={set}
        />
      );
    case 'byNames':
      return (
        <span class="o-opt-stack">
          <Select
            size="sm"
            aria-label={t.namesRule.mode}
            value={parts.mode === 'exclude' ? 'exclude' : 'include'}
            options={(['include', 'exclude'] as const).map((mode) => ({ value: mode, label: t.namesRule[mode] }))}
            onValue={(mode) => set({ ...parts, mode })}
          />
          <NamesControl
            label={t.fieldName}
            value={parts.names}
            control={{ kind: 'names', of: 'fields' }}
            frames={frames}
            onValue={(chosen) => set({ ...parts, names: chosen ?? [] })}
          />
        </span>
      );
    case 'byValue':
      return (
        <div>
          <OptionForm editors={valueEditors} options={parts} frames={frames} onOptions={set} />
        </div>
      );
    default:
      return (
        <Input
          size="sm"
          aria-label={t.matcherValue}
          readOnly={!Object.hasOwn(beginnings, id)}
          placeholder={id === 'byRegexp' ? '/^web-/' : 'A'}
          value={text}
          onInput={(event) => set(event.currentTarget.value)}
        />
      );
  }
}
