/** The backend bundle: one script for an isolate, one ES module for a worker thread. Everything but Node's own modules is inside. */
import { rolldown } from 'rolldown';
import { plainBuiltins } from './plain-builtins.ts';

export async function bundleBackend(entry: string, runtime: 'isolate' | 'worker', minify = true): Promise<string> {
  const build = await rolldown({
    input: entry,
    platform: runtime === 'worker' ? 'node' : 'neutral',
    external: runtime === 'worker' ? /^node:/ : [],
    // An isolate follows calls through promises, which native `await` would hide: `async` becomes generators over `then`.
    ...(runtime === 'isolate' && { transform: { target: 'es2016' } }),
    resolve: { mainFields: ['module', 'main'], conditionNames: runtime === 'worker' ? ['node', 'import'] : ['import', 'default'] },
    plugins: runtime === 'worker' ? [plainBuiltins()] : [],
    // Nothing is written: what is told here is asked about below, and a silent level would not be told.
    logLevel: 'warn',
    onLog(level, log) {
      // A name the isolate will not have must fail here, not at the first call.
      if (level === 'warn' && log.code === 'UNRESOLVED_IMPORT') throw new Error(log.message);
    },
  });
  try {
    const { output } = await build.generate({
      format: runtime === 'worker' ? 'es' : 'iife',
      // The isolate's prelude reads the plugin under this name.
      ...(runtime === 'isolate' && { name: '__orreryPlugin', exports: 'named' as const }),
      minify,
      codeSplitting: false,
    });
    return output[0].code;
  } finally {
    await build.close();
  }
}
