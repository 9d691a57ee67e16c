/** The frame of panels that show single values: computed once for the same data, drawn again for a new size or font. */
import { shown } from '@orrery/plugin-sdk/data';
import type { ComponentChildren, JSX } from 'preact';
import { render } from 'preact';
import { kit } from '../kit-text/index.ts';
import type { MountedPanel, PanelProps, PanelSurface } from '../panel.ts';
import { type TextMeasure, textMeasure } from './fit.ts';
import type { SingleValue } from './single-values.ts';

export interface ValueViewProps<Options extends object> {
  readonly props: PanelProps<Options>;
  readonly values: readonly SingleValue[];
  readonly measure: TextMeasure;
  /** For a value with links: shows where they lead. */
  choose(value: SingleValue, event: MouseEvent): void;
}

/** Same data, same options: the values need not be made again. */
function sameValues<Options extends object>(one: PanelProps<Options> | undefined, other: PanelProps<Options>): boolean {
  return (
    one?.frames === other.frames &&
    one.fieldConfig === other.fieldConfig &&
    one.options === other.options &&
    one.theme === other.theme &&
    one.timeZone === other.timeZone &&
    one.hidden === other.hidden
  );
}

export function mountValues<Options extends object>(
  { element, emit }: PanelSurface,
  valuesOf: (props: PanelProps<Options>) => SingleValue[],
  View: (view: ValueViewProps<Options>) => JSX.Element,
  drawn?: (props: PanelProps<Options>, values: readonly SingleValue[]) => void,
): MountedPanel<Options> {
  let latest: PanelProps<Options> | undefined;
  let values: readonly SingleValue[] = [];
  let measure: TextMeasure = (text) => text.length * 60;
  const choose = (value: SingleValue, event: MouseEvent): void => {
    const box = element.getBoundingClientRect();
    emit({ type: 'choose', point: value.point, x: event.clientX - box.left, y: event.clientY - box.top });
  };
  const draw = (props: PanelProps<Options>): void => {
    if (latest?.theme.fontSans !== props.theme.fontSans) measure = textMeasure(element.ownerDocument, props.theme.fontSans);
    if (!sameValues(latest, props)) {
      values = valuesOf(props);
      emit({ type: 'state', state: 'drawn' });
      drawn?.(props, values);
    }
    latest = props;
    const empty = props.fieldConfig.defaults.noValue ?? kit.noData;
    render(
      values.length > 0 ? (
        <View props={props} values={values} measure={measure} choose={choose} />
      ) : (
        <div class="o-no-value" style={{ fontSize: `${emptySize(empty, props)}px` }}>
          {empty}
        </div>
      ),
      element,
    );
  };
  // Sizes were measured in the font that was there.
  void element.ownerDocument.fonts?.ready.then(() => {
    if (!latest) return;
    measure = textMeasure(element.ownerDocument, latest.theme.fontSans);
    draw(latest);
  });
  return {
    update: draw,
    dispose() {
      latest = undefined;
      render(null, element);
    },
  };
}

/** On one line, and quieter than a value would be. */
function emptySize(text: string, { width, height }: { readonly width: number; readonly height: number }): number {
  return Math.max(12, Math.min(20, height * 0.3, (width - 24) / (text.length * 0.56)));
}

/** One value's box: a button where there are links to follow. */
export function ValueCell({
  value,
  choose,
  children,
  class: look,
  style,
}: {
  value: SingleValue;
  choose(value: SingleValue, event: MouseEvent): void;
  children: ComponentChildren;
  class: string;
  style?: Readonly<Record<string, string>>;
}): JSX.Element {
  if (!value.linked) {
    return (
      <div class={look} {...(style && { style })}>
        {children}
      </div>
    );
  }
  return (
    <button type="button" class={`${look} o-value-link`} {...(style && { style })} onClick={(event) => choose(value, event)}>
      {children}
    </button>
  );
}

/** The values in a sentence. */
export function valueSummary(name: string, values: readonly SingleValue[]): string {
  const told = values.map((value) => (values.length > 1 ? `${value.name} ${shown(value.display)}` : shown(value.display)));
  return `${name}: ${told.length === 0 ? kit.noData : told.join(', ')}.`;
}
