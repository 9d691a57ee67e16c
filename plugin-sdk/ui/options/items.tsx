import type { FrameData } from '@orrery/plugin-sdk/data';
import { Button, Icon, IconButton, Menu } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { OptionControl } from '../option-editor.ts';
import { OptionControlEditor } from './control.tsx';
import { OptionRow } from './option-row.tsx';
import { holds, type Options, sameValue, valueAtPath, withValue } from './paths.ts';
import { t } from './text/index.ts';
import { isWide } from './wide.ts';

type Items = Extract<OptionControl, { kind: 'items' }>;

/** A list of objects, each with editors of its own: put in, moved, taken out; one open at a time. What else an item holds is kept. */
export function ItemsControl({
  control,
  label,
  value,
  frames,
  onValue,
}: {
  control: Items;
  label: string;
  value: unknown;
  frames: readonly FrameData[];
  onValue: (items: readonly Options[]) => void;
}): JSX.Element {
  const items = Array.isArray(value) ? (value as readonly Options[]) : [];
  const [open, setOpen] = useState<number>();
  const nameOf = (item: Options, at: number): string => {
    const name = valueAtPath(item, control.name);
    return typeof name === 'string' && name ? name : t.oneOf(at + 1);
  };
  const kindOf = (item: Options) => control.kinds.find(({ value: blueprint }) => blueprint.type === item.type);
  const add = (blueprint: Options): void => {
    setOpen(items.length);
    onValue([...items, structuredClone(blueprint)]);
  };
  const swap = (at: number, with_: number): void => {
    const next = [...items];
    [next[at], next[with_]] = [items[with_] as Options, items[at] as Options];
    setOpen(open === at ? with_ : open);
    onValue(next);
  };
  return (
    <div class="o-opt-list">
      {items.map((item, at) => (
        <div key={at} class="o-opt-card">
          <div class="o-row o-g4">
            <button type="button" class="o-opt-item o-sp" aria-expanded={open === at} onClick={() => setOpen(open === at ? undefined : at)}>
              <Icon name={open === at ? 'chevron-down' : 'chevron-right'} size="s" />
              <span class="o-trunc">{nameOf(item, at)}</span>
              {control.kinds.length > 1 && <small>{kindOf(item)?.label ?? String(item.type ?? '')}</small>}
            </button>
            <IconButton
              icon="chevron-up"
              size="sm"
              label={t.moveUp(nameOf(item, at))}
              disabled={at === 0}
              onClick={() => swap(at, at - 1)}
            />
            <IconButton
              icon="chevron-down"
              size="sm"
              label={t.moveDown(nameOf(item, at))}
              disabled={at === items.length - 1}
              onClick={() => swap(at, at + 1)}
            />
            <IconButton
              icon="trash-2"
              size="sm"
              label={t.removeOne(nameOf(item, at))}
              onClick={() => {
                setOpen(undefined);
                onValue(items.filter((_, other) => other !== at));
              }}
            />
          </div>
          {open === at && (
            <ItemEditors
              control={control}
              item={item}
              frames={frames}
              onItem={(next) => onValue(items.map((one, other) => (other === at ? next : one)))}
            />
          )}
        </div>
      ))}
      {control.kinds.length === 1 && control.kinds[0] ? (
        <Button size="sm" icon="plus" onClick={() => add(control.kinds[0]?.value as Options)}>
          {t.addTo(label)}
        </Button>
      ) : (
        <Menu
          label={t.addTo(label)}
          class="o-btn o-sm"
          items={control.kinds.map(({ label: kind, value: blueprint }) => ({ label: kind, run: () => add(blueprint) }))}
        >
          <Icon name="plus" size="s" />
          {t.addTo(label)}
        </Menu>
      )}
    </div>
  );
}

function ItemEditors({
  control,
  item,
  frames,
  onItem,
}: {
  control: Items;
  item: Options;
  frames: readonly FrameData[];
  onItem: (item: Options) => void;
}): JSX.Element {
  const blueprint = control.kinds.find(({ value }) => value.type === item.type)?.value;
  return (
    <>
      {control.editors
        .filter(({ when }) => holds(when, item))
        .map(({ path, label, description, control: inner }) => {
          const value = valueAtPath(item, path);
          const changed = value !== undefined && !sameValue(value, valueAtPath(blueprint, path));
          return (
            <OptionRow
              key={`${path} ${label}`}
              label={label}
              description={description}
              changed={changed}
              wide={isWide(inner)}
              onReset={() => onItem(withValue(item, path, valueAtPath(blueprint, path)))}
            >
              <OptionControlEditor
                control={inner}
                label={label}
                value={value}
                frames={frames}
                onValue={(next) => onItem(withValue(item, path, next))}
              />
            </OptionRow>
          );
        })}
    </>
  );
}
