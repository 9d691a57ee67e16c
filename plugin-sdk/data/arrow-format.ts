/** What both the reader and the writer of Arrow's IPC format know. */

/** Before the length of every message. */
export const continues = -1;
export const header = { schema: 1, recordBatch: 3 } as const;
export const version = 4;

/** Members of the union of types. */
export const arrowType = { int: 2, float: 3, binary: 4, utf8: 5, bool: 6, timestamp: 10 } as const;
export const precision = { single: 1, double: 2 } as const;
/** Powers of ten in a second, by the unit of a timestamp. */
export const timeUnits = [0, 3, 6, 9] as const;
export const nanosecond = 3;

/** Kinds whose values lie in a frame as they lie in Arrow. */
export const arrays = {
  int8: Int8Array,
  int16: Int16Array,
  int32: Int32Array,
  int64: BigInt64Array,
  uint8: Uint8Array,
  uint16: Uint16Array,
  uint32: Uint32Array,
  uint64: BigUint64Array,
  float32: Float32Array,
  float64: Float64Array,
  enum: Uint16Array,
} as const;
