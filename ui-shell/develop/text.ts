import { texts } from '@orrery/plugin-sdk/ui';

const en = {
  failed: (plugin: string) => `${plugin}: the last build does not run. Shown is the one before it.`,
  hide: 'Hide until the next build',
};
const de: typeof en = {
  failed: (plugin) => `${plugin}: Der letzte Stand läuft nicht. Gezeigt wird der davor.`,
  hide: 'Bis zum nächsten Stand ausblenden',
};
export const t = await texts(en, { de: async () => ({ default: de }) });
