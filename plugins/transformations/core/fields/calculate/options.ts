/** What "add field from calculation" can be told, and how the field is called that it adds. */
import { reducerId, reducerInfo, reducerName } from '@orrery/plugin-sdk/data';
import { own } from '@orrery/plugin-sdk/data/own';

export interface Side {
  readonly fixed?: string;
  readonly matcher?: { readonly id: string; readonly options?: unknown };
}
export interface CalculateField {
  readonly mode?: 'reduceRow' | 'cumulativeFunctions' | 'windowFunctions' | 'binary' | 'unary' | 'index';
  readonly alias?: string;
  readonly replaceFields?: boolean;
  readonly timeSeries?: boolean;
  readonly reduce?: { readonly reducer?: string; readonly include?: readonly string[]; readonly nullValueMode?: string };
  readonly cumulative?: { readonly field?: string; readonly reducer?: string };
  readonly window?: {
    readonly field?: string;
    readonly reducer?: string;
    readonly windowAlignment?: string;
    readonly windowSizeMode?: string;
    readonly windowSize?: number;
  };
  readonly binary?: { readonly left?: Side | string; readonly operator?: string; readonly right?: Side | string };
  readonly unary?: { readonly operator?: string; readonly fieldName?: string };
  readonly index?: { readonly asPercentile?: boolean };
}
/** As the calculation itself wants it: every part there, sides of old as sides of today. */
export interface Binary {
  readonly left: Side;
  readonly operator: string;
  readonly right: Side;
}

export function nameOf(options: CalculateField, binary?: Binary): string {
  if (options.alias) return options.alias;
  const of = (field: string | undefined): string => (field ? `(${field})` : '');
  switch (options.mode) {
    case 'cumulativeFunctions':
      return `cumulative ${options.cumulative?.reducer ?? 'sum'}${of(options.cumulative?.field)}`;
    case 'windowFunctions':
      return `${options.window?.windowAlignment ?? 'trailing'} moving ${options.window?.reducer ?? 'mean'}${of(options.window?.field)}`;
    case 'unary':
      return `${options.unary?.operator ?? 'abs'}${of(options.unary?.fieldName)}`;
    case 'binary': {
      const [left, right] = [sideName(binary?.left), sideName(binary?.right)];
      // A variable nobody knows is no name.
      if (left.includes('$') || right.includes('$')) return '';
      return left && right ? `${left} ${binary?.operator ?? '+'} ${right}` : '';
    }
    case 'index':
      return 'Row';
    default: {
      const reducer = options.reduce?.reducer ?? 'sum';
      return own(reducerInfo, reducerId(reducer)) || /^p\d+$/.test(reducer) ? reducerName(reducer) : 'math';
    }
  }
}

export function sideName(side: Side | undefined): string {
  return String(side?.matcher?.options ?? side?.fixed ?? '');
}
