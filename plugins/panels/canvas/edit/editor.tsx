/** Handles over the drawing while it is edited: choose, move, resize, put in, take out, connect. */
import { Button, IconButton, Icon, Menu } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { type Box, boxOf, placementOf, type Size } from '../layout.ts';
import type { CanvasOptions, ElementOptions } from '../options.ts';
import { t } from '../text/index.ts';
import type { View } from '../view.tsx';
import { basicTypes, kinds } from './kinds.ts';
import { added, elementAt, raised, withElement } from './tree.ts';

export interface EditorProps {
  readonly box: { readonly current: HTMLElement | null };
  readonly options: CanvasOptions;
  readonly size: Size;
  readonly view: View;
  readonly chosen: string | undefined;
  onChoose(path: string | undefined): void;
  onRoot(root: ElementOptions): void;
}
const corners = ['nw', 'ne', 'se', 'sw'] as const;
type Corner = (typeof corners)[number];
const least = 8;

interface Placed {
  readonly element: ElementOptions;
  /** In the drawing. */
  readonly box: Box;
  readonly parent: Size;
}

export function Editor({ box, options, size, view, chosen, onChoose, onRoot }: EditorProps): JSX.Element {
  const { root } = options;
  const one = chosen === undefined ? undefined : placedAt(root, chosen, size);
  const connecting = useRef<string>(undefined);
  const latest = useRef({ root, chosen, one });
  latest.current = { root, chosen, one };

  const put = (path: string, next: Box, { element, box: before, parent }: Placed): void => {
    const inner = boxOf(element, parent);
    const own = { ...next, left: next.left - before.left + inner.left, top: next.top - before.top + inner.top };
    onRoot(
      withElement(latest.current.root, path, (old) => ({
        ...old,
        placement: placementOf(own, element.constraint ?? {}, parent, element.placement?.rotation),
      })),
    );
  };

  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const down = (event: PointerEvent): void => {
      const target = event.target as Element;
      if (event.button !== 0 || target.closest('.cv-tools')) return;
      const corner = (target as HTMLElement).dataset.corner as Corner | undefined;
      const path = corner ? latest.current.chosen : target.closest<HTMLElement>('[data-path]')?.dataset.path;
      const from = connecting.current;
      connecting.current = undefined;
      onChoose(path);
      if (path === undefined) return;
      const { root: now } = latest.current;
      if (from !== undefined && from !== path) {
        const name = elementAt(now, path)?.name;
        if (name)
          onRoot(
            withElement(now, from, (source) => ({
              ...source,
              connections: [
                ...(source.connections ?? []),
                {
                  source: { x: 1, y: 0 },
                  target: { x: -1, y: 0 },
                  targetName: name,
                  color: { fixed: 'text' },
                  size: { fixed: 2, min: 1, max: 10 },
                  path: 'straight',
                },
              ],
            })),
          );
        return;
      }
      const placed = placedAt(now, path, size);
      if (!placed) return;
      event.preventDefault();
      element.focus({ preventScroll: true });
      follow(event, (dx, dy) => put(path, dragged(placed.box, corner, dx / view.scale, dy / view.scale), placed));
    };
    element.addEventListener('pointerdown', down);
    return () => element.removeEventListener('pointerdown', down);
  }, [size.width, size.height, view]);

  const nudge = (event: KeyboardEvent): void => {
    if (!one || chosen === undefined) return;
    const step = event.shiftKey ? 10 : 1;
    const way = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] }[event.key];
    if (way) put(chosen, { ...one.box, left: one.box.left + (way[0] ?? 0), top: one.box.top + (way[1] ?? 0) }, one);
    else if (event.key === 'Delete' || event.key === 'Backspace') remove();
    else if (event.key === 'Escape') onChoose(undefined);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const remove = (): void => {
    if (chosen === undefined) return;
    onChoose(undefined);
    onRoot(withElement(root, chosen, () => undefined));
  };
  const order = (toTop: boolean): void => {
    if (chosen === undefined) return;
    const next = raised(root, chosen, toTop);
    onChoose(next.path);
    onRoot(next.root);
  };
  const duplicate = (): void => {
    if (!one) return;
    const { placement = {} } = one.element;
    const { connections: _, ...copy } = one.element;
    onRoot(
      added(root, {
        ...copy,
        placement: {
          ...placement,
          ...(placement.left !== undefined && { left: placement.left + 16 }),
          ...(placement.top !== undefined && { top: placement.top + 16 }),
        },
      }),
    );
  };
  const offered = options.showAdvancedTypes ? kinds : kinds.filter(({ value }) => basicTypes.has(value.type));
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys move what is chosen; every act has a button, too.
    <div class="cv-tools" onKeyDown={nudge}>
      <div class="cv-bar" role="toolbar" aria-label={t.tools}>
        <Menu
          label={t.add}
          class="o-btn o-sm"
          items={offered.map(({ label, value }) => ({
            label,
            run: () => {
              onRoot(added(root, structuredClone(value)));
              onChoose(String(root.elements?.length ?? 0));
            },
          }))}
        >
          <Icon name="plus" size="s" />
          {t.add}
        </Menu>
        <ChooseMenu root={root} onChoose={onChoose} />
        {one && (
          <>
            <span class="cv-name o-trunc">{one.element.name}</span>
            <Button
              size="sm"
              kind="ghost"
              onClick={() => {
                connecting.current = chosen;
              }}
              title={t.connectHelp}
            >
              {t.connect}
            </Button>
            <IconButton icon="chevron-up" size="sm" label={t.toTop} onClick={() => order(true)} />
            <IconButton icon="chevron-down" size="sm" label={t.toBottom} onClick={() => order(false)} />
            <IconButton icon="copy" size="sm" label={t.duplicate} onClick={duplicate} />
            <IconButton icon="trash-2" size="sm" label={t.remove} onClick={remove} />
          </>
        )}
      </div>
      {one && (
        <div
          class="cv-handles"
          style={{
            left: `${one.box.left * view.scale + view.x}px`,
            top: `${one.box.top * view.scale + view.y}px`,
            width: `${one.box.width * view.scale}px`,
            height: `${one.box.height * view.scale}px`,
          }}
        />
      )}
      {one &&
        corners.map((corner) => (
          <span
            key={corner}
            class={`cv-handle cv-${corner}`}
            data-corner={corner}
            style={{
              left: `${(one.box.left + (corner.endsWith('e') ? one.box.width : 0)) * view.scale + view.x}px`,
              top: `${(one.box.top + (corner.startsWith('s') ? one.box.height : 0)) * view.scale + view.y}px`,
            }}
          />
        ))}
    </div>
  );
}

/** Without a mouse an element is chosen by its name. */
function ChooseMenu({ root, onChoose }: { root: ElementOptions; onChoose(path: string): void }): JSX.Element | null {
  const all = paths(root.elements ?? [], '');
  if (all.length === 0) return null;
  return (
    <Menu label={t.choose} class="o-btn o-ghost o-sm" items={all.map(({ path, name }) => ({ label: name, run: () => onChoose(path) }))}>
      {t.choose}
    </Menu>
  );
}

function paths(elements: readonly ElementOptions[], above: string): { path: string; name: string }[] {
  return elements.flatMap((element, index) => {
    const path = above ? `${above}.${index}` : String(index);
    return [{ path, name: element.name }, ...paths(element.elements ?? [], path)];
  });
}

function placedAt(root: ElementOptions, path: string, size: Size): Placed | undefined {
  let parent: Size = size;
  let element: ElementOptions = root;
  let origin = { left: 0, top: 0 };
  for (const index of path.split('.').map(Number)) {
    const next = element.elements?.[index];
    if (!next) return;
    if (element !== root) {
      const own = boxOf(element, parent);
      origin = { left: origin.left + own.left, top: origin.top + own.top };
      parent = own;
    }
    element = next;
  }
  const own = boxOf(element, parent);
  return { element, parent, box: { ...own, left: own.left + origin.left, top: own.top + origin.top } };
}

function dragged(box: Box, corner: Corner | undefined, dx: number, dy: number): Box {
  if (!corner) return { ...box, left: Math.round(box.left + dx), top: Math.round(box.top + dy) };
  const [west, north] = [corner.endsWith('w'), corner.startsWith('n')];
  const width = Math.max(least, Math.round(box.width + (west ? -dx : dx)));
  const height = Math.max(least, Math.round(box.height + (north ? -dy : dy)));
  return { width, height, left: west ? box.left + box.width - width : box.left, top: north ? box.top + box.height - height : box.top };
}

/** Until the pointer is let go. */
function follow(start: PointerEvent, moved: (dx: number, dy: number) => void): void {
  const move = (event: PointerEvent): void => moved(event.clientX - start.clientX, event.clientY - start.clientY);
  const stop = (): void => {
    removeEventListener('pointermove', move, true);
    removeEventListener('pointerup', stop);
    removeEventListener('pointercancel', stop);
  };
  // Before the elements, which keep what moves over them to themselves.
  addEventListener('pointermove', move, true);
  addEventListener('pointerup', stop);
  addEventListener('pointercancel', stop);
}
