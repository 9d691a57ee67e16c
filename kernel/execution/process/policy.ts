/** What the configuration says of plugins that are processes. */
import type { Config } from '../../config/config.ts';
import type { Environment } from '../../config/expand.ts';
import { environmentOf, type ServerFacts, serverFacts } from './environment.ts';
import type { ProcessPolicy } from './hosting.ts';

export function processPolicy(config: Config, host: Environment): ProcessPolicy {
  const setting = (section: string, key: string): string => config.get(section, key);
  const facts: ServerFacts = {
    version: setting('orrery', 'grafana_version'),
    url: setting('server', 'root_url'),
    toggles: config.list('feature_toggles', 'enable'),
    settings: (plugin) => config.section(`plugin.${plugin}`),
    forwarded: config.list('plugins', 'forward_host_env_vars'),
    setting,
    host,
  };
  const [first = Number.NaN, last = first] = setting('orrery', 'process_users').split('-').map(Number);
  return {
    users: Number.isSafeInteger(first) && Number.isSafeInteger(last) && first > 0 ? [first, last] : [1, 0],
    folder: setting('orrery', 'process_folder'),
    env: (plugin) => environmentOf(plugin, facts),
    server: serverFacts(facts),
  };
}
