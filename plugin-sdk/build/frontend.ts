/** The front end of a package: ES modules, chunks and style sheets that stand alone but for the shared names. */
import { basename, join } from 'node:path';
import { build, type InlineConfig, type Plugin } from 'vite';
import { sharedModules } from './shared.ts';

export interface FrontendEntry {
  /** Source file below the package. */
  readonly source: string;
  /** What a worker does with the transformations that the source exports, before them. */
  readonly transforms?: true;
  /** Name of the output without `.js`; may hold a folder. */
  readonly name: string;
  /** Shared names that are bundled and not left to the page: a shared module is the one place where its own is. */
  readonly provides?: readonly string[];
  /** In one piece, for workers and documents without an import map. */
  readonly selfContained?: boolean;
  /** False while a plugin is being written: readable in the browser's tools, and built sooner. */
  readonly minify?: boolean;
}

/** Vite wraps `import()` to fetch style sheets beside it. Ours come with the module, so the wrapper only weighs. */
const plainImports: Plugin = {
  name: 'orrery-plain-imports',
  enforce: 'pre',
  load: (id) => (id.includes('vite/preload-helper') ? 'export const __vitePreload = (load) => load();' : null),
};

const workerEntry = 'orrery-worker';
/** A worker of transformations: the SDK's side of it, and of the module nothing but `transformations`. */
function transforming(source: string): Plugin {
  return {
    name: workerEntry,
    resolveId: (id) => (id === workerEntry ? id : null),
    load: (id) =>
      id === workerEntry
        ? `import { transformations } from ${JSON.stringify(source)}; import { serveTransformations } from '@orrery/plugin-sdk/ui/transform/serve.ts'; serveTransformations(transformations);`
        : null,
  };
}

/** The same whatever NODE_ENV the author happens to have: otherwise paths of his machine would be in what he publishes. */
const whatever = {
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact', development: false } },
  define: { 'process.env.NODE_ENV': '"production"' },
  resolve: { conditions: ['module', 'browser', 'production'] },
} satisfies InlineConfig;

export async function bundleFrontend(folder: string, out: string, entry: FrontendEntry): Promise<void> {
  const external = entry.selfContained ? [] : sharedModules.filter((name) => !entry.provides?.includes(name));
  // What stands for several modules is there to be one file.
  const isOne = entry.selfContained || (entry.provides?.length ?? 0) > 1;
  await build({
    root: folder,
    configFile: false,
    logLevel: 'error',
    // Relative, so that the package runs under any content address. A worker imports nothing, and as a plain script has no address of its own.
    base: entry.transforms ? '/' : './',
    publicDir: false,
    plugins: [plainImports, ...(entry.transforms ? [transforming(join(folder, entry.source))] : [])],
    ...whatever,
    css: { modules: { generateScopedName: `${basename(folder)}_[local]` } },
    build: {
      outDir: out,
      emptyOutDir: false,
      target: 'es2024',
      minify: entry.minify ?? true,
      sourcemap: false,
      modulePreload: false,
      assetsInlineLimit: 0,
      cssCodeSplit: true,
      reportCompressedSize: false,
      rolldownOptions: {
        input: { [entry.name]: entry.transforms ? workerEntry : join(folder, entry.source) },
        external: [...external],
        preserveEntrySignatures: 'strict',
        output: {
          minify: entry.minify ?? true,
          entryFileNames: '[name].js',
          chunkFileNames: 'chunks/[name]-[hash].js',
          // The style sheet of `module.js` is `module.css`: the loader adopts it beside the module.
          assetFileNames: (asset) =>
            asset.names.some((name) => name.endsWith('.css')) ? `${entry.name}.css` : 'assets/[name]-[hash][extname]',
          // What parts that load late share with the entry comes in one file, not in one a combination: less to ask for, better compressed.
          codeSplitting: isOne ? false : { groups: [{ name: 'shared', tags: ['$initial'], minShareCount: 2 }] },
        },
      },
    },
  });
}
