import type { FrameData } from '@orrery/plugin-sdk/data';
import { IconButton, Input } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { fieldNames } from './field-name.tsx';
import type { Options } from './paths.ts';
import { t } from './text/index.ts';

type Named<Value> = Readonly<Record<string, Value>>;
const entry = <Value,>(table: unknown, name: string): Value | undefined =>
  typeof table === 'object' && table !== null && Object.hasOwn(table, name) ? (table as Named<Value>)[name] : undefined;

/** Fields in their order, each with its eye and its new name: `excludeByName`, `indexByName`, `renameByName`. */
export function ArrangeControl({
  value,
  frames,
  onValue,
}: {
  value: unknown;
  frames: readonly FrameData[];
  onValue: (value: Options) => void;
}): JSX.Element {
  const options = (typeof value === 'object' && value !== null ? value : {}) as Options;
  const { excludeByName, indexByName, renameByName } = options;
  const place = (name: string): number => entry<number>(indexByName, name) ?? Number.MAX_SAFE_INTEGER;
  const names = fieldNames(frames)
    .map((name, at) => ({ name, at }))
    .sort((a, b) => place(a.name) - place(b.name) || a.at - b.at)
    .map(({ name }) => name);
  if (names.length === 0) return <p class="o-help">{t.noFields}</p>;
  const put = (key: string, name: string, entered: unknown): void => {
    const others = Object.entries((options[key] ?? {}) as Named<unknown>).filter(([other]) => other !== name);
    onValue({ ...options, [key]: Object.fromEntries(entered === undefined ? others : [...others, [name, entered]]) });
  };
  const move = (from: number, to: number): void => {
    const next = [...names];
    next.splice(to, 0, ...next.splice(from, 1));
    onValue({ ...options, indexByName: Object.fromEntries(next.map((name, index) => [name, index])) });
  };
  return (
    <ul class="o-opt-arrange">
      {names.map((name, index) => {
        const hidden = entry<boolean>(excludeByName, name) === true;
        return (
          <li key={name} class={hidden ? 'o-off' : ''}>
            <IconButton
              icon={hidden ? 'eye-off' : 'eye'}
              size="sm"
              label={t.show(name)}
              aria-pressed={!hidden}
              onClick={() => put('excludeByName', name, hidden ? undefined : true)}
            />
            <span class="o-trunc" title={name}>
              {name}
            </span>
            <Input
              size="sm"
              aria-label={t.newName(name)}
              placeholder={name}
              value={entry<string>(renameByName, name) ?? ''}
              onInput={(event) => put('renameByName', name, event.currentTarget.value || undefined)}
            />
            <IconButton icon="chevron-up" size="sm" label={t.moveUp(name)} disabled={index === 0} onClick={() => move(index, index - 1)} />
            <IconButton
              icon="chevron-down"
              size="sm"
              label={t.moveDown(name)}
              disabled={index === names.length - 1}
              onClick={() => move(index, index + 1)}
            />
          </li>
        );
      })}
    </ul>
  );
}
