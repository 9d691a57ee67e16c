/** A real backend, compiled here with Grafana's SDK for Go. Without Go there is none, and the peer of `processes.test.ts` stands in for it. */
import { expect, test } from 'vitest';
import { goExecutable } from '../support/process-plugins.ts';
import { suiteOfProcesses } from './suite.ts';

const compiled = await goExecutable();

if (compiled) suiteOfProcesses("compiled, with Grafana's SDK for Go", () => compiled);
else
  test('a compiled plugin could not be built here (no Go, or not its modules): the peer written for tests stands in', () =>
    expect(compiled).toBeUndefined());
