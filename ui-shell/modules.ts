/** Loads front end modules by their content address. A new version is a new address; the old one stays until the page goes. */
import type { DatasourceUi, Page, Panel, TransformationModule, TransformationPlugin } from '@orrery/plugin-sdk/ui';
import { boot, type FrontEndEntry, type PageEntry } from './boot.ts';
import type { GuestSource } from './frame/host/guest.ts';
import type { ShellSide } from './frame/host/shell.ts';
import type { Outsider } from './frame/host/transformer.ts';
import { handle, keyName } from './keyboard.ts';
import { navigate } from './router.ts';
import { theme } from './theme.ts';
import { addIntegrity, openWorker } from './trusted.ts';

interface FrontEnd extends Partial<TransformationModule> {
  readonly pages?: Readonly<Record<string, Page>>;
  readonly panels?: Readonly<Record<string, Panel>>;
  readonly datasources?: Readonly<Record<string, DatasourceUi>>;
}

const sheets = new Map<string, Promise<CSSStyleSheet>>();
const panels = new Map<string, Promise<Panel>>();

/** Adopts a style sheet of a package, once. */
export async function adoptSheet(url: string, into: Document = document): Promise<void> {
  let loading = sheets.get(url);
  if (!loading) {
    loading = import(/* @vite-ignore */ url, { with: { type: 'css' } }).then(({ default: sheet }: { default: CSSStyleSheet }) => sheet);
    sheets.set(url, loading);
    loading.catch(() => sheets.delete(url));
  }
  const sheet = await loading;
  if (!into.adoptedStyleSheets.includes(sheet)) into.adoptedStyleSheets = [...into.adoptedStyleSheets, sheet];
}

/** Takes away the sheets of packages that are no longer there. */
export function dropSheets(keep: ReadonlySet<string>): void {
  for (const [url, loading] of sheets) {
    if (keep.has(url) || url === ownSheet) continue;
    sheets.delete(url);
    loading.then(
      (sheet) => {
        document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
      },
      () => {},
    );
  }
}

/** The kit's own sheet lies beside the shell's first module; this one may have been put into a chunk. */
export let ownSheet = '';
export function startedFrom(module: string): void {
  ownSheet = new URL('./module.css', module).pathname;
}

async function load(url: string, css: string | null | undefined): Promise<FrontEnd> {
  addIntegrity(boot.peek()?.integrity ?? {});
  const [module] = await Promise.all([import(/* @vite-ignore */ url) as Promise<FrontEnd>, css ? adoptSheet(css) : undefined]);
  return module;
}

/** What may not run in the page. The other side of that wall is loaded with the first plugin that needs it. */
async function outside(): Promise<typeof import('./frame/host/index.ts')> {
  const host = await import('./frame/host/index.ts');
  const pressed: ShellSide['pressed'] = (key) => {
    const name = keyName(key);
    if (name) handle(name);
  };
  host.connect({ boot, theme, sheet: ownSheet, navigate, pressed });
  return host;
}

function guestSource({ plugin, name, label, frame, module, css }: FrontEndEntry): GuestSource {
  return { plugin, name: name ?? label ?? plugin, document: frame as string, module, css: css ?? null };
}

/** The component of a page, or a sentence why there is none. */
export async function loadPage(entry: PageEntry): Promise<Page> {
  const { name, path, module, css } = entry;
  if (entry.frame) return (await outside()).framedPage(guestSource({ ...entry, name: entry.title }), name, path);
  const { pages = {} } = await load(module, css);
  const page = (name ? pages[name] : undefined) ?? pages[path] ?? (Object.keys(pages).length === 1 ? Object.values(pages)[0] : undefined);
  if (!page) throw new Error(`The module exports no page "${name ?? path}".`);
  return page;
}

/** A panel by its id. What may not run in the page comes as a frame with the same contract. */
export function loadPanel(asked: string): Promise<Panel> {
  const id = boot.peek()?.aliases?.panels?.[asked] ?? asked;
  const entry = boot.peek()?.panels[id];
  if (!entry) return Promise.reject(new Error(`There is no panel "${id}" on this server. Install a plugin that has it.`));
  const key = `${entry.module}#${id}`;
  let loading = panels.get(key);
  if (!loading) {
    const { drawing, workshop } = entry;
    loading = entry.frame
      ? outside().then(({ framedPanel, drawnOutside }) =>
          drawing && workshop
            ? drawnOutside({ plugin: entry.plugin, name: entry.name ?? entry.label ?? id, file: drawing, workshop }, id)
            : framedPanel(guestSource(entry), id),
        )
      : load(entry.module, entry.css).then(({ panels: found = {} }) => {
          const panel = found[id];
          if (!panel) throw new Error(`The plugin ${entry.plugin} exports no panel "${id}".`);
          return panel;
        });
    panels.set(key, loading);
    loading.catch(() => panels.delete(key));
  }
  return loading;
}

const sources = new Map<string, Promise<DatasourceUi | undefined>>();

/** The editors of a datasource type, once; `undefined` where its plugin has none. */
export function loadDatasource(asked: string): Promise<DatasourceUi | undefined> {
  const type = boot.peek()?.aliases?.datasources?.[asked] ?? asked;
  const entry = boot.peek()?.datasources[type];
  if (!entry?.module) return Promise.resolve(undefined);
  const key = `${entry.module}#${type}`;
  let loading = sources.get(key);
  if (!loading) {
    loading = entry.frame
      ? outside().then(({ framedDatasource }) => framedDatasource(guestSource(entry), type))
      : load(entry.module, entry.css).then(({ datasources = {} }) => datasources[type]);
    sources.set(key, loading);
    loading.catch(() => sources.delete(key));
  }
  return loading;
}

/** The plugin that has a transformation. */
export function transformationPlugin(id: string): TransformationPlugin | undefined {
  const known = boot.peek();
  const entry = known && Object.hasOwn(known.transformations, id) ? known.transformations[id] : undefined;
  if (!entry?.module) return undefined;
  const { plugin, module, css, worker, frame } = entry;
  const version = module;
  if (frame) {
    const outsider = async (): Promise<Outsider> => (await outside()).transformer(guestSource(entry), entry);
    return {
      plugin,
      version,
      outside: true,
      load: async () => (await outsider()).load(),
      openWorker: async () => (await outsider()).open(),
    };
  }
  return {
    plugin,
    version,
    load: async () => {
      const { transformations = {}, transformationForms = async () => ({}) } = await load(module, css);
      return { transformations, transformationForms };
    },
    ...(worker && { openWorker: () => openWorker(worker, boot.peek()?.integrity?.[worker]) }),
  };
}
