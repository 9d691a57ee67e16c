/** How a stranger's transformations, and the options of its panels, are edited: of what was said, what editors can be drawn of. */
import type { OptionControl, OptionEditor, TransformationCategory, TransformationForm } from '@orrery/plugin-sdk/ui';
import { isRecord } from '../messages.ts';

const categories: readonly TransformationCategory[] = ['combine', 'calculate', 'filter', 'rearrange', 'reformat', 'create'];
const words = (value: unknown, most = 200): string => (typeof value === 'string' ? value.slice(0, most) : '');

/** Only of the plugin's own: nobody names another's. */
export function formsTold(said: object, own: readonly string[]): Readonly<Record<string, TransformationForm>> {
  const found = Object.entries(said).filter(([id, form]) => own.includes(id) && isRecord(form)) as [string, Record<string, unknown>][];
  return Object.fromEntries(
    found.map(([id, form]) => {
      const { name, description, category, editors, initial, hidden } = form;
      return [
        id,
        {
          name: words(name) || id,
          description: words(description, 500),
          category: categories.find((one) => one === category) ?? 'create',
          editors: editorsTold(editors),
          ...(isRecord(initial) && { initial }),
          ...(hidden === true && { hidden }),
        },
      ];
    }),
  );
}

type Kind = OptionControl['kind'];
const isChoice = (choice: unknown): boolean => isRecord(choice) && typeof choice.label === 'string' && !(choice.value instanceof Object);
const choices = ({ choices: all }: Record<string, unknown>): boolean => Array.isArray(all) && all.every(isChoice);
const of =
  (...among: readonly string[]) =>
  (control: Record<string, unknown>): boolean =>
    among.includes(control.of as string);
const anything = (): boolean => true;
const drawable: { readonly [K in Kind]: (control: Record<string, unknown>) => boolean } = {
  switch: anything,
  text: anything,
  number: anything,
  slider: anything,
  choice: choices,
  segments: choices,
  choices,
  color: anything,
  unit: anything,
  list: of('number', 'text', 'timezone'),
  reducers: anything,
  field: ({ types }) => types === undefined || Array.isArray(types),
  code: ({ language }) => ['markdown', 'html', 'json'].includes(language as string),
  items: ({ kinds }) =>
    kinds === undefined ||
    (Array.isArray(kinds) && kinds.every((kind) => isRecord(kind) && typeof kind.label === 'string' && isRecord(kind.value))),
  links: anything,
  actions: anything,
  datasource: anything,
  pairs: ({ placeholder }) =>
    placeholder === undefined || (Array.isArray(placeholder) && placeholder.every((one) => typeof one === 'string')),
  names: of('fields', 'labels', 'queries'),
  map: of('fields', 'queries'),
  matcher: of('fields', 'frames'),
  operand: anything,
  arrange: anything,
};

const deepest = 4;
export function editorsTold(said: unknown, depth = 0): readonly OptionEditor[] {
  if (!Array.isArray(said) || depth > deepest) return [];
  return said.flatMap((one: unknown) => {
    if (!isRecord(one) || typeof one.path !== 'string' || !isRecord(one.control)) return [];
    const { path, label, description, group, when, control } = one;
    const kind = control.kind as string;
    if (!Object.hasOwn(drawable, kind) || !drawable[kind as Kind](control)) return [];
    const inner = kind === 'items' ? { editors: editorsTold(control.editors, depth + 1) } : {};
    const each = kind === 'map' ? { each: editorsTold(control.each, depth + 1) } : {};
    const editor = {
      path,
      label: words(label) || path,
      ...(typeof description === 'string' && { description: words(description, 500) }),
      group: words(group),
      control: { ...control, ...inner, ...each },
      ...(conditions(when) && { when }),
    };
    return [editor as unknown as OptionEditor];
  });
}
function conditions(when: unknown): boolean {
  return (
    Array.isArray(when) &&
    when.every((one) => isRecord(one) && typeof one.path === 'string' && (Array.isArray(one.is) || Array.isArray(one.not)))
  );
}
