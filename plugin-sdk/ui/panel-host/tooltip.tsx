import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { IconButton } from '../button.tsx';
import { Icon } from '../icon.tsx';
import type { Annotation, CursorValue, PanelEvent } from '../panel.ts';
import type { PanelAction } from './actions.ts';
import { LinkTo } from './link-to.tsx';
import type { PanelLink } from './links.ts';
import { t } from './text/index.ts';

export type CursorEvent = Extract<PanelEvent, { type: 'cursor' }>;
const atMost = 8;
const rowHeight = 20;
const headHeight = 40;

export interface Note {
  readonly annotation: Annotation;
  /** Time or span, as the reader's clock has it. */
  readonly when: string;
}

interface TooltipProps {
  readonly cursor: CursorEvent;
  readonly width: number;
  readonly height: number;
  readonly time: string;
  readonly notes: readonly Note[];
  /** Rows of the exemplar under the pointer: name and value. */
  readonly exemplar: readonly (readonly [name: string, text: string])[];
  /** Kept where it is until closed: everything is in it, and it can be used. */
  readonly pinned: boolean;
  readonly links: readonly PanelLink[];
  onAct(action: PanelAction): void;
  onClose(): void;
  onEditNote?: ((annotation: Annotation) => void) | undefined;
  onDeleteNote?: ((annotation: Annotation) => void) | undefined;
}

/** Values at the crosshair: beside it, never under the pointer, on the side with more room. */
export function PanelTooltip(props: TooltipProps): JSX.Element | null {
  const { cursor, width, time, notes, exemplar, pinned, links, onClose } = props;
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (pinned) box.current?.focus({ preventScroll: true });
  }, [pinned]);
  if (cursor.values.length === 0 && notes.length === 0 && exemplar.length === 0) return null;
  const room = cursor.maxHeight ? Math.max(1, Math.floor((cursor.maxHeight - headHeight) / rowHeight)) : atMost;
  const shown = pinned ? cursor.values : nearestFirst(cursor.values, room).slice(0, room);
  const onLeft = cursor.x > width / 2;
  const look = {
    top: '4px',
    ...(onLeft ? { right: `${width - cursor.x + 14}px` } : { left: `${cursor.x + 14}px` }),
    ...(cursor.maxWidth && { maxWidth: `${cursor.maxWidth}px` }),
    ...(pinned && { maxHeight: `${cursor.maxHeight ?? Math.max(160, props.height - 8)}px` }),
  };
  const rest = cursor.values.length - shown.length;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape inside the pinned box closes it, as it does everywhere.
    <div
      ref={box}
      class={`o-tip o-ptip ${pinned ? 'o-pinned' : ''}`}
      style={look}
      {...(pinned
        ? { role: 'dialog', 'aria-label': t.pinned, tabIndex: -1, onKeyDown: (event: KeyboardEvent) => escape(event, onClose) }
        : { 'aria-hidden': 'true' as const })}
    >
      {(cursor.values.length > 0 || pinned) && (
        <div class="o-row o-ptip-time">
          <span class="o-tnum">{time}</span>
          {pinned && <span class="o-sp" />}
          {pinned && <IconButton icon="x" size="sm" label={t.close} onClick={onClose} />}
        </div>
      )}
      {shown.map((value, index) => (
        <div key={`${index} ${value.name}`} class={`o-row ${value.focused ? 'o-b' : ''}`}>
          <i class="o-sw-l" style={{ background: value.color, margin: '0' }} />
          <span class="o-trunc">{value.name}</span>
          <span class="o-sp" />
          <span class="o-tnum o-nw">{value.text}</span>
        </div>
      ))}
      {rest > 0 && <div class="o-ter">{t.more(rest)}</div>}
      {cursor.bars && <Bars bars={cursor.bars} />}
      {cursor.ramp && <Ramp ramp={cursor.ramp} />}
      {exemplar.length > 0 && <Exemplar rows={exemplar} />}
      {notes.map((note, index) => (
        <NoteLines key={`${index} ${note.annotation.time}`} note={note} {...(pinned && props)} />
      ))}
      {pinned && links.length > 0 && (
        <nav class="o-ptip-foot" aria-label={t.links}>
          {links.map((link) => (
            <LinkTo key={`${link.url} ${link.title}`} link={link} onAct={props.onAct} />
          ))}
        </nav>
      )}
    </div>
  );
}

const [barsWide, barsHigh] = [180, 44];

function Bars({ bars }: { bars: NonNullable<CursorEvent['bars']> }): JSX.Element {
  const wide = barsWide / Math.max(1, bars.length);
  return (
    <svg class="o-ptip-bars" width={barsWide} height={barsHigh} aria-hidden="true">
      {bars.map(({ share, color, focused }, at) => {
        const high = share > 0 ? Math.max(1, share * (barsHigh - 4)) : 0;
        return (
          <g key={at}>
            {focused && <rect class="o-ptip-here" x={at * wide} width={wide} height={barsHigh} />}
            <rect x={at * wide} y={barsHigh - high} width={Math.max(1, wide - (wide > 4 ? 1 : 0))} height={high} fill={color} />
          </g>
        );
      })}
    </svg>
  );
}

function Ramp({ ramp: { colors, from, to, at } }: { ramp: NonNullable<CursorEvent['ramp']> }): JSX.Element {
  return (
    <div class="o-ptip-ramp">
      <span class="o-tnum o-ter">{from}</span>
      <span class="o-ptip-colors">
        {colors.map((color, index) => (
          <i key={index} style={{ background: color }} />
        ))}
        {at !== undefined && <b style={{ left: `${Math.max(0, Math.min(1, at)) * 100}%` }} />}
      </span>
      <span class="o-tnum o-ter">{to}</span>
    </div>
  );
}

function Exemplar({ rows }: { rows: TooltipProps['exemplar'] }): JSX.Element {
  return (
    <div class="o-ptip-foot">
      <div class="o-b">{t.exemplar}</div>
      {rows.map(([name, text]) => (
        <div key={name} class="o-row">
          <span class="o-ter o-trunc">{name}</span>
          <span class="o-sp" />
          <span class="o-tnum o-trunc">{text}</span>
        </div>
      ))}
    </div>
  );
}

/** Texts of annotations come from anywhere: they are written as text, marks taken out. */
function NoteLines({
  note: { annotation, when },
  onEditNote,
  onDeleteNote,
}: { note: Note } & Partial<Pick<TooltipProps, 'onEditNote' | 'onDeleteNote'>>): JSX.Element {
  const { title, text, tags, color, author, id } = annotation;
  return (
    <div class="o-ptip-foot">
      <div class="o-row">
        <i class="o-ptip-mark" style={{ background: color }} />
        <span class="o-ter o-tnum o-nw">{when}</span>
        {author && <span class="o-ter o-trunc">{author}</span>}
        <span class="o-sp" />
        {id && onEditNote && <IconButton icon="pencil" size="sm" label={t.editAnnotation} onClick={() => onEditNote(annotation)} />}
        {id && onDeleteNote && <IconButton icon="trash-2" size="sm" label={t.deleteAnnotation} onClick={() => onDeleteNote(annotation)} />}
      </div>
      {title && <div class="o-b o-ptip-text">{plain(title)}</div>}
      {text && <div class="o-ptip-text">{plain(text)}</div>}
      {tags && tags.length > 0 && (
        <div class="o-row o-ptip-tags">
          {tags.map((tag) => (
            <span key={tag} class="o-tag">
              {tag}
            </span>
          ))}
        </div>
      )}
    </div>
  );
}

function plain(text: string): string {
  return text
    .replace(/<br\s*\/?>/gi, '\n')
    .replace(/<[^>]*>/g, '')
    .trim();
}

function escape(event: KeyboardEvent, close: () => void): void {
  if (event.key !== 'Escape') return;
  event.stopPropagation();
  close();
}

/** Of many, those around the one under the pointer; of few, all as they came. */
function nearestFirst(values: readonly CursorValue[], room: number): readonly CursorValue[] {
  if (values.length <= room) return values;
  const focus = values.findIndex((value) => value.focused);
  if (focus < 0) return values;
  const start = Math.max(0, Math.min(values.length - room, focus - Math.floor(room / 2)));
  return values.slice(start);
}
