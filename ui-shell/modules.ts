/** Loads front end modules by their content address. A new version is a new address; the old one stays until the page goes. */
import type { DatasourceUi, Page, Panel, TransformationModule, TransformationPlugin } from '@orrery/plugin-sdk/ui';
import { boot } from './boot.ts';
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

/** The component of a page, or a sentence why there is none. */
export async function loadPage(name: string | undefined, path: string, url: string, css: string | null | undefined): Promise<Page> {
  const { pages = {} } = await load(url, css);
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
    loading = entry.frame
      ? import('./frame/host.ts').then(({ framedPanel }) =>
          framedPanel({ document: entry.frame ?? '', module: entry.module, css: entry.css ?? null, name: id, title: entry.label ?? id }),
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

/** The editors of a datasource type. A plugin that may not run in the page, or has no front end, has none here. */
export async function loadDatasource(asked: string): Promise<DatasourceUi | undefined> {
  const type = boot.peek()?.aliases?.datasources?.[asked] ?? asked;
  const entry = boot.peek()?.datasources[type];
  if (!entry?.module || entry.frame) return undefined;
  return (await load(entry.module, entry.css)).datasources?.[type];
}

/** The plugin that has a transformation. One that may not run in the page has none here. */
export function transformationPlugin(id: string): TransformationPlugin | undefined {
  const known = boot.peek();
  const entry = known && Object.hasOwn(known.transformations, id) ? known.transformations[id] : undefined;
  if (!entry?.module || entry.frame) return undefined;
  const { plugin, module, css, worker } = entry;
  return {
    plugin,
    version: module,
    load: async () => {
      const { transformations = {}, transformationForms = async () => ({}) } = await load(module, css);
      return { transformations, transformationForms };
    },
    ...(worker && { openWorker: () => openWorker(worker, boot.peek()?.integrity?.[worker]) }),
  };
}
