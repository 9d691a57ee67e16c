/** What is wrong with plugins that are being written, over the page that still shows their last good build. Loaded where there are such. */
import { IconButton, type Live } from '@orrery/plugin-sdk/ui';
import { signal } from '@preact/signals';
import { type JSX, render } from 'preact';
import { t } from './text.ts';

interface Problem {
  readonly plugin: string;
  readonly message: string;
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  readonly excerpt?: string;
}

const problems = signal<readonly Problem[]>([]);

export function showProblems(connection: Live): void {
  const root = document.createElement('div');
  document.body.append(root);
  render(<Problems />, root);
  connection.listen('orrery/problems', (told) => {
    problems.value = told as readonly Problem[];
  });
}

function Problems(): JSX.Element | null {
  if (problems.value.length === 0) return null;
  return (
    <section class="o-problems" role="alert">
      {problems.value.map((problem) => (
        <article key={problem.plugin}>
          <header>
            <strong>{t.failed(problem.plugin)}</strong>
            <IconButton
              icon="x"
              label={t.hide}
              onClick={() => {
                problems.value = problems.peek().filter((other) => other !== problem);
              }}
            />
          </header>
          <p>
            {problem.file && <code>{place(problem)}</code>} {problem.message}
          </p>
          {problem.excerpt && <pre>{problem.excerpt}</pre>}
        </article>
      ))}
    </section>
  );
}

function place({ file, line, column }: Problem): string {
  return [file, line, column].filter((part) => part !== undefined).join(':');
}
