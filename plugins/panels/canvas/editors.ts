/** What people may choose about a drawing and what is in it. */
import { choices, type OptionCondition, type OptionEditor } from '@orrery/plugin-sdk/ui';
import { kinds } from './edit/kinds.ts';
import { t } from './text/index.ts';

const e = t.editors;
const of = (...types: string[]): OptionCondition => ({ path: 'type', is: types });
const texts = ['metric-value', 'text', 'rectangle', 'ellipse', 'triangle', 'parallelogram', 'cloud', 'button'];
const textual = of(...texts);
const sized = of(...texts, 'table');
const group = e.elements;
const holds = (path: 'horizontal' | 'vertical', ...values: (string | undefined)[]): OptionCondition => ({
  path: `constraint.${path}`,
  is: values,
});
const number = (path: string, label: string, when: readonly OptionCondition[] = []): OptionEditor => ({
  path,
  label,
  group,
  control: { kind: 'number' },
  when,
});
const field = (path: string, label: string, when: OptionCondition): OptionEditor => ({
  path,
  label,
  group,
  control: { kind: 'field' },
  when: [when],
});
const color = (path: string, label: string, when?: OptionCondition): OptionEditor => ({
  path,
  label,
  group,
  control: { kind: 'color' },
  ...(when && { when: [when] }),
});

const lineEditors: readonly OptionEditor[] = [
  { path: 'targetName', label: e.targetName, group, control: { kind: 'text' } },
  { path: 'color.fixed', label: e.lineColor, group, control: { kind: 'color' } },
  { path: 'color.field', label: e.colorField, group, control: { kind: 'field' } },
  { path: 'size.fixed', label: e.lineSize, group, control: { kind: 'number', min: 0.5, max: 20 } },
  { path: 'size.field', label: e.lineSizeField, group, control: { kind: 'field' } },
  number('size.min', e.lineSizeMin),
  number('size.max', e.lineSizeMax),
  ...Object.entries(e.anchors).map(
    ([path, label]): OptionEditor => ({ path, label, group, control: { kind: 'number', min: -1, max: 1, step: 0.1 } }),
  ),
  { path: 'direction.fixed', label: e.direction, group, control: { kind: 'choice', choices: choices(e.directions) } },
  { path: 'lineStyle.style', label: e.lineStyle, group, control: { kind: 'segments', choices: choices(e.lineStyles) } },
  { path: 'lineStyle.animate', label: e.animate, group, control: { kind: 'switch' } },
];

const elementEditors: readonly OptionEditor[] = [
  { path: 'name', label: e.name, group, control: { kind: 'text' } },
  { path: 'type', label: e.type, group, control: { kind: 'choice', choices: choices(t.types) } },
  field('config.text.field', e.textField, textual),
  { path: 'config.text.fixed', label: e.text, group, control: { kind: 'text', lines: 2 }, when: [textual] },
  color('config.color.fixed', e.textColor, textual),
  field('config.color.field', e.textColorField, textual),
  { path: 'config.size', label: e.textSize, group, control: { kind: 'number', min: 4, placeholder: '16' }, when: [sized] },
  {
    path: 'config.align',
    label: e.align,
    group,
    control: { kind: 'segments', choices: choices({ left: e.left, center: e.center, right: e.right }) },
    when: [textual],
  },
  {
    path: 'config.valign',
    label: e.valign,
    group,
    control: { kind: 'segments', choices: choices({ top: e.top, middle: e.middle, bottom: e.bottom }) },
    when: [textual],
  },
  {
    path: 'config.style.variant',
    label: e.variant,
    group,
    control: { kind: 'choice', choices: choices(e.variants) },
    when: [of('button')],
  },
  {
    path: 'config.path.fixed',
    label: e.iconPath,
    group,
    control: { kind: 'text', placeholder: 'img/icons/unicons/database.svg' },
    when: [of('icon')],
  },
  field('config.path.field', e.iconField, of('icon')),
  color('config.fill.fixed', e.fill, of('icon')),
  field('config.fill.field', e.fillField, of('icon')),
  { path: 'config.type', label: e.serverKind, group, control: { kind: 'choice', choices: choices(e.servers) }, when: [of('server')] },
  color('config.bulbColor.fixed', e.bulb, of('server')),
  field('config.bulbColor.field', e.bulbField, of('server')),
  color('config.statusColor.fixed', e.status, of('server')),
  field('config.statusColor.field', e.statusField, of('server')),
  number('config.blinkRate.fixed', e.blink, [of('server')]),
  field('config.blinkRate.field', e.blinkField, of('server')),
  number('config.rpm.fixed', e.rpm, [of('windTurbine')]),
  field('config.rpm.field', e.rpmField, of('windTurbine')),
  field('config.yawAngle.field', e.yaw, of('droneTop')),
  ...Object.entries(e.rotors).map(([at, label]) => field(`config.${at}RotorRPM.field`, label, of('droneTop'))),
  field('config.rollAngle.field', e.roll, of('droneFront')),
  field('config.pitchAngle.field', e.pitch, of('droneSide')),
  { path: 'config.refId', label: e.query, group, control: { kind: 'names', of: 'queries', single: true }, when: [of('table')] },
  { path: 'config.showHeader', label: e.showHeader, group, control: { kind: 'switch' }, when: [of('table')] },
  color('background.color.fixed', e.backgroundColor),
  { path: 'background.color.field', label: e.colorField, group, control: { kind: 'field' } },
  { path: 'background.image.fixed', label: e.image, group, control: { kind: 'text' } },
  { path: 'background.image.field', label: e.imageField, group, control: { kind: 'field' } },
  { path: 'background.size', label: e.imageSize, group, control: { kind: 'choice', choices: choices(e.sizes) } },
  color('border.color.fixed', e.border),
  { path: 'border.color.field', label: e.borderField, group, control: { kind: 'field' } },
  number('border.width', e.borderWidth),
  number('border.radius', e.radius),
  { path: 'constraint.horizontal', label: e.horizontal, group, control: { kind: 'choice', choices: choices(e.holds) } },
  { path: 'constraint.vertical', label: e.vertical, group, control: { kind: 'choice', choices: choices(e.holdsDown) } },
  number('placement.left', e.x, [holds('horizontal', undefined, 'left', 'leftright', 'center', 'scale')]),
  number('placement.right', e.fromRight, [holds('horizontal', 'right', 'leftright', 'scale')]),
  number('placement.width', e.width, [holds('horizontal', undefined, 'left', 'right', 'center')]),
  number('placement.top', e.y, [holds('vertical', undefined, 'top', 'topbottom', 'center', 'scale')]),
  number('placement.bottom', e.fromBottom, [holds('vertical', 'bottom', 'topbottom', 'scale')]),
  number('placement.height', e.height, [holds('vertical', undefined, 'top', 'bottom', 'center')]),
  number('placement.rotation', e.rotation),
  { path: 'links', label: e.links, group, control: { kind: 'links' } },
  { path: 'actions', label: e.actions, group, control: { kind: 'actions' } },
  {
    path: 'connections',
    label: e.connections,
    group,
    control: {
      kind: 'items',
      name: 'targetName',
      editors: lineEditors,
      kinds: [
        {
          label: e.connections,
          value: {
            source: { x: 1, y: 0 },
            target: { x: -1, y: 0 },
            targetName: '',
            color: { fixed: 'text' },
            size: { fixed: 2, min: 1, max: 10 },
            path: 'straight',
          },
        },
      ],
    },
  },
];

export const editors: readonly OptionEditor[] = [
  { path: 'inlineEditing', label: e.inline, group: e.canvas, control: { kind: 'switch' } },
  { path: 'showAdvancedTypes', label: e.advanced, group: e.canvas, control: { kind: 'switch' } },
  { path: 'panZoom', label: e.panZoom, group: e.canvas, control: { kind: 'switch' } },
  { path: 'zoomToContent', label: e.fit, group: e.canvas, control: { kind: 'switch' } },
  {
    path: 'tooltip.mode',
    label: e.tooltip,
    group: e.canvas,
    control: { kind: 'segments', choices: choices({ single: e.on, none: e.off }) },
  },
  { path: 'root.background.color.fixed', label: e.backgroundColor, group: e.background, control: { kind: 'color' } },
  { path: 'root.background.color.field', label: e.colorField, group: e.background, control: { kind: 'field' } },
  { path: 'root.background.image.fixed', label: e.image, group: e.background, control: { kind: 'text' } },
  { path: 'root.background.size', label: e.imageSize, group: e.background, control: { kind: 'choice', choices: choices(e.sizes) } },
  { path: 'root.border.color.fixed', label: e.border, group: e.background, control: { kind: 'color' } },
  { path: 'root.border.width', label: e.borderWidth, group: e.background, control: { kind: 'number', min: 0, max: 40 } },
  {
    path: 'root.elements',
    label: e.elements,
    group,
    control: {
      kind: 'items',
      name: 'name',
      editors: elementEditors,
      kinds: kinds as unknown as { label: string; value: Record<string, unknown> }[],
    },
  },
];
