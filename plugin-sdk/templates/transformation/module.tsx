/** What the browser loads: the work when a dashboard first uses it, the form when somebody edits it. */
import type { TransformationLoaders, TransformationModule } from '@orrery/plugin-sdk/ui';

export const transformations: TransformationLoaders = {
  'acme-sample': async () => (await import('./share.ts')).share,
};

export const transformationForms: TransformationModule['transformationForms'] = async () => ({
  'acme-sample': {
    name: 'Sample',
    description: 'Each number as its share of the whole column.',
    category: 'calculate',
    initial: { whole: 100 },
    editors: [{ path: 'whole', label: 'The whole is', group: 'Sample', control: { kind: 'number' } }],
  },
});
