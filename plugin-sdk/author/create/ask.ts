/** Asks in the terminal for what was not said on the command line. */
import { cancel, intro, isCancel, select, text } from '@clack/prompts';
import { type Answers, type Kind, nameProblem, namesOf } from './names.ts';

const what: readonly { readonly value: Kind; readonly label: string; readonly hint: string }[] = [
  { value: 'panel', label: 'Panel', hint: 'draws data on a dashboard' },
  { value: 'datasource', label: 'Data source', hint: 'answers queries' },
  { value: 'app', label: 'App', hint: 'pages, routes and tables of its own' },
  { value: 'auth', label: 'Auth provider', hint: 'knows who a request comes from' },
  { value: 'notifier', label: 'Notifier', hint: 'brings word of alerts' },
  { value: 'transformation', label: 'Transformation', hint: 'changes data between a query and its panel' },
];

export async function ask(told: Partial<Answers>): Promise<Answers | undefined> {
  intro('A new plugin for Orrery');
  const kind = told.kind ?? (await select({ message: 'What should it be?', options: [...what] }));
  if (isCancel(kind)) return givenUp();
  const name =
    told.name ??
    (await text({
      message: 'What is it called?',
      placeholder: 'Traffic lights',
      validate: (value) => nameProblem(value ?? '', 'The name'),
    }));
  if (isCancel(name)) return givenUp();
  const org =
    told.org ??
    (await text({ message: 'Whose is it?', placeholder: 'Acme', validate: (value) => nameProblem(value ?? '', 'The organisation') }));
  if (isCancel(org)) return givenUp();
  return { ...namesOf({ kind, name, org }) };
}

function givenUp(): undefined {
  cancel('Nothing was made.');
  return undefined;
}
