import type { Query } from '@orrery/plugin-sdk';

/** What the query editor stores, and the backend answers. */
export interface SampleQuery extends Query {
  readonly shape?: 'sine' | 'square' | 'saw';
  readonly periodSeconds?: number;
}
export const shapes = ['sine', 'square', 'saw'] as const;
