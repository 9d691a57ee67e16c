import { failures } from './failures.ts';
import { given } from './given.ts';
import { graphs } from './graphs.ts';
import { live } from './live.ts';
import type { Scenarios } from './scenario.ts';
import { simulation } from './simulation.ts';
import { tables } from './tables.ts';
import { usa } from './usa.ts';
import { variables } from './variables.ts';
import { walks } from './walks.ts';
import { waves } from './waves.ts';

/** Every scenario by its id. `slow_query` waits, and is a walk after it. */
export const scenarios: Scenarios = {
  ...walks,
  slow_query: walks.random_walk as NonNullable<typeof walks.random_walk>,
  ...waves,
  ...given,
  ...tables,
  ...graphs,
  ...failures,
  ...usa,
  ...simulation,
  ...live,
  ...variables,
};
