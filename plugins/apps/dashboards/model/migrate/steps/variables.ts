/** Variables: versions 12, 23, 27, 28, 29. */
import { isObject, type Json, variablesOf } from '../json.ts';
import type { Step } from './step.ts';

const variableStep = (to: number, change: (variable: Json) => void): Step => ({
  to,
  run: (dashboard) => variablesOf(dashboard).forEach(change),
});

const numbersForWords = variableStep(12, (variable) => {
  variable.refresh = variable.refresh ? 1 : 0;
  if (variable.hideVariable) variable.hide = 2;
  else if (variable.hideLabel) variable.hide = 1;
  delete variable.hideVariable;
  delete variable.hideLabel;
});

/** A list where several can be chosen, one value where not. */
const currentAsMulti = variableStep(23, (variable) => {
  const { multi, current } = variable;
  if (multi === undefined || !isObject(current) || Object.keys(current).length === 0) return;
  for (const key of ['value', 'text']) {
    const now: unknown = current[key];
    if (multi && !Array.isArray(now)) current[key] = [now];
    else if (!multi && Array.isArray(now)) current[key] = now[0] ?? '';
  }
});

/** A constant that people see can be changed by them. */
const visibleConstants = variableStep(27, (variable) => {
  if (variable.type !== 'constant') return;
  const value = variable.query ?? '';
  variable.current = { selected: true, text: value, value };
  variable.options = [variable.current];
  if (variable.hide === 0 || variable.hide === 1) variable.type = 'textbox';
});

const withoutTags = variableStep(28, (variable) => {
  for (const key of ['tags', 'tagsQuery', 'tagValuesQuery', 'useTags']) delete variable[key];
});

/** Options are asked for, not kept. */
const loadedQueries = variableStep(29, (variable) => {
  if (variable.type !== 'query') return;
  if (variable.refresh !== 1 && variable.refresh !== 2) variable.refresh = 1;
  if (Array.isArray(variable.options)) variable.options = [];
});

export const variableSteps: readonly Step[] = [numbersForWords, currentAsMulti, visibleConstants, withoutTags, loadedQueries];
