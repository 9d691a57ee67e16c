/** The display core: from columns and a dashboard's field config to names, texts and colours. Pure; browser and server alike. */
export * from './colors.ts';
export { continuousScale } from './continuous.ts';
export { dateFormat, formatDate, fromNow, partsOf, zoneName, zoneOffset } from './dates.ts';
export { automaticDecimals, writeNumber } from './decimals.ts';
export { displayProcessor, shown, tickDecimals } from './display.ts';
export { mappingFor, toRegex } from './mappings.ts';
export { matches } from './matchers.ts';
export { fieldDisplayName, frameDisplayName, labelsText } from './names.ts';
export { nameIndex, palette } from './palettes.ts';
export { extent, reduceField, reducerId, reducerInfo, reducerName } from './reducers.ts';
export { rangeOf, resolveFields } from './resolve.ts';
export { colorScale, isByValue, seriesColor, seriesColorOf } from './scale.ts';
export { activeStep, sortedSteps, stepValue } from './thresholds.ts';
export type * from './types.ts';
export { isDateUnit, type UnitFormat, unitFormat, written } from './units.ts';
export { isNull, numberAt, plottable, rawAt, toNumber } from './values.ts';
