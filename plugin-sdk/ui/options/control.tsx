import type { FrameData } from '@orrery/plugin-sdk/data';
import { Input, Segments, Select, Switch } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import type { OptionControl } from '../option-editor.ts';
import { ActionsControl } from './actions.tsx';
import { ArrangeControl } from './arrange.tsx';
import { ChoicesControl, ReducersControl } from './choices.tsx';
import { ColorControl } from './color.tsx';
import { DatasourceControl } from './datasource.tsx';
import { FieldNameControl } from './field-name.tsx';
import { ItemsControl } from './items.tsx';
import { LinksControl } from './links.tsx';
import { ListControl } from './list.tsx';
import { MapControl } from './map.tsx';
import { MatcherControl } from './matcher.tsx';
import { NamesControl } from './names.tsx';
import { NumberControl, SliderControl } from './number.tsx';
import { OperandControl } from './operand.tsx';
import { PairsControl } from './pairs.tsx';
import { t } from './text/index.ts';
import { UnitControl } from './unit.tsx';

export interface ControlProps {
  readonly control: OptionControl;
  readonly label: string;
  readonly value: unknown;
  /** Fields to choose from. */
  readonly frames: readonly FrameData[];
  onValue(value: unknown): void;
}

/** The editor of one option, by its kind. */
export function OptionControlEditor({ control, label, value, frames, onValue }: ControlProps): JSX.Element {
  const text = value === undefined || value === null ? '' : String(value);
  switch (control.kind) {
    case 'switch':
      return <Switch label={<span class="o-vh">{label}</span>} checked={value === true} onValue={onValue} />;
    case 'text':
      if ((control.lines ?? 1) > 1)
        return <LongText label={label} value={text} lines={control.lines ?? 4} placeholder={control.placeholder} onText={onValue} />;
      return (
        <Input
          size="sm"
          aria-label={label}
          value={text}
          placeholder={control.placeholder}
          onInput={(event) => onValue(event.currentTarget.value || undefined)}
        />
      );
    case 'code':
      return <LongText label={label} value={text} lines={10} code onText={onValue} />;
    case 'number':
      return <NumberControl label={label} value={value} control={control} onValue={onValue} />;
    case 'slider':
      return <SliderControl label={label} value={value} control={control} onValue={onValue} />;
    case 'choice': {
      const known = control.choices.some((choice) => String(choice.value) === text);
      const shown = known || text === '' ? control.choices : [...control.choices, { value: text, label: text }];
      const options = shown.map((choice) => ({ value: String(choice.value), label: choice.label }));
      return (
        <Select
          size="sm"
          aria-label={label}
          value={text}
          options={text === '' && !known ? [{ value: '', label: t.automatic }, ...options] : options}
          onValue={(chosen) => onValue(shown.find((choice) => String(choice.value) === chosen)?.value)}
        />
      );
    }
    case 'segments':
      return (
        <Segments
          label={label}
          value={text}
          options={control.choices.map((choice) => ({ value: String(choice.value), label: choice.label }))}
          onValue={(chosen) => onValue(control.choices.find((choice) => String(choice.value) === chosen)?.value)}
        />
      );
    case 'choices':
      return <ChoicesControl label={label} value={value} choices={control.choices} onValue={onValue} />;
    case 'list':
      return <ListControl label={label} value={value} of={control.of} placeholder={control.placeholder} onValue={onValue} />;
    case 'color':
      return <ColorControl label={label} value={text} onValue={onValue} />;
    case 'unit':
      return <UnitControl label={label} value={text} onValue={onValue} />;
    case 'reducers':
      return (
        <ReducersControl label={label} value={value} single={control.single === true} plain={control.plain === true} onValue={onValue} />
      );
    case 'field':
      return (
        <FieldNameControl
          label={label}
          value={control.asMatcher ? matchedName(value) : text}
          types={control.types}
          placeholder={control.placeholder}
          frames={frames}
          onValue={(name) => onValue(control.asMatcher && name !== undefined ? { id: 'byName', options: name } : name)}
        />
      );
    case 'items':
      return <ItemsControl control={control} label={label} value={value} frames={frames} onValue={onValue} />;
    case 'links':
      return <LinksControl ofValues value={value} onValue={onValue} />;
    case 'actions':
      return <ActionsControl label={label} value={value} frames={frames} onValue={onValue} />;
    case 'datasource':
      return <DatasourceControl label={label} value={text} onValue={onValue} />;
    case 'pairs':
      return <PairsControl label={label} value={value} placeholder={control.placeholder} onValue={onValue} />;
    case 'names':
      return <NamesControl label={label} value={value} control={control} frames={frames} onValue={onValue} />;
    case 'map':
      return <MapControl label={label} value={value} control={control} frames={frames} onValue={onValue} />;
    case 'matcher':
      return <MatcherControl label={label} value={value} of={control.of} frames={frames} onValue={onValue} />;
    case 'operand':
      return <OperandControl label={label} value={value} everyNumber={control.everyNumber === true} frames={frames} onValue={onValue} />;
    case 'arrange':
      return <ArrangeControl value={value} frames={frames} onValue={onValue} />;
  }
}

/** Rules of other kinds are kept until a name replaces them. */
function matchedName(value: unknown): string {
  const { id, options } = (value ?? {}) as { id?: string; options?: unknown };
  return id === 'byName' && typeof options === 'string' ? options : '';
}

function LongText({
  label,
  value,
  lines,
  code = false,
  placeholder,
  onText,
}: {
  label: string;
  value: string;
  lines: number;
  code?: boolean;
  placeholder?: string | undefined;
  onText: (text: string) => void;
}): JSX.Element {
  return (
    <span class={`o-input o-area o-opt-area ${code ? 'o-mono' : ''}`}>
      <textarea
        aria-label={label}
        rows={lines}
        spellcheck={!code}
        placeholder={placeholder}
        value={value}
        onInput={(event) => onText(event.currentTarget.value)}
      />
    </span>
  );
}
