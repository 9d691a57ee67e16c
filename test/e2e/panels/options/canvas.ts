import type { OptionCase, PanelCases } from './shared.ts';

type Item = Readonly<Record<string, unknown>>;
const at = { top: 40, left: 60, width: 160, height: 90 };
const box: Item = {
  type: 'rectangle',
  name: 'A',
  placement: at,
  background: { color: { fixed: 'dark-blue' } },
  config: { text: { fixed: 'Hello' } },
};

function deep(one: Item, other: Item): Item {
  const both: Record<string, unknown> = { ...one };
  for (const [key, value] of Object.entries(other)) {
    const before = both[key];
    const plain = (part: unknown): part is Item => typeof part === 'object' && part !== null && !Array.isArray(part);
    both[key] = plain(value) && plain(before) ? deep(before, value) : value;
  }
  return both;
}
/** An element without and with something said of it. */
const element = (with_: Item, base: Item = box): OptionCase => ({
  option: 'root.elements',
  value: [deep(base, with_)],
  scene: { options: { root: { elements: [base] } } },
});
const of = (type: string, config: Item = {}): Item => ({ ...box, type, config });
const text = (config: Item): OptionCase => element({ config });
const line: Item = {
  source: { x: 1, y: 0 },
  target: { x: -1, y: 0 },
  targetName: 'B',
  color: { fixed: 'text' },
  size: { fixed: 2, min: 1, max: 12 },
};
const other: Item = { ...box, name: 'B', placement: { top: 150, left: 300, width: 100, height: 50 } };
const between = (with_: Item, without: Item = {}): OptionCase => ({
  option: 'root.elements',
  value: [{ ...box, connections: [deep(deep(line, without), with_)] }, other],
  scene: { options: { root: { elements: [{ ...box, connections: [deep(line, without)] }, other] } } },
});
const held = (horizontal: string, vertical: string, placement: Item): OptionCase =>
  element({ constraint: { horizontal, vertical }, placement });

const picture = (color: string): string =>
  `data:image/svg+xml,%3Csvg xmlns="http://www.w3.org/2000/svg" width="20" height="20"%3E%3Cpath fill="${color}" d="M0 0h20v20z"/%3E%3C/svg%3E`;
const table = (config: Item = {}): Item => ({ ...box, type: 'table', placement: { ...at, width: 300 }, config });
const grown = { size: { field: 'rpm', min: 1, max: 4 } };

const cases: readonly OptionCase[] = [
  element({ type: 'table' }),
  element({ config: { refId: 'Z' } }, table()),
  element({ config: { showHeader: false } }, table()),
  element({ config: { size: 20 } }, table()),
  { ...element({ name: 'Another' }, { ...box, config: { text: { field: 'output', mode: 'field' } } }), point: [0.3, 0.3] },
  element({ config: { path: { field: 'picture' } } }, of('icon')),
  element({ config: { bulbColor: { field: 'output' } } }, of('server')),
  element({ config: { statusColor: { fixed: 'red' } } }, of('server')),
  element({ background: { image: { field: 'picture' } } }),
  ...['original', 'cover', 'fill', 'tile'].map((size) =>
    element({ background: { size } }, { ...box, background: { image: { fixed: picture('red') } } }),
  ),
  element({ border: { color: { fixed: 'red' } } }, { ...box, border: { width: 6 } }),
  element({ border: { color: { field: 'output' } } }, { ...box, border: { width: 6 } }),
  between({ size: { ...grown.size, min: 6 } }, { size: { ...grown.size, max: 20 } }),
  between({ size: { field: 'rpm', max: 16 } }, { size: { field: 'rpm' } }),
  between({ source: { x: -1, y: 0.6 } }),
  between({ source: { x: 1, y: 0.8 } }),
  between({ target: { x: 1, y: 0 } }),
  between({ target: { x: -1, y: -0.9 } }),
  ...[
    'metric-value',
    'text',
    'ellipse',
    'triangle',
    'parallelogram',
    'cloud',
    'icon',
    'server',
    'button',
    'windTurbine',
    'droneTop',
    'droneFront',
  ].map((type) => element({ type }, type === 'metric-value' || type === 'text' ? { ...box, type: 'cloud' } : box)),
  element({ type: 'droneSide' }),
  element(
    { elements: [{ ...box, name: 'B', placement: { top: 5, left: 5, width: 40, height: 30 }, background: { color: { fixed: 'red' } } }] },
    { ...box, type: 'frame' },
  ),
  text({ text: { fixed: 'Other' } }),
  text({ text: { field: 'output', mode: 'field' } }),
  text({ text: { field: 'note', mode: 'field' } }),
  text({ color: { fixed: 'red' } }),
  text({ color: { field: 'output' } }),
  text({ size: 30 }),
  text({ align: 'left' }),
  text({ valign: 'top' }),
  element({ config: { style: { variant: 'primary' } } }, of('button', { text: { fixed: 'Go' } })),
  element({ config: { path: { fixed: 'img/icons/unicons/database.svg' } } }, of('icon')),
  element({ config: { fill: { fixed: 'red' } } }, of('icon')),
  element({ config: { fill: { field: 'output' } } }, of('icon')),
  ...['Stack', 'Database', 'Terminal'].map((type) => element({ config: { type } }, of('server'))),
  element({ config: { bulbColor: { fixed: 'red' } } }, of('server')),
  element({ config: { statusColor: { field: 'output' } } }, of('server')),
  element({ config: { rollAngle: { field: 'rpm' } } }, of('droneFront')),
  element({ config: { pitchAngle: { field: 'rpm' } } }, of('droneSide')),
  element({ config: { yawAngle: { field: 'rpm' } } }, of('droneTop')),
  element({ background: { color: { fixed: 'red' } } }),
  element({ background: { color: { field: 'output' } } }),
  element({
    background: {
      image: {
        fixed:
          'data:image/svg+xml,%3Csvg xmlns="http://www.w3.org/2000/svg" width="20" height="20"%3E%3Cpath fill="red" d="M0 0h20v20z"/%3E%3C/svg%3E',
      },
    },
  }),
  element({ border: { width: 6, color: { fixed: 'red' } } }),
  element({ border: { radius: 30 } }),
  held('right', 'bottom', { right: 10, bottom: 10 }),
  held('leftright', 'topbottom', { right: 10, bottom: 10 }),
  held('center', 'center', { left: 0, top: 0 }),
  element({ placement: { left: 100 } }),
  element({ placement: { top: 90 } }),
  element({ placement: { width: 60 } }),
  element({ placement: { height: 30 } }),
  held('scale', 'scale', { left: 10, top: 10, right: 10, bottom: 10 }),
  element({ placement: { rotation: 30 } }),
  between({ color: { fixed: 'red' } }),
  between({ color: { field: 'output' } }),
  between({ size: { fixed: 8 } }),
  between({ size: { field: 'rpm' } }),
  between({ direction: { fixed: 'none' } }),
  between({ direction: { fixed: 'both' } }),
  between({ direction: 'reverse' }),
  between({ lineStyle: { style: 'dashed' } }),
  between({ lineStyle: 'dotted' }),
  between({ vertices: [{ x: 0.5, y: -0.6 }] }),
  between({ targetName: 'Nobody' }),
  { option: 'root.background.color.fixed', value: 'dark-green' },
  { option: 'root.background.color.field', value: 'output' },
  { option: 'root.background.image.fixed', value: 'https://elsewhere.example/plan.png' },
  {
    option: 'root.background.size',
    value: 'cover',
    scene: {
      options: {
        root: {
          elements: [],
          background: {
            image: {
              fixed:
                'data:image/svg+xml,%3Csvg xmlns="http://www.w3.org/2000/svg" width="20" height="20"%3E%3Cpath fill="red" d="M0 0h20v20z"/%3E%3C/svg%3E',
            },
          },
        },
      },
    },
  },
  { option: 'root.border.width', value: 8, scene: { options: { root: { elements: [box], border: { color: { fixed: 'red' } } } } } },
  { option: 'root.border.color.fixed', value: 'red', scene: { options: { root: { elements: [box], border: { width: 8 } } } } },
  { option: 'inlineEditing', value: false, scene: { editable: true } },
  { option: 'panZoom', value: false, point: [0.5, 0.5], wheel: -240, scene: { held: 'Control' } },
  {
    option: 'zoomToContent',
    value: false,
    scene: { options: { root: { elements: [{ ...box, placement: { top: 40, left: 400, width: 300, height: 300 } }] } } },
  },
  {
    option: 'tooltip.mode',
    value: 'none',
    point: [0.3, 0.3],
    scene: { options: { root: { elements: [{ ...box, config: { text: { field: 'output', mode: 'field' } } }] } } },
  },
];

export default {
  base: { data: 'wind', options: { root: { elements: [box] } }, defaults: { max: 100, min: 0 } },
  cases,
  toldElsewhere: {
    showAdvancedTypes: 'e2e/canvas.e2e.ts: offers special elements only where they are wanted',
    'root.elements links': 'e2e/canvas.e2e.ts: leads to where its links point',
    'root.elements actions': 'e2e/canvas.e2e.ts: asks what an action needs',
    'root.elements connections.lineStyle.animate': 'e2e/canvas.e2e.ts: moves as fast as it is told; pictures are still',
    ...Object.fromEntries(
      [
        'rpm.fixed',
        'rpm.field',
        'blinkRate.fixed',
        'blinkRate.field',
        ...['fLeft', 'fRight', 'bLeft', 'bRight'].map((at) => `${at}RotorRPM.field`),
      ].map((name) => [`root.elements config.${name}`, 'e2e/canvas.e2e.ts: moves as fast as it is told; pictures are still']),
    ),
  },
} satisfies PanelCases;
