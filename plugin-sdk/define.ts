/** `defineManifest` and `definePlugin`: the manifest types the code, so a missing contribution or an unasked capability does not compile. */
import type { AlwaysGranted, Capabilities } from './capabilities/index.ts';
import type { CallContext } from './contributions/context.ts';
import type { BackendHandlers } from './contributions/index.ts';
import type { Manifest } from './manifest/types.ts';

export function defineManifest<const M extends Manifest>(manifest: M): M {
  return manifest;
}

type Asked<M extends Manifest> = M['orrery']['capabilities'];
type Promised<M extends Manifest> = M['orrery']['contributes'];

/** The capability objects a plugin with this manifest is handed. */
export type Granted<M extends Manifest> = AlwaysGranted & {
  readonly [C in keyof Asked<M> & keyof Capabilities]: Capabilities[C];
};

/** A method of a provided service: one plain argument, the caller's context, plain data or a Result back. */
export type ServiceMethod = (argument: never, context: CallContext) => unknown;

/** The code a plugin with this manifest has to give. */
export type Provided<M extends Manifest> = {
  readonly [P in keyof Promised<M> & keyof BackendHandlers]: {
    readonly [Name in keyof Promised<M>[P]]: BackendHandlers[P];
  };
} & (M['orrery']['provides'] extends Readonly<Record<string, string>>
  ? { readonly service: { readonly [Name in keyof M['orrery']['provides']]: Readonly<Record<string, ServiceMethod>> } }
  : unknown);

/** The plugin's own lifetime: what is deferred here is undone when it stops, in reverse order. */
export interface Life {
  defer(undo: () => void | Promise<void>): void;
}

export interface Plugin<M extends Manifest = Manifest> {
  readonly manifest: M;
  activate(granted: Granted<M>, life: Life): Provided<M> | Promise<Provided<M>>;
}

export function definePlugin<const M extends Manifest>(
  manifest: M,
  activate: (granted: Granted<M>, life: Life) => Provided<M> | Promise<Provided<M>>,
): Plugin<M> {
  return { manifest, activate };
}
