/** `settings`: sections of the configuration that the manifest names. Secrets are masked but for the plugin's own section and single keys. */
import { fail, ok } from '@orrery/plugin-sdk';
import type { Config } from '../config/config.ts';
import type { Broker } from '../execution/types.ts';

const mask = '*********';

/** `*`, all sections and their names, is for core plugins. */
export function settingsBroker(config: Pick<Config, 'section' | 'sections' | 'isSecret' | 'get'>): Broker {
  return async (method, [name], { granted, plugin }) => {
    const all = Array.isArray(granted) && granted.includes('*') && plugin.level === 'core';
    if (method === 'sections')
      return all ? ok(config.sections()) : fail('capability/denied', `${plugin.id} was not granted every section of the settings.`);
    if (method !== 'section') return fail('capability/no-method', `settings has no method '${method}'.`);
    if (typeof name !== 'string' || !Array.isArray(granted) || !(granted.includes(name) || (all && !name.includes(':')))) {
      return fail('capability/denied', `${plugin.id} was not granted the settings "${String(name)}".`);
    }
    const [section = '', key] = name.split(':');
    if (key !== undefined) {
      // One key in clear text is a secret handed over: the release signed for who may have it.
      return plugin.level === 'core'
        ? ok({ [key]: config.get(section, key) })
        : fail('capability/denied', `Single settings in clear text are for core plugins; ${plugin.id} is ${plugin.level}.`);
    }
    const own = section === `plugin.${plugin.id}`;
    return ok(
      Object.fromEntries(
        Object.entries(config.section(section)).map(([item, value]) => [
          item,
          !own && value !== '' && config.isSecret(section, item) ? mask : value,
        ]),
      ),
    );
  };
}
