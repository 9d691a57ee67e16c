/** What is inside of a cell, by its type. Values become text nodes and attributes, never markup. */
import {
  type DisplayValue,
  dataLookup,
  type FieldData,
  interpolate,
  namedColor,
  type ResolvedField,
  rawAt,
  shown,
  textOn,
} from '@orrery/plugin-sdk/data';
import { Icon, isFollowed, isShown, lazy, type PanelTheme } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';

import type { Column } from '../model/columns.ts';
import { lastNumber } from '../model/inner.ts';
import { textAt } from '../model/order.ts';
import { pillsOf } from '../model/pills.ts';
import { t } from '../text/index.ts';
import { GaugeCell } from './gauge.tsx';
import { SparklineCell } from './sparkline.tsx';

/** Few tables have texts with marks: what reads them comes with the first. */
const Markdown = lazy(async () => (await import('./markdown.tsx')).MarkdownCell, null);

export interface CellProps {
  readonly column: Column;
  readonly row: number;
  readonly all: readonly ResolvedField[];
  readonly theme: PanelTheme;
  readonly width: number;
  readonly height: number;
  /** Follows the links of the value. */
  onLink(event: MouseEvent): void;
}

interface Linked {
  readonly title?: string;
  readonly url?: string;
}

export function Cell(props: CellProps): JSX.Element {
  const { column, row, theme, width, height } = props;
  const { resolved, cell } = column;
  const value = rawAt(resolved.field, row);
  switch (cell.type) {
    case 'gauge':
      return Number.isNaN(resolved.display(value).numeric) ? (
        <Text {...props} />
      ) : (
        <GaugeCell resolved={resolved} display={resolved.display(value)} cell={cell} width={width} theme={theme} />
      );
    case 'sparkline':
      return <SparklineCell resolved={resolved} value={value} cell={cell} width={width} height={height} />;
    case 'image':
      return <Image address={String(value ?? '')} alt={cell.alt ?? ''} title={cell.title ?? ''} height={height} />;
    case 'pill':
      return (
        <span class="tbl-pills">
          {pillsOf(value, resolved, theme).map(({ text, color }, index) => (
            <span key={index} class="tbl-pill" style={{ '--tbl-pill': color }}>
              {text}
            </span>
          ))}
        </span>
      );
    case 'data-links':
      return <Links {...props} />;
    case 'actions':
      return <Actions {...props} />;
    case 'markdown':
      return <Markdown text={textAt(column, row)} />;
    case 'json-view':
    case 'geo':
      return (
        <Text {...props} class="o-mono" text={typeof value === 'object' && value !== null ? JSON.stringify(value) : textAt(column, row)} />
      );
    default:
      return <Text {...props} />;
  }
}

interface Acting extends Linked {
  readonly style?: { readonly backgroundColor?: string };
}

function buttonStyle(
  named: string | undefined,
  theme: PanelTheme,
): { backgroundColor: string; borderColor: string; color: string } | undefined {
  if (!named) return;
  const background = namedColor(named, theme);
  return { backgroundColor: background, borderColor: background, color: textOn(background) };
}

function linksOf({ config }: ResolvedField): readonly Linked[] {
  return Array.isArray(config.links) ? (config.links as readonly Linked[]) : [];
}

function Text({
  column,
  row,
  onLink,
  class: look = '',
  text = textAt(column, row),
}: CellProps & { class?: string; text?: string }): JSX.Element {
  const said = text === '' ? '\u00a0' : text;
  if (linksOf(column.resolved).length > 0)
    return (
      <button type="button" tabIndex={-1} class={`tbl-text tbl-link ${look}`} onClick={onLink}>
        {said}
      </button>
    );
  const { icon } = column.resolved.display(
    column.resolved.field.type === 'frame' ? lastNumber(rawAt(column.resolved.field, row)) : rawAt(column.resolved.field, row),
  );
  return (
    <span class={`tbl-text ${look}`}>
      {icon && <Icon name={icon} size="s" />}
      {said}
    </span>
  );
}

function Links({ column: { resolved }, row, all, onLink }: CellProps): JSX.Element {
  const display = (field: FieldData, value: unknown): DisplayValue =>
    (all.find((other) => other.field === field) ?? resolved).display(value);
  const lookup = dataLookup({ field: resolved.field, frame: resolved.frame, row, display });
  return (
    <span class="tbl-pills">
      {linksOf(resolved).map(({ title, url }, index) => (
        <button key={index} type="button" tabIndex={-1} class="tbl-link" onClick={onLink}>
          {title ? interpolate(title, lookup, 'text') : url}
        </button>
      ))}
    </span>
  );
}

/** The host asks before it does anything, and offers the others of the value as well. */
function Actions({ column: { resolved }, theme, onLink }: CellProps): JSX.Element {
  const { actions } = resolved.config;
  return (
    <span class="tbl-pills">
      {(Array.isArray(actions) ? (actions as readonly Acting[]) : []).map(({ title, style }, index) => (
        <button
          key={index}
          type="button"
          class="o-btn o-sm"
          tabIndex={-1}
          style={buttonStyle(style?.backgroundColor, theme)}
          onClick={onLink}
        >
          {title}
        </button>
      ))}
    </span>
  );
}

function Image({ address, alt, title, height }: { address: string; alt: string; title: string; height: number }): JSX.Element {
  if (isShown(address, globalThis.location?.origin ?? ''))
    return (
      <img
        class="tbl-image"
        src={address}
        alt={alt}
        title={title || alt}
        style={{ height: `${height - 8}px` }}
        referrerpolicy="no-referrer"
      />
    );
  if (!isFollowed(address)) return <span class="tbl-text">{alt || address}</span>;
  return (
    <a class="tbl-text" href={address} tabIndex={-1} target="_blank" rel="noopener noreferrer" title={title || address}>
      <Icon name="external-link" size="s" /> {alt || t.remoteImage}
    </a>
  );
}

/** What the dialog of a value shows: JSON laid out, a text as it is. */
export function wholeValue(column: Column, row: number): string {
  const value = rawAt(column.resolved.field, row);
  if (typeof value === 'object' && value !== null) return JSON.stringify(value, undefined, 2);
  const text = shown(column.resolved.display(value));
  if (column.cell.type !== 'json-view' && !/^\s*[[{]/.test(text)) return text;
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2);
  } catch {
    return text;
  }
}
