import { texts } from '@orrery/plugin-sdk/ui';
import de from './de.ts';
import { en } from './en.ts';

// Both at once: they are few, and this part is loaded late already.
export const t = await texts(en, { de: async () => ({ default: de }) });
