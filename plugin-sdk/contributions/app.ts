import type { ProxyRoute } from './proxy-route.ts';

/**
 * Point `app`: an app as something with settings, once an organisation, under the id of its plugin. Every app has it by being one; nobody
 * writes it.
 */
export interface AppDeclaration {
  /** There for every organisation that has no settings of it. */
  readonly autoEnabled?: boolean;
  /** Of its plugin.json. */
  readonly routes?: readonly ProxyRoute[];
}
