/** The drawing in its panel: fitted, moved, zoomed; links followed, values told; edited where it is kept. */
import { rawAt, shown } from '@orrery/plugin-sdk/data';
import type { PanelProps, PanelSurface } from '@orrery/plugin-sdk/ui';
import type { ComponentType, JSX } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { EditorProps } from './edit/editor.tsx';
import { Connections } from './elements/connections.tsx';
import { ElementView } from './elements/element.tsx';
import { pictureOf } from './images.ts';
import { contentBox, type Size } from './layout.ts';
import type { CanvasOptions, ElementOptions } from './options.ts';
import { t } from './text/index.ts';
import { fieldsIn, type Values, valuesOf } from './values.ts';

export interface View {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}
const whole: View = { x: 0, y: 0, scale: 1 };

export function CanvasView({ props, emit }: { props: PanelProps<CanvasOptions>; emit: PanelSurface['emit'] }): JSX.Element {
  const { options, width, height, editable } = props;
  const { root } = options;
  const elements = root.elements ?? [];
  const values = useMemo(() => valuesOf(props), [props.frames, props.fieldConfig, props.theme, props.timeZone]);
  const edits = editable === true && options.inlineEditing;
  const size: Size = { width, height };
  // While it is edited nothing is scaled: what is placed at 20 px lies there.
  const fit = useMemo(
    () => (options.zoomToContent && !edits ? fitted(elements, size) : whole),
    [elements, width, height, options.zoomToContent, edits],
  );
  const [moved, setMoved] = useState<View>();
  const view = moved && options.panZoom ? moved : fit;
  const [chosen, setChosen] = useState<string>();
  const box = useRef<HTMLDivElement>(null);
  const Editor = useEditor(edits);
  useEffect(() => setMoved(undefined), [width, height, edits]);
  useWheel(box, options.panZoom, (by, x, y) =>
    setMoved((before) => {
      const now = before ?? fit;
      const scale = Math.max(0.1, Math.min(10, now.scale * by));
      return { scale, x: x - ((x - now.x) / now.scale) * scale, y: y - ((y - now.y) / now.scale) * scale };
    }),
  );

  const at = (event: MouseEvent): { x: number; y: number } => {
    const rect = box.current?.getBoundingClientRect();
    return { x: event.clientX - (rect?.left ?? 0), y: event.clientY - (rect?.top ?? 0) };
  };
  const tell = (element: ElementOptions | undefined, event?: PointerEvent): void => {
    const { x, y } = event ? at(event) : { x: 0, y: 0 };
    const told =
      element && options.tooltip.mode !== 'none' && !edits ? fieldsIn(values, element.config, element.background, element.border) : [];
    if (!element || told.length === 0) return emit({ type: 'cursor', time: null, x, y, source: 'pointer', values: [] });
    emit({
      ...{ type: 'cursor', time: null, label: element.name, x, y, source: 'pointer' },
      values: told.map((field) => {
        const display = values.display(field);
        const row = field.field.values.length - 1;
        const point = { frame: field.frameIndex, field: field.fieldIndex, row: rawAt(field.field, row) === undefined ? null : row };
        return {
          name: field.displayName,
          color: display.color,
          text: shown(display),
          numeric: display.numeric,
          focused: told.length === 1,
          point,
        };
      }),
    });
  };
  const choose = (element: ElementOptions, event: MouseEvent): void => {
    event.stopPropagation();
    if (edits) return;
    const links = element.links ?? [];
    const actions = element.actions ?? [];
    if (links.length + actions.length > 0) return emit({ type: 'links', links, actions, ...at(event) });
    if (fieldsIn(values, element.config, element.background).length > 0) emit({ type: 'pin' });
  };
  const drag = useDrag(options.panZoom && !edits, view, setMoved);
  const foreign = countForeign(root, values);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the drawing is moved by dragging; everything in it is reached without.
    <div
      class={`cv ${edits ? 'cv-edits' : ''}`}
      ref={box}
      style={{ backgroundColor: values.color(root.background?.color) ?? 'transparent' }}
      onPointerMove={() => tell(undefined)}
      {...drag}
    >
      <div
        class="cv-root"
        style={{
          ...rootLook(root, values),
          width: `${width}px`,
          height: `${height}px`,
          transform: view === whole ? 'none' : `translate(${view.x}px, ${view.y}px) scale(${view.scale})`,
        }}
      >
        {elements.map((element, index) => (
          <ElementView
            key={`${index} ${element.name}`}
            element={element}
            values={values}
            parent={size}
            path={String(index)}
            chosen={chosen}
            events={{ onPoint: tell, onLeave: () => tell(undefined), onChoose: choose }}
          />
        ))}
        <Connections elements={elements} values={values} size={size} />
      </div>
      {Editor && (
        <Editor
          box={box}
          options={options}
          size={size}
          view={view}
          chosen={chosen}
          onChoose={setChosen}
          onRoot={(next) => emit({ type: 'options', options: { ...options, root: next } })}
        />
      )}
      {moved && options.panZoom && (
        <button type="button" class="o-btn o-sm cv-home" onClick={() => setMoved(undefined)}>
          {t.home}
        </button>
      )}
      {foreign > 0 && <p class="cv-notice">{t.foreign(foreign)}</p>}
      {elements.length === 0 && !edits && <p class="cv-empty">{t.empty}</p>}
    </div>
  );
}

function rootLook(root: ElementOptions, values: Values): Record<string, string> {
  const picture = pictureOf(values.text(root.background?.image));
  return {
    ...(root.border?.width && {
      outline: `${root.border.width}px solid ${values.color(root.border.color) ?? 'transparent'}`,
      outlineOffset: `-${root.border.width}px`,
    }),
    ...(picture &&
      'url' in picture && {
        backgroundImage: `url("${picture.url.replace(/["\\\n]/g, encodeURIComponent)}")`,
        backgroundRepeat: 'no-repeat',
        backgroundSize: root.background?.size === 'cover' ? 'cover' : root.background?.size === 'original' ? 'auto' : 'contain',
      }),
  };
}

/** So that all elements are seen, and none larger than it was drawn. */
function fitted(elements: readonly ElementOptions[], size: Size): View {
  const content = contentBox(elements, size);
  if (!content || size.width < 1 || size.height < 1) return whole;
  const isInside =
    content.left >= 0 && content.top >= 0 && content.left + content.width <= size.width && content.top + content.height <= size.height;
  if (isInside) return whole;
  const scale = Math.min(1, size.width / (content.width + 16), size.height / (content.height + 16));
  return {
    scale,
    x: (size.width - content.width * scale) / 2 - content.left * scale,
    y: (size.height - content.height * scale) / 2 - content.top * scale,
  };
}

function countForeign(element: ElementOptions, values: Values): number {
  const dimensions = [element.background?.image, element.config?.path as { fixed?: string } | undefined];
  const own = dimensions.filter((each) => {
    const picture = pictureOf(values.text(each));
    return picture !== undefined && 'foreign' in picture;
  }).length;
  return own + (element.elements ?? []).reduce((sum, inner) => sum + countForeign(inner, values), 0);
}

function useEditor(edits: boolean): ComponentType<EditorProps> | undefined {
  const [editor, setEditor] = useState<{ readonly View: ComponentType<EditorProps> }>();
  useEffect(() => {
    if (edits && !editor) void import('./edit/editor.tsx').then(({ Editor }) => setEditor({ View: Editor }));
  }, [edits]);
  return edits ? editor?.View : undefined;
}

function useWheel(box: { readonly current: HTMLElement | null }, on: boolean, heard: (by: number, x: number, y: number) => void): void {
  const latest = useRef(heard);
  latest.current = heard;
  useEffect(() => {
    const element = box.current;
    if (!element || !on) return;
    // With a key held only: the page scrolls past drawings.
    const wheel = (event: WheelEvent): void => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      const rect = element.getBoundingClientRect();
      latest.current(2 ** (-Math.max(-120, Math.min(120, event.deltaY)) / 240), event.clientX - rect.left, event.clientY - rect.top);
    };
    element.addEventListener('wheel', wheel, { passive: false });
    return () => element.removeEventListener('wheel', wheel);
  }, [on]);
}

interface Drag {
  onPointerDown?(event: PointerEvent): void;
  onPointerMoveCapture?(event: PointerEvent): void;
  onPointerUp?(): void;
}

function useDrag(on: boolean, view: View, move: (view: View) => void): Drag {
  const start = useRef<{ x: number; y: number; view: View }>(undefined);
  if (!on) return {};
  return {
    onPointerDown(event) {
      if (event.button === 0 || event.button === 1) start.current = { x: event.clientX, y: event.clientY, view };
    },
    onPointerMoveCapture(event) {
      const from = start.current;
      if (!from || event.buttons === 0) return;
      const [dx, dy] = [event.clientX - from.x, event.clientY - from.y];
      if (Math.hypot(dx, dy) < 4) return;
      move({ ...from.view, x: from.view.x + dx, y: from.view.y + dy });
    },
    onPointerUp() {
      start.current = undefined;
    },
  };
}
