/** What can be put into a drawing, as it is when it is new. */
import type { ElementOptions } from '../options.ts';
import { t } from '../text/index.ts';

const text = { text: { mode: 'field', field: '', fixed: '' }, align: 'center', valign: 'middle', size: 16, color: { fixed: 'text' } };
const sized = (width: number, height: number): Pick<ElementOptions, 'placement' | 'constraint'> => ({
  placement: { top: 20, left: 20, width, height, rotation: 0 },
  constraint: { horizontal: 'left', vertical: 'top' },
});
const plain = { color: { fixed: 'transparent' } };
const filled = { color: { fixed: 'dark-blue' } };

const made: Readonly<Record<string, Omit<ElementOptions, 'type' | 'name'>>> = {
  'metric-value': { ...sized(160, 50), config: text, background: filled },
  text: { ...sized(160, 40), config: { ...text, text: { mode: 'fixed', fixed: 'Text' } }, background: plain },
  rectangle: {
    ...sized(160, 90),
    config: { ...text, text: { mode: 'fixed', fixed: '' } },
    background: filled,
    border: { color: { fixed: 'text' }, width: 1 },
  },
  ellipse: {
    ...sized(140, 90),
    config: { ...text, text: { mode: 'fixed', fixed: '' } },
    background: filled,
    border: { color: { fixed: 'text' }, width: 1 },
  },
  triangle: { ...sized(120, 100), config: text, background: filled },
  parallelogram: { ...sized(160, 80), config: text, background: filled },
  cloud: { ...sized(160, 100), config: text, background: filled },
  icon: {
    ...sized(60, 60),
    config: { path: { mode: 'fixed', fixed: 'img/icons/unicons/database.svg' }, fill: { fixed: 'text' } },
    background: plain,
  },
  server: {
    ...sized(100, 100),
    config: { type: 'Single', bulbColor: { fixed: 'green' }, statusColor: { fixed: 'transparent' } },
    background: plain,
  },
  button: { ...sized(130, 36), config: { ...text, text: { mode: 'fixed', fixed: 'Open' } }, background: plain, links: [] },
  windTurbine: { ...sized(110, 170), config: { rpm: { fixed: 10 } }, background: plain },
  droneTop: { ...sized(110, 110), config: {}, background: plain },
  droneFront: { ...sized(120, 72), config: {}, background: plain },
  droneSide: { ...sized(120, 72), config: {}, background: plain },
  table: { ...sized(280, 150), config: { showHeader: true, size: 12 }, background: plain, border: { color: { fixed: 'text' }, width: 1 } },
  frame: { ...sized(260, 180), config: {}, background: plain, border: { color: { fixed: 'text' }, width: 1 }, elements: [] },
};

export const kinds: readonly { readonly label: string; readonly value: ElementOptions }[] = Object.entries(made).map(([type, element]) => {
  const label = t.types[type as keyof typeof t.types];
  return { label, value: { type, name: label, ...element } };
});
/** What every drawing needs, before what few do. */
export const basicTypes: ReadonlySet<string> = new Set(['metric-value', 'text', 'rectangle', 'ellipse', 'icon', 'frame', 'button']);
