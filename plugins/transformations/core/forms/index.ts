/** How each transformation is offered and edited. */
import type { TransformationForm } from '@orrery/plugin-sdk/ui';
import { contentForms } from './content.ts';
import { fieldForms } from './fields.ts';
import { frameForms } from './frames.ts';
import { placeForms } from './places.ts';
import { rowForms } from './rows.ts';
import { t } from './text/index.ts';

export const forms: Readonly<Record<string, TransformationForm>> = Object.fromEntries(
  Object.entries({ ...fieldForms, ...rowForms, ...frameForms, ...contentForms, ...placeForms }).map(([id, form]) => {
    const { name, text } = t.about[id as keyof typeof t.about];
    return [id, { ...form, name, description: text }];
  }),
);
