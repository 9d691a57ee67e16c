/** One element as it is seen: its box, its look, what is in it. */
import { Icon } from '@orrery/plugin-sdk/ui';
import type { ComponentChildren, JSX } from 'preact';
import { pictureOf } from '../images.ts';
import { type Box, boxOf, type Size } from '../layout.ts';
import type { Dimension, ElementOptions } from '../options.ts';
import type { Values } from '../values.ts';
import { TableInside } from './table.tsx';
import { DroneLevel, DroneTop, isShape, Server, Shape, WindTurbine } from './shapes.tsx';

export interface ElementEvents {
  onPoint(element: ElementOptions, event: PointerEvent): void;
  onLeave(): void;
  onChoose(element: ElementOptions, event: MouseEvent): void;
}
const sizes: Readonly<Record<string, string>> = { contain: 'contain', cover: 'cover', fill: '100% 100%', tile: 'auto', original: 'auto' };
const sides: Readonly<Record<string, string>> = {
  left: 'flex-start',
  center: 'center',
  right: 'flex-end',
  top: 'flex-start',
  middle: 'center',
  bottom: 'flex-end',
};

export function ElementView({
  element,
  values,
  parent,
  path,
  chosen,
  events,
}: {
  element: ElementOptions;
  values: Values;
  parent: Size;
  path: string;
  chosen: string | undefined;
  events: ElementEvents;
}): JSX.Element {
  const box = boxOf(element, parent);
  const { type, background, placement } = element;
  const framed = !isShape(type);
  const picture = pictureOf(values.text(background?.image));
  const image = picture && 'url' in picture ? picture.url : undefined;
  const { color, width } = borderOf(element, values);
  const style: Record<string, string> = {
    left: `${box.left}px`,
    top: `${box.top}px`,
    width: `${box.width}px`,
    height: `${box.height}px`,
    ...(placement?.rotation && { transform: `rotate(${placement.rotation}deg)` }),
    ...(framed && { backgroundColor: values.color(background?.color) ?? 'transparent' }),
    ...(framed && width > 0 && { border: `${width}px solid ${color}` }),
    ...(framed && element.border?.radius !== undefined && { borderRadius: `${element.border.radius}px` }),
    ...(image && {
      backgroundImage: `url("${image.replace(/["\\\n]/g, encodeURIComponent)}")`,
      backgroundSize: sizes[background?.size ?? 'contain'] ?? 'contain',
      backgroundRepeat: background?.size === 'tile' ? 'repeat' : 'no-repeat',
      backgroundPosition: background?.size === 'original' ? 'left top' : 'center',
    }),
  };
  const follows = (element.links ?? []).length + (element.actions ?? []).length > 0;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: links and buttons inside have roles of their own; the editor's keys are the drawing's.
    <div
      class={`cv-element ${chosen === path ? 'cv-chosen' : ''} ${follows ? 'cv-follows' : ''}`}
      data-path={path}
      style={style}
      onPointerMove={(event) => {
        event.stopPropagation();
        events.onPoint(element, event);
      }}
      onPointerLeave={events.onLeave}
      onClick={(event) => events.onChoose(element, event)}
    >
      {isShape(type) && (
        <Shape type={type} fill={values.color(background?.color) ?? 'transparent'} stroke={width > 0 ? color : 'none'} width={width} />
      )}
      <Inside element={element} values={values} box={box} onChoose={(event) => events.onChoose(element, event)} />
      {(element.elements ?? []).map((inner, index) => (
        <ElementView
          key={`${index} ${inner.name}`}
          element={inner}
          values={values}
          parent={box}
          path={`${path}.${index}`}
          chosen={chosen}
          events={events}
        />
      ))}
    </div>
  );
}

function borderOf({ border }: ElementOptions, values: Values): { color: string; width: number } {
  return { color: values.color(border?.color, 'dark-green') ?? 'transparent', width: border?.width ?? 0 };
}

interface TextConfig {
  readonly text?: Dimension<string>;
  readonly color?: Dimension<string>;
  readonly size?: number;
  readonly align?: string;
  readonly valign?: string;
}

function Inside({
  element: { type, config = {} },
  values,
  box,
  onChoose,
}: {
  element: ElementOptions;
  values: Values;
  box: Box;
  onChoose(event: MouseEvent): void;
}): JSX.Element | null {
  const dimension = (key: string): Dimension<number> | undefined => config[key] as Dimension<number> | undefined;
  const ink = values.color((config.color ?? config.fill) as Dimension<string> | undefined) ?? 'var(--o-text-primary)';
  const stand = (children: ComponentChildren): JSX.Element => (
    <span class="cv-picture" style={{ color: ink }}>
      {children}
    </span>
  );
  switch (type) {
    case 'icon':
      return <IconInside config={config} values={values} box={box} />;
    case 'server':
      return stand(
        <Server
          kind={String(config.type ?? 'Single')}
          bulb={values.color(config.bulbColor as Dimension<string>, 'green') ?? 'green'}
          status={values.color(config.statusColor as Dimension<string>, 'transparent') ?? 'transparent'}
          blinks={values.number(dimension('blinkRate'), 0)}
        />,
      );
    case 'windTurbine':
      return stand(<WindTurbine rpm={values.number(dimension('rpm'), 0)} />);
    case 'droneTop': {
      const rotors = ['fLeftRotorRPM', 'fRightRotorRPM', 'bLeftRotorRPM', 'bRightRotorRPM'].map((key) => values.number(dimension(key), 0));
      return stand(<DroneTop rotors={rotors} yaw={values.number(dimension('yawAngle'), 0)} />);
    }
    case 'droneFront':
      return stand(<DroneLevel turn={values.number(dimension('rollAngle'), 0)} />);
    case 'droneSide':
      return stand(<DroneLevel turn={values.number(dimension('pitchAngle'), 0)} />);
    case 'frame':
      return null;
    case 'table':
      return <TableInside config={config} values={values} box={box} />;
    case 'button':
      return (
        <button type="button" class={`o-btn ${buttonLook(config)} cv-button`} onClick={onChoose}>
          <TextInside config={config} values={values} />
        </button>
      );
    default:
      return <TextInside config={config} values={values} />;
  }
}

function buttonLook({ style }: Readonly<Record<string, unknown>>): string {
  const { variant } = (style ?? {}) as { variant?: string };
  return variant === 'primary' ? 'o-pri' : variant === 'destructive' ? 'o-dng' : '';
}

function TextInside({ config, values }: { config: TextConfig; values: Values }): JSX.Element {
  return (
    <span
      class="cv-text"
      style={{
        justifyContent: sides[config.align ?? 'center'] ?? 'center',
        alignItems: sides[config.valign ?? 'middle'] ?? 'center',
        textAlign: config.align ?? 'center',
        ...(config.size && { fontSize: `${config.size}px` }),
        color: values.color(config.color) ?? 'inherit',
      }}
    >
      <span>{values.text(config.text)}</span>
    </span>
  );
}

function IconInside({ config, values, box }: { config: Readonly<Record<string, unknown>>; values: Values; box: Box }): JSX.Element {
  const { path, fill, stroke } = config as {
    path?: Dimension<string>;
    fill?: Dimension<string>;
    stroke?: { readonly width?: number; readonly color?: Dimension<string> };
  };
  const picture = pictureOf(values.text(path) || 'img/icons/unicons/question-circle.svg');
  const color = values.color(fill, 'text') ?? 'currentColor';
  if (picture && 'url' in picture) return <img class="cv-picture" src={picture.url} alt="" />;
  const line = stroke?.width
    ? { stroke: values.color(stroke.color) ?? color, strokeWidth: String((stroke.width * 24) / Math.min(box.width, box.height)) }
    : {};
  return (
    <span class="cv-picture cv-icon" style={{ color, ...line }}>
      <Icon name={iconOf(picture && 'icon' in picture ? picture.icon : '')} />
    </span>
  );
}

/** Icons of dashboards by the nearest of ours. */
const alike: Readonly<Record<string, string>> = {
  'question-circle': 'circle-help',
  'check-circle': 'circle-check',
  'exclamation-triangle': 'triangle-alert',
  'exclamation-circle': 'circle-alert',
  'times-circle': 'circle-x',
  'info-circle': 'info',
  'arrow-right': 'chevron-right',
  cloud: 'server',
  'cloud-database-tree': 'database',
  heart: 'activity',
  'user-circle': 'user',
  cog: 'settings-2',
  fire: 'siren',
  'bolt-alt': 'plug',
  bolt: 'plug',
  building: 'house',
  home: 'house',
  'home-alt': 'house',
  'chart-line': 'chart-line',
  circle: 'circle-dashed',
  globe: 'compass',
  'arrow-up': 'arrow-up-right',
};
function iconOf(name: string): string {
  return Object.hasOwn(alike, name) ? (alike[name] as string) : name && isKnown(name) ? name : 'circle-help';
}
const known = new Set(
  'activity arrow-down arrow-left bell calendar check clock compass copy cpu database download folder gauge hash house info key-round list lock monitor moon play plug plus radar save search send server star sun user users wifi-off x'.split(
    ' ',
  ),
);
const isKnown = (name: string): boolean => known.has(name);
